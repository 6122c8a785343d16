package io.enterpriseproxy.server.retention;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.audit.Finding;
import io.enterpriseproxy.server.audit.Verification;
import io.enterpriseproxy.server.audit.Verified;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RetentionIT {
    private static final String CALLS = "/api/v1/calls/";

    @Test
    void keyOfAPurgedCallIsAnsweredWithTheCallAndMakesNoSecondEffect(@TempDir Path directory) {
        try (InvoiceChain chain = InvoiceChain.start(directory);
                ProxyUnderTest proxy = ProxyUnderTest.start(directory,
                        chain.config() + ProxyUnderTest.clients() + "  retention: { final-calls: 1ms }\n",
                        Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices")))) {
            String id = json(proxy.post(CALLS + "invoice-posted", CALLER, invoice("R-1", "5.00"))).at("/id").asString();
            await().until(() -> json(proxy.get(CALLS + id, CALLER)).at("/status").asString().equals("confirmed"));

            assertThat(proxy.bean(RetentionSweep.class).sweep()).isEqualTo(1);

            JsonNode left = json(proxy.get(CALLS + id, CALLER));
            assertThat(left.at("/purged").asBoolean()).isTrue();
            assertThat(left.at("/status").asString()).isEqualTo("confirmed");
            assertThat(left.at("/nonce").asLong()).isZero();
            assertThat(left.toString()).doesNotContain("R-1").doesNotContain("100042");
            HttpResponse<String> again = proxy.post(CALLS + "invoice-posted", CALLER, invoice("R-1", "5.00"));
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(json(again).at("/id").asString()).isEqualTo(id);
            assertThat(proxy.post(CALLS + "invoice-posted", CALLER, invoice("R-1", "6.00")).body())
                    .contains("idempotency-key-reused");
            assertThat(proxy.post(CALLS + id + "/retry", ADMIN, "").statusCode()).isEqualTo(409);
            assertThat(json(proxy.get("/api/v1/calls?mapping=invoice-posted&key=R-1", CALLER)).at("/items/0/id")
                    .asString())
                    .isEqualTo(id);
            assertThat(proxy.get("/actuator/prometheus", ADMIN).body()).contains("ep_calls_purged_total 1.0");
            assertThat(chain.registered()).isEqualTo(1);
            checkThatItsTransactionIsStillAccountedFor(proxy.bean(JdbcTemplate.class));
        }
    }

    /** Retention is no tampering, and does not cover any. */
    private static void checkThatItsTransactionIsStillAccountedFor(JdbcTemplate jdbc) {
        List<Finding> findings = new ArrayList<>();
        assertThat(new Verification(jdbc, findings::add).run(null)).returns(1L, Verified::batches)
                .returns(1L, Verified::purgedAttempts).returns(0L, Verified::attempts);
        assertThat(findings).isEmpty();
        jdbc.update("DELETE FROM purged_attempt");
        new Verification(jdbc, findings::add).run(null);
        assertThat(findings).singleElement().asString().contains("nonce 0, attempt 0: missing; batch 1 has signed it");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
