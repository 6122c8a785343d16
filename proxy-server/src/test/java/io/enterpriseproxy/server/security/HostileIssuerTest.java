package io.enterpriseproxy.server.security;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.enterpriseproxy.server.config.Role;
import io.enterpriseproxy.server.config.TokenIssuerConfig;
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
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An issuer, or somebody between, that leads the look for its keys elsewhere. */
class HostileIssuerTest {
    private final WireMockServer web = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private RSAKey key;
    private String issuer;

    @BeforeEach
    void start() throws JOSEException {
        web.start();
        issuer = "http://127.0.0.1:" + web.port();
        key = new RSAKeyGenerator(2048).keyID("rsa").generate();
        web.stubFor(WireMock.get("/keys").willReturn(WireMock.okJson(keys())));
    }

    @AfterEach
    void stop() {
        web.stop();
    }

    private String keys() {
        return new JWKSet(List.of(key.toPublicJWK())).toString();
    }

    private TokenClients clients(@Nullable String keys) {
        return new TokenClients(List.of(new TokenIssuerConfig(URI.create(issuer), "ep",
                keys == null ? null : URI.create(keys), "sub", "roles", Map.of("a", Role.AUDITOR), null,
                Duration.ofSeconds(30))));
    }

    private String token() throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa").build(),
                new JWTClaimsSet.Builder().issuer(issuer).audience("ep").subject("s").claim("roles", List.of("a"))
                        .expirationTime(Date.from(Instant.now().plusSeconds(60))).build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Test
    void keysAreTakenFromWhereTheyAreSaidToBe() throws JOSEException {
        assertThat(clients(issuer + "/keys").withToken(token())).isInstanceOf(Identity.Known.class);
    }

    @Test
    void redirectIsNotFollowed() throws JOSEException {
        web.stubFor(WireMock.get("/moved").willReturn(WireMock.temporaryRedirect(issuer + "/keys")));

        assertThatThrownBy(() -> clients(issuer + "/moved").withToken(token()))
                .isInstanceOf(IdentityUnavailableException.class);
        web.verify(0, WireMock.getRequestedFor(WireMock.urlEqualTo("/keys")));
    }

    @Test
    void fileIsNotRead(@TempDir Path directory) throws JOSEException, IOException {
        String file = Files.writeString(directory.resolve("keys.json"), keys()).toUri().toString();
        web.stubFor(WireMock.get("/.well-known/openid-configuration").willReturn(WireMock.okJson(
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer, file))));

        assertThatThrownBy(() -> clients(null).withToken(token())).isInstanceOf(IdentityUnavailableException.class);
    }
}
