package io.enterpriseproxy.server.systems;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.server.TestAuthority;
import io.enterpriseproxy.server.TestAuthority.Issued;
import io.enterpriseproxy.server.config.KeyStoreConfig;
import io.enterpriseproxy.server.config.TlsConfig;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.Secp256k1Curve;
import io.enterpriseproxy.signer.StubService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A signing service that speaks TLS and lets in only who shows a certificate that it trusts. */
class TlsContextsIT {
    private static final String ADDRESS = Secp256k1Curve.address(StubService.publicKey()).checksummed();
    private TestAuthority authority;
    private Issued client;
    private Issued stranger;
    private WireMockServer service;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        authority = TestAuthority.make(directory);
        Issued server = authority.issue("server", "CN=signer");
        client = authority.issue("client", "CN=proxy");
        stranger = TestAuthority.make(Files.createDirectory(directory.resolve("elsewhere"))).issue("stranger",
                "CN=proxy");
        service = new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicHttpsPort()
                .httpDisabled(true).needClientAuth(true).keystorePath(server.store().toString())
                .keystoreType("PKCS12").keystorePassword(server.password()).keyManagerPassword(server.password())
                .trustStorePath(server.store().toString()).trustStoreType("PKCS12")
                .trustStorePassword(server.password()));
        service.start();
        service.stubFor(WireMock.get("/api/v1/eth1/publicKeys").willReturn(WireMock.okJson(
                "[\"" + Hex.encode(Arrays.copyOfRange(StubService.publicKey(), 1, 65)) + "\"]")));
    }

    @AfterEach
    void stop() {
        service.stop();
    }

    private KeyStore store(@Nullable TlsConfig tls) {
        return KeyStoreOpener.store("signer", new KeyStoreConfig(null, null, null, null, null,
                new KeyStoreConfig.RemoteSigner(URI.create("https://127.0.0.1:" + service.httpsPort()),
                        KeyStoreConfig.RemoteSigner.Api.WEB3SIGNER, Map.of("X-From", new Secret("proxy")), tls),
                1, Duration.ofSeconds(10)));
    }

    private TlsConfig showing(Issued issued) {
        return new TlsConfig(authority.certificate(), issued.certificate(), issued.key(), null);
    }

    @Test
    void whoShowsATrustedCertificateIsLetIn() {
        try (KeyStore store = store(showing(client))) {
            assertThat(store.address(ADDRESS).checksummed()).isEqualTo(ADDRESS);
        }
        service.verify(WireMock.getRequestedFor(WireMock.urlEqualTo("/api/v1/eth1/publicKeys")).withHeader("X-From",
                WireMock.equalTo("proxy")));
    }

    @Test
    void whoShowsNoneOrAForeignOneIsNot() {
        for (TlsConfig tls : new TlsConfig[]{new TlsConfig(authority.certificate(), null, null, null),
                showing(stranger)}) {
            try (KeyStore store = store(tls)) {
                assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.address(ADDRESS))
                        .withMessageContaining("cannot be reached");
            }
        }
    }

    @Test
    void serviceThatIsNotTrustedIsNotAsked() {
        try (KeyStore store = store(null)) {
            assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.address(ADDRESS))
                    .withMessageContaining("cannot be reached");
        }
        assertThat(service.getAllServeEvents()).isEmpty();
    }

    @Test
    void filesThatAreNoCertificatesAreNamed() throws IOException {
        Path wrong = Files.writeString(directory.resolve("wrong.pem"), "not a certificate");
        assertThatExceptionOfType(KeyStoreException.class)
                .isThrownBy(() -> store(new TlsConfig(wrong, null, null, null))).withMessageContaining("PEM");
    }
}
