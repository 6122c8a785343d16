package io.enterpriseproxy.server.api;

import com.sun.net.httpserver.HttpServer;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A chain is added while the server runs, and used by what is published after that. */
class RegisteredChainIT {
    private static final String SECOND = "/api/v1/chains/second";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;
    private InvoiceChain main;
    private InvoiceChain second;
    private HttpServer erp;
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        main = InvoiceChain.start(directory);
        second = InvoiceChain.start(Files.createDirectories(directory.resolve("of-second")),
                DevChainOptions.DEFAULT.withChainId(2019));
        erp = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        erp.createContext("/", exchange -> {
            told.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        erp.start();
    }

    @AfterEach
    void stop() {
        erp.stop(0);
        second.close();
        main.close();
    }

    @Test
    void eventsReachARegisteredChainAndComeBackFromItAlsoAfterARestart() {
        try (ProxyUnderTest proxy = start(directory, registry())) {
            register(proxy, wish(""));
            assertThat(view(proxy, "second").path("registered").asBoolean()).isTrue();
            publishAll(proxy);
            submit(proxy, "RE-1");
            await().atMost(SOON).until(() -> told("result", "RE-1") && told("seen", "100"));
            register(proxy, wish(""));
        }
        assertThat(second.registered()).isEqualTo(1);
        try (ProxyUnderTest proxy = start(directory, registry())) {
            assertThat(view(proxy, "second").path("registered").asBoolean()).isTrue();
            submit(proxy, "RE-2");
            await().atMost(SOON).until(() -> told("result", "RE-2") && told("seen", "200"));
            assertThat(proxy.get("/actuator/prometheus", ProxyUnderTest.MONITOR).body())
                    .contains("ep_chain_head{chain=\"second\"}");
        }
        assertThat(second.registered()).isEqualTo(2);
        assertThat(main.registered()).isZero();
    }

    @Test
    void laneWaitsWhileTheConfigurationLetsTheChainNotBe() {
        String call;
        try (ProxyUnderTest proxy = start(directory, registry())) {
            register(proxy, wish(""));
            publishAll(proxy);
            submit(proxy, "RE-1");
            await().atMost(SOON).until(() -> second.registered() == 1);
            lane(proxy, "pause");
            call = submit(proxy, "RE-2");
        }
        try (ProxyUnderTest proxy = start(directory, registry().replace("127.0.0.1", "elsewhere.example"))) {
            assertThat(chains(proxy)).isEqualTo("main");
            assertThat(post(proxy, "RE-3").body()).contains("broken-mapping");
            assertThat(status(proxy, call)).isEqualTo("accepted");
        }
        try (ProxyUnderTest proxy = start(directory, registry())) {
            lane(proxy, "resume");
            await().atMost(SOON).until(() -> status(proxy, call).equals("confirmed"));
        }
        assertThat(second.registered()).isEqualTo(2);
    }

    @Test
    void everyInstanceFollowsAndAChainOfTheConfigurationWins() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String ledger = "  ledger: { url: '%s', username: postgres }\n"
                    .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""));
            for (String file : new String[]{"invoice-registry.json", "erp-ap.json", "erp-ap.pass"}) {
                Files.copy(directory.resolve(file), other.resolve(file));
            }
            try (ProxyUnderTest one = start(directory, ledger + registry());
                    ProxyUnderTest two = start(other, ledger + registry())) {
                register(one, wish("").replaceAll(",\"contracts\":\\{.*?}", ""));
                register(one, wish(""));
                publishAll(one);
                await().atMost(SOON).until(() -> post(two, "RE-1").statusCode() == 202);
                await().atMost(SOON).until(() -> second.registered() == 1);
            }
            try (ProxyUnderTest one = start(directory, ledger + registry(), main.config().replace("  chains:\n",
                    "  chains:\n    third: { family: evm, id: 2019, nodes: [ { url: '" + url() + "' } ] }\n"))) {
                assertThat(chains(one)).isEqualTo("main,third");
            }
            try (ProxyUnderTest one = start(directory, ledger + registry(), main.config().replace("  chains:\n",
                    "  chains:\n    second: { family: evm, id: 2019, nodes: [ { url: '" + url() + "' } ] }\n")
                    .replace("{ main:", "{ second: '" + second.contract() + "', main:"))) {
                assertThat(view(one, "second").path("registered").asBoolean(true)).isFalse();
                await().atMost(SOON).until(() -> post(one, "RE-2").statusCode() == 202);
                await().atMost(SOON).until(() -> second.registered() == 2);
            }
        }
    }

    @Test
    void whatWouldBeAnotherChainOrIsNotAllowedIsRefused() {
        try (ProxyUnderTest proxy = start(directory, "")) {
            answered(proxy, SECOND, wish(""), 403, "chain-registry");
        }
        try (ProxyUnderTest proxy = start(directory, registry())) {
            answered(proxy, "/api/v1/chains/main", wish(""), 409, "the configuration has a chain of this name");
            answered(proxy, SECOND, wish("").replace("2019", "31337"), 409, "31337, the id of main");
            answered(proxy, "/api/v1/chains/no%20name", wish(""), 400, "letters, digits");
            answered(proxy, SECOND, wish("").replace("evm", "solana"), 400, "evm or kaia");
            answered(proxy, SECOND, wish("").replace("2019", "0"), 400, "the chain id");
            answered(proxy, SECOND, wish("").replaceAll("\"genesis\":\"[^\"]*\",", ""), 400, "the hash of block 0");
            answered(proxy, SECOND, wish("").replace("\"0x", "\"0xzz"), 400, "the hash of block 0");
            answered(proxy, SECOND, wish("").replace("127.0.0.1", "169.254.169.254"), 403, "node-origins");
            answered(proxy, SECOND, wish("").replaceAll("\"nodes\":\\[.*?]", "\"nodes\":[]"), 400, "1 to 16");
            answered(proxy, SECOND, wish(",\"gas\":{\"maxFee\":\"100000000001\"}"), 400, "chain-registry.gas.max-fee");
            answered(proxy, SECOND, wish(",\"confirmations\":-1"), 400, "confirmations");
            answered(proxy, SECOND, wish("").replace("invoice-registry", "unknown"), 400, "of the configuration");
            answered(proxy, SECOND, wish("").replace(second.contract(), "0x12"), 400, "40 hex digits");
            answered(proxy, SECOND, wish("").replace("\"" + second.contract() + "\"", "null"), 400, "40 hex digits");
            answered(proxy, SECOND, wish("").replaceAll("\"nodes\":\\[.*?]", "\"nodes\":[null]"), 400,
                    "a node has a url");
            answered(proxy, SECOND, wish(",\"height\":5"), 400, "invalid-request");
            assertThat(proxy.put(SECOND, CALLER, "application/json", wish("")).statusCode()).isEqualTo(403);
            assertThat(chains(proxy)).isEqualTo("main");
            register(proxy, wish(",\"confirmations\":3,\"owner\":\"treasury\""));
            assertThat(view(proxy, "second").path("confirmations").asInt()).isEqualTo(3);
            assertThat(view(proxy, "second").at("/gas/maxFee").asString()).isEqualTo("100000000000");
            answered(proxy, SECOND, wish(",\"confirmations\":4,\"owner\":\"treasury\""), 409, "/nodes and /terms");
            answered(proxy, SECOND, wish(",\"confirmations\":3,\"owner\":\"treasury\"").replace(second.contract(),
                    main.supplier()), 409, "further contracts");
            answered(proxy, "/api/v1/chains/third", wish(""), 409, "2019, the id of second");
            assertThat(terms(proxy, "{\"gas\":{\"maxFee\":\"100000000001\"}}")).isEqualTo(400);
            assertThat(terms(proxy, "{\"owner\":\"sales\"}")).isEqualTo(204);
            proxy.bean(JdbcTemplate.class).update("INSERT INTO chain_reader (id, chain) VALUES (99, 'former')");
            answered(proxy, "/api/v1/chains/former", wish("").replace("2019", "2020"), 409, "another chain that had");
        }
        try (ProxyUnderTest proxy = start(directory, registry())) {
            assertThat(view(proxy, "second").path("owner").asString()).isEqualTo("sales");
        }
    }

    @Test
    void chainOfKaiaHasItsOwnContractThoughTheConfigurationHasNone() {
        try (ProxyUnderTest proxy = start(directory, registry())) {
            register(proxy, wish("").replace("evm", "kaia"));
            assertThat(proxy.get("/api/v1/contracts", ADMIN).body()).contains("\"kaia\"", "anchor(bytes)");
        }
    }

    private boolean told(String key, String value) {
        return told.stream().anyMatch(each -> each.path(key).asString("").equals(value));
    }

    private String registry() {
        return "  chain-registry: { node-origins: { '" + url()
                + "': {} }, poll-interval: 100ms, gas: { max-fee: 100000000000 } }\n";
    }

    private String url() {
        return "http://127.0.0.1:" + second.chain().port();
    }

    private String wish(String more) {
        String genesis = second.chain().rpc("eth_getBlockByNumber", "0x0", false).path("hash").asString();
        return "{\"family\":\"evm\",\"id\":2019,\"genesis\":\"" + genesis + "\",\"nodes\":[{\"url\":\"" + url()
                + "\"}],\"contracts\":{\"invoice-registry\":\"" + second.contract() + "\"}" + more + "}";
    }

    private ProxyUnderTest start(Path home, String more) {
        return start(home, more, main.config());
    }

    private ProxyUnderTest start(Path home, String more, String config) {
        return ProxyUnderTest.start(home, more + config + ProxyUnderTest.clients() + """
                  connections: { erp: { http: { base-url: 'http://127.0.0.1:%d' } } }
                """.formatted(erp.getAddress().getPort()), Map.of());
    }

    private static void register(ProxyUnderTest proxy, String wish) {
        answered(proxy, SECOND, wish, 204, "");
    }

    private static void answered(ProxyUnderTest proxy, String path, String wish, int status, String says) {
        HttpResponse<String> answer = proxy.put(path, ADMIN, "application/json", wish);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(says, status == 409 ? "chain-taken" : "");
    }

    private static void publishAll(ProxyUnderTest proxy) {
        assertThat(proxy.put("/api/v1/policies/erp", ADMIN, "application/yaml",
                InvoiceChain.policy().replace("chain: main", "chain: second")).statusCode()).isEqualTo(200);
        publish(proxy, "second", InvoiceChain.mapping("second", "/erp/second").replace("chain: main", "chain: second")
                + """
                        writeBack:
                          - on: [confirmed]
                            http: { connection: erp, method: POST, path: /results }
                            body: { result: event.invoiceNo }
                        """);
        publish(proxy, "seen", """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: seen }
                from:
                  contract: { chain: second, contract: invoice-registry, event: InvoiceRegistered, fromBlock: 0 }
                writeBack:
                  - on: [confirmed]
                    http: { connection: erp, method: POST, path: /seen }
                    body: { seen: event.amount }
                """);
    }

    private static void publish(ProxyUnderTest proxy, String name, String text) {
        proxy.put("/api/v1/mappings/" + name, ADMIN, "application/yaml", text);
        HttpResponse<String> published = proxy.post("/api/v1/mappings/" + name + "/publish", ADMIN, "");
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
    }

    private static HttpResponse<String> post(ProxyUnderTest proxy, String number) {
        return proxy.post("/api/v1/calls/second", CALLER, invoice(number, number.substring(3) + ".00"));
    }

    private static String submit(ProxyUnderTest proxy, String number) {
        HttpResponse<String> answer = post(proxy, number);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).required("id").stringValue();
    }

    private static void lane(ProxyUnderTest proxy, String action) {
        long lane = json(proxy.get("/api/v1/lanes", ADMIN)).at("/items/0/id").asLong();
        assertThat(proxy.post("/api/v1/lanes/" + lane + "/" + action, ADMIN, "").statusCode()).isLessThan(300);
    }

    private static String status(ProxyUnderTest proxy, String id) {
        return json(proxy.get("/api/v1/calls/" + id, ADMIN)).path("status").asString();
    }

    private static int terms(ProxyUnderTest proxy, String terms) {
        return proxy.put(SECOND + "/terms", ADMIN, "application/json", terms).statusCode();
    }

    private static Stream<JsonNode> all(ProxyUnderTest proxy) {
        return json(proxy.get("/api/v1/chains", ADMIN)).path("items").valueStream();
    }

    private static JsonNode view(ProxyUnderTest proxy, String chain) {
        return all(proxy).filter(each -> each.path("name").asString().equals(chain)).findFirst().orElseThrow();
    }

    private static String chains(ProxyUnderTest proxy) {
        return all(proxy).map(each -> each.path("name").asString()).collect(Collectors.joining(","));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
