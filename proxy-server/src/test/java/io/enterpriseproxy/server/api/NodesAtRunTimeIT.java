package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.contract.TcpLink;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The nodes of a chain are changed while calls go on. */
class NodesAtRunTimeIT {
    private static final String NODES = "/api/v1/chains/main/nodes";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;
    private InvoiceChain chain;
    private TcpLink configured;
    private TcpLink spare;

    @BeforeEach
    void startChain() {
        chain = InvoiceChain.start(directory);
        configured = new TcpLink(chain.chain().port());
        spare = new TcpLink(chain.chain().port());
    }

    @AfterEach
    void stopChain() {
        configured.close();
        spare.close();
        chain.close();
    }

    @Test
    void chainGoesOnByTheNodesThatAreSetAndStaysWithThemOverARestart() {
        try (ProxyUnderTest proxy = start(directory, "")) {
            register(proxy, "RE-1", 1);

            configured.cut();
            assertThat(put(proxy, url(spare))).isEqualTo(204);
            register(proxy, "RE-2", 2);
            assertThat(nodes(proxy)).isEqualTo("node 1 (" + url(spare) + ")");
        }
        try (ProxyUnderTest proxy = start(directory, "")) {
            register(proxy, "RE-3", 3);

            spare.cut();
            configured.restore();
            assertThat(delete(proxy)).isEqualTo(204);
            register(proxy, "RE-4", 4);
            assertThat(nodes(proxy)).isEqualTo("node 1 (" + url(configured) + ")");
            assertThat(delete(proxy)).isEqualTo(404);
        }
    }

    @Test
    void everyInstanceFollows() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String ledger = "  ledger: { url: '%s', username: postgres }\n"
                    .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""));
            for (String file : new String[]{"invoice-registry.json", "erp-ap.json", "erp-ap.pass"}) {
                Files.copy(directory.resolve(file), other.resolve(file));
            }
            try (ProxyUnderTest one = start(directory, ledger); ProxyUnderTest two = start(other, ledger)) {
                assertThat(put(one, url(spare))).isEqualTo(204);
                await().atMost(SOON).until(() -> nodes(two).contains(url(spare)));
            }
        }
    }

    @Test
    void onlyOriginsOfTheConfigurationAreReached() {
        try (ProxyUnderTest proxy = start(directory, "")) {
            assertThat(put(proxy, "http://169.254.169.254")).isEqualTo(403);
            assertThat(put(proxy, "http://127.0.0.1:1")).isEqualTo(403);
            assertThat(put(proxy, url(spare).replace("http://", "http://user:secret@"))).isEqualTo(403);
            assertThat(put(proxy, url(spare) + "/?key=secret")).isEqualTo(403);
            assertThat(put(proxy, "nonsense")).isEqualTo(400);
            assertThat(put(proxy, url(spare), url(spare))).isEqualTo(400);
            assertThat(put(proxy)).isEqualTo(400);
            assertThat(proxy.put("/api/v1/chains/nowhere/nodes", ADMIN, "application/json", "{\"nodes\":[]}")
                    .statusCode()).isEqualTo(404);
            assertThat(proxy.put(NODES, CALLER, "application/json", "{\"nodes\":[]}").statusCode()).isEqualTo(403);
            assertThat(nodes(proxy)).isEqualTo("node 1 (" + url(configured) + ")");
            assertThat(put(proxy, url(spare) + "/v3/path", url(configured))).isEqualTo(204);
        }
    }

    private void register(ProxyUnderTest proxy, String number, long count) {
        assertThat(proxy.post("/api/v1/calls/invoice-posted", CALLER, invoice(number, "10.00")).statusCode())
                .isEqualTo(202);
        await().atMost(SOON).until(() -> chain.registered() == count);
    }

    private ProxyUnderTest start(Path home, String more) {
        String config = chain.config().replace(chain.chain().url().toString(), url(configured)).replace(
                "poll-interval: 100ms", "poll-interval: 100ms, node-origins: { '" + url(spare) + "': {} }");
        return ProxyUnderTest.start(home, more + config + ProxyUnderTest.clients(),
                Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices")));
    }

    private static String url(TcpLink link) {
        return "http://127.0.0.1:" + link.port();
    }

    private static int put(ProxyUnderTest proxy, String... urls) {
        String list = Arrays.stream(urls).map(url -> "{\"url\":\"" + url + "\"}")
                .collect(Collectors.joining(","));
        return proxy.put(NODES, ADMIN, "application/json", "{\"nodes\":[" + list + "]}").statusCode();
    }

    private static int delete(ProxyUnderTest proxy) {
        HttpRequest request = proxy.request(NODES, ADMIN).DELETE().build();
        return proxy.send(request).statusCode();
    }

    private static String nodes(ProxyUnderTest proxy) {
        JsonNode chains = JsonMapper.shared().readTree(proxy.get("/api/v1/chains", ADMIN).body());
        return chains.at("/items/0/nodes").valueStream().map(node -> node.path("node").asString())
                .collect(Collectors.joining(", "));
    }
}
