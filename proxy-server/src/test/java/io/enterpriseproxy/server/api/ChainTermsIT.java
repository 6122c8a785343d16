package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The terms of a chain are changed while calls go on. */
class ChainTermsIT {
    private static final String TERMS = "/api/v1/chains/main/terms";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;
    private InvoiceChain chain;

    @BeforeEach
    void startChain() {
        chain = InvoiceChain.start(directory);
    }

    @AfterEach
    void stopChain() {
        chain.close();
    }

    @Test
    void outcomesAreFinalAndGasIsOfferedAsIsSetAlsoAfterARestart() {
        try (ProxyUnderTest proxy = start(directory, "")) {
            await().atMost(SOON).until(() -> status(proxy, submit(proxy, "RE-1")).equals("confirmed"));
            set(proxy,
                    "{\"owner\":\"treasury\",\"confirmations\":1000,\"gas\":{\"priorityFee\":\"7\",\"baseFeeMultiple\":5}}");
        }
        try (ProxyUnderTest proxy = start(directory, "")) {
            JsonNode view = view(proxy);
            assertThat(view.path("owner").asString()).isEqualTo("treasury");
            assertThat(view.path("confirmations").intValue()).isEqualTo(1_000);
            String call = submit(proxy, "RE-2");
            await().atMost(SOON).until(() -> status(proxy, call).equals("mined"));
            String hash = call(proxy, call).at("/transaction/hash").asString();
            assertThat(chain.chain().rpc("eth_getTransactionByHash", hash).path("maxPriorityFeePerGas").asString())
                    .isEqualTo("0x7");
            chain.chain().mine(5);
            assertThat(status(proxy, call)).isEqualTo("mined");

            assertThat(delete(proxy)).isEqualTo(204);
            await().atMost(SOON).until(() -> status(proxy, call).equals("confirmed"));
            assertThat(view(proxy).has("owner")).isFalse();
            assertThat(delete(proxy)).isEqualTo(404);
        }
    }

    @Test
    void chainIsNotUsedOutsideItsTime() {
        try (ProxyUnderTest proxy = start(directory, "")) {
            set(proxy, "{\"validUntil\":\"2026-01-01T00:00:00Z\"}");
            String call = submit(proxy, "RE-1");
            await().atMost(SOON).until(() -> lanes(proxy).contains("was to be used until 2026-01-01T00:00:00Z"));
            assertThat(status(proxy, call)).isEqualTo("accepted");
            set(proxy, "{\"validFrom\":\"2999-01-01T00:00:00Z\"}");
            await().atMost(SOON).until(() -> lanes(proxy).contains("is to be used from 2999-01-01T00:00:00Z on"));
            assertThat(chain.registered()).isZero();

            set(proxy, "{\"validFrom\":\"2026-01-01T00:00:00Z\",\"validUntil\":\"2999-01-01T00:00:00Z\"}");
            await().atMost(SOON).until(() -> status(proxy, call).equals("confirmed"));
        }
    }

    /** Also when the pool has lost it meanwhile. */
    @Test
    void whatWasSentBeforeTheEndIsCarriedOn() {
        try (ProxyUnderTest proxy = start(directory, "")) {
            await().atMost(SOON).until(() -> status(proxy, submit(proxy, "RE-1")).equals("confirmed"));
            chain.chain().setAutomine(false);
            String sent = submit(proxy, "RE-2");
            await().atMost(SOON).until(() -> status(proxy, sent).equals("broadcast"));
            set(proxy, "{\"validUntil\":\"2026-01-01T00:00:00Z\"}");
            String late = submit(proxy, "RE-3");
            await().atMost(SOON).until(() -> lanes(proxy).contains("\"out-of-time\""));
            chain.chain().rpc("anvil_dropAllTransactions");
            await().atMost(SOON.multipliedBy(2)).pollInterval(Duration.ofSeconds(1)).until(() -> {
                chain.chain().mine(1);
                return status(proxy, sent).equals("confirmed");
            });
            assertThat(status(proxy, late)).isEqualTo("accepted");
        }
    }

