package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A chain on which the finalized tag says what is final. That of a dev chain is two blocks behind its head. */
class FinalizedChainIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void callsWaitForTheTagUnlessTheirMappingSaysOtherwise() {
        callsWait("");
    }

    @Test
    void callsWaitForTheTagUnlessTheirMappingSaysOtherwiseWithPostgres() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            callsWait("  ledger: { url: '%s', username: postgres }\n"
                    .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", "")));
        }
    }

    private void callsWait(String ledger) {
        try (InvoiceChain chain = InvoiceChain.start(directory);
                ProxyUnderTest proxy = ProxyUnderTest.start(directory, ledger
                        + chain.config().replace("family: evm,", "family: evm, finality: finalized,")
                        + ProxyUnderTest.clients(),
                        Map.of("slow.yaml", mapping("slow"), "quick.yaml",
                                mapping("quick").replace("  sender: erp-ap",
                                        "  sender: erp-ap\n  confirmations: 1")))) {
            chain.chain().stopMining();
            String slow = submit(proxy, "slow", "RE-1");
            String quick = submit(proxy, "quick", "RE-2");
            await().atMost(SOON).until(
                    () -> status(proxy, slow).equals("broadcast") && status(proxy, quick).equals("broadcast"));
            chain.chain().mine(1);
            await().atMost(SOON).until(() -> status(proxy, quick).equals("confirmed"));
            assertThat(status(proxy, slow)).isEqualTo("mined");
            JsonNode view = JsonMapper.shared().readTree(proxy.get("/api/v1/chains", ADMIN).body()).at("/items/0");
            assertThat(view.has("confirmations")).isFalse();

            chain.chain().mine(2);
            await().atMost(SOON).until(() -> status(proxy, slow).equals("confirmed"));
        }
    }

    /** Without an ordering key, since results of one key come in order: the quick one would wait for the slow one. */
    private static String mapping(String name) {
        return InvoiceChain.mapping(name, "/" + name).replace("orderingKey: supplier\n", "");
    }

    private static String submit(ProxyUnderTest proxy, String mapping, String number) {
        return JsonMapper.shared()
                .readTree(proxy.post("/api/v1/calls/" + mapping, CALLER, InvoiceChain.invoice(number, "10.00")).body())
                .required("id").stringValue();
    }

    private static String status(ProxyUnderTest proxy, String call) {
        return JsonMapper.shared().readTree(proxy.get("/api/v1/calls/" + call, ADMIN).body()).required("status")
                .stringValue();
    }
}
