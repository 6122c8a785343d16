package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.TestAuthority;
import io.enterpriseproxy.server.TestAuthority.Issued;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** A server that speaks TLS, and clients that show certificates. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {
    private TestAuthority authority;
    private Issued server;
    private Issued auditor;
    private Issued stranger;
    private Path directory;
    private ProxyUnderTest proxy;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        authority = TestAuthority.make(directory);
        server = authority.issue("server", "CN=proxy");
        auditor = authority.issue("auditor", "CN=Audit, O=Example");
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        stranger = TestAuthority.make(elsewhere).issue("stranger", "CN=Audit, O=Example");
        proxy = serve(directory);
    }

    private static ProxyUnderTest serve(Path directory) {
        return ProxyUnderTest.startWith(directory, "port: 0, address: 127.0.0.1, tls: { certificate: server.pem, key:"
                + " server.key, trusted: ca.pem, client-certificates: want }", """
                          security:
                            api-clients: [ { name: ops, key: '${file:admin.key}', roles: [admin] } ]
                            certificate-clients:
                              - { name: audit, subject: 'cn=Audit,o=Example', roles: [auditor] }
                        """, Map.of());
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    private HttpResponse<String> get(SSLContext context, String path, String... headers) throws Exception {
        return get(proxy, context, path, headers);
    }

    private static HttpResponse<String> get(ProxyUnderTest proxy, SSLContext context, String path, String... headers)
            throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            HttpRequest.Builder request = HttpRequest
                    .newBuilder(URI.create("https://127.0.0.1:" + proxy.port() + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void certificateSaysWhoItIs() throws Exception {
        assertThat(get(TestAuthority.client(auditor), "/api/v1/audit").statusCode()).isEqualTo(200);
        assertThat(get(TestAuthority.client(auditor), "/api/v1/dead-letters/1/skip").statusCode()).isEqualTo(403);
        assertThat(get(TestAuthority.client(server), "/api/v1/audit").statusCode()).isEqualTo(401);
    }

    @Test
    void certificateThatIsNobodysIsToldOfWhereItIsRefused() throws Exception {
        // Given
        Path elsewhere = Files.createDirectory(directory.resolve("told"));
        for (Path file : new Path[]{server.certificate(), server.key(), directory.resolve("ca.pem")}) {
            Files.copy(file, elsewhere.resolve(file.getFileName()));
        }
        SSLContext nobody = TestAuthority.client(authority.issue("nobody", "CN=Nobody, O=Example"));
        try (ProxyUnderTest first = serve(elsewhere)) {
            // When
            assertThat(get(first, nobody, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(first, nobody, "/api/v1/audit").statusCode()).isEqualTo(401);
        }
        // Then
        try (ProxyUnderTest second = serve(elsewhere)) {
            assertThat(get(second, TestAuthority.client(auditor), "/api/v1/audit").body())
                    .contains("once, at ", "a certificate (CN=Nobody,O=Example), no client has this subject");
        }
    }

    @Test
    void headerGoesBeforeTheCertificate() throws Exception {
        SSLContext context = TestAuthority.client(auditor);
        assertThat(get(context, "/api/v1/lanes", "Authorization", "Bearer " + ProxyUnderTest.ADMIN).statusCode())
                .isEqualTo(200);
        assertThat(get(context, "/api/v1/audit", "Authorization", "Bearer ep_wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void certificateOfAnotherAuthorityIsRefusedWithItsConnection() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(TestAuthority.client(stranger), "/"))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void httpsIsRemembered() throws Exception {
        assertThat(
                get(TestAuthority.client(auditor), "/api/v1/audit").headers().firstValue("Strict-Transport-Security"))
                .isPresent();
    }

    @Test
    void newCertificateIsTakenWithoutARestart() throws Exception {
        Issued next = authority.issue("next", "CN=renewed");
        Files.move(next.key(), server.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.move(next.certificate(), server.certificate(), StandardCopyOption.REPLACE_EXISTING);
        await().atMost(Duration.ofSeconds(60)).until(() -> subjectOfTheServer().equals("CN=renewed"));
        assertThat(get(TestAuthority.client(auditor), "/api/v1/audit").statusCode()).isEqualTo(200);
    }

    private String subjectOfTheServer() throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
            try (SSLSocket secure = (SSLSocket) TestAuthority.client(auditor).getSocketFactory().createSocket(plain,
                    "127.0.0.1", proxy.port(), true)) {
                secure.startHandshake();
                return ((X509Certificate) secure.getSession().getPeerCertificates()[0]).getSubjectX500Principal()
                        .toString();
            }
        }
    }
}