    /** What the configuration does not allow any more is left out; an end stays an end. */
    @Test
    void chainThatIsClosedStaysSoWhenItsGasDoesNotFitTheConfigurationAnyMore() {
        try (ProxyUnderTest proxy = start(directory, "")) {
            set(proxy, "{\"owner\":\"treasury\",\"gas\":{\"maxFee\":\"90000000000\"},"
                    + "\"validUntil\":\"2026-01-01T00:00:00Z\"}");
        }
        try (ProxyUnderTest proxy = start(directory, "", "50000000000")) {
            assertThat(view(proxy).path("owner").asString()).isEqualTo("treasury");
            assertThat(view(proxy).at("/gas/maxFee").asString()).isEqualTo("50000000000");
            String call = submit(proxy, "RE-1");
            await().atMost(SOON).until(() -> lanes(proxy).contains("\"out-of-time\""));
            assertThat(status(proxy, call)).isEqualTo("accepted");
            assertThat(chain.registered()).isZero();
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
                set(one, "{\"confirmations\":0}");
                await().atMost(SOON).until(() -> !view(two).has("confirmations"));
                assertThat(delete(two)).isEqualTo(204);
                await().atMost(SOON).until(() -> view(one).path("confirmations").asInt(0) == 1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {"{\"confirmations\":-1}§confirmations",
            "{\"owner\":\"\"}§owner", "{\"gas\":{\"baseFeeMultiple\":0.5}}§base-fee-multiple",
            "{\"gas\":{\"maxFee\":\"100000000001\"}}§at most 100000000000",
            "{\"gas\":{\"priorityFee\":\"200000000000\"}}§above max-fee",
            "{\"gas\":{\"baseFeeMultiple\":1e999999999}}§expected 1 to 100",
            "{\"gas\":{\"estimateMultiple\":125}}§expected 1 to 10",
            "{\"validFrom\":\"2027-01-01T00:00:00Z\",\"validUntil\":\"2026-01-01T00:00:00Z\"}§a time after validFrom",
            "{\"validFrom\":\"tomorrow\"}§invalid-request", "{\"id\":5}§invalid-request"})
    void whatAChainCannotHaveIsRefused(String terms, String says) {
        try (ProxyUnderTest proxy = start(directory, "")) {
            HttpResponse<String> answer = proxy.put(TERMS, ADMIN, "application/json", terms);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains(says);
            assertThat(proxy.put(TERMS, CALLER, "application/json", "{}").statusCode()).isEqualTo(403);
            assertThat(proxy.put("/api/v1/chains/nowhere/terms", ADMIN, "application/json", "{}").statusCode())
                    .isEqualTo(404);
        }
    }

    private ProxyUnderTest start(Path home, String more) {
        return start(home, more, "100000000000");
    }

    private ProxyUnderTest start(Path home, String more, String maxFee) {
        String config = chain.config().replace("poll-interval: 100ms",
                "poll-interval: 100ms, gas: { max-fee: " + maxFee + " }");
        return ProxyUnderTest.start(home, more + config + ProxyUnderTest.clients(), Map.of("m.yaml",
                InvoiceChain.mapping("invoice-posted", "/erp/invoices").replace("orderingKey: supplier\n", "")));
    }

    private static void set(ProxyUnderTest proxy, String terms) {
        HttpResponse<String> answer = proxy.put(TERMS, ADMIN, "application/json", terms);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private static int delete(ProxyUnderTest proxy) {
        return proxy.send(proxy.request(TERMS, ADMIN).DELETE().build()).statusCode();
    }

    private static JsonNode view(ProxyUnderTest proxy) {
        return JsonMapper.shared().readTree(proxy.get("/api/v1/chains", ADMIN).body()).at("/items/0");
    }

    private static String lanes(ProxyUnderTest proxy) {
        return proxy.get("/api/v1/lanes", ADMIN).body();
    }

    private static String submit(ProxyUnderTest proxy, String number) {
        HttpResponse<String> answer = proxy.post("/api/v1/calls/invoice-posted", CALLER, invoice(number, "10.00"));
        return JsonMapper.shared().readTree(answer.body()).required("id").stringValue();
    }

    private static JsonNode call(ProxyUnderTest proxy, String id) {
        return JsonMapper.shared().readTree(proxy.get("/api/v1/calls/" + id, ADMIN).body());
    }

    private static String status(ProxyUnderTest proxy, String id) {
        return call(proxy, id).path("status").asString();
    }
}
