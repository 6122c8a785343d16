package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a policy allows is signed; what it does not is rejected with the rule's name and written back, and the chain never sees
 * it.
 */
class PolicyIT {
    private static final String ERP = "jdbc:h2:mem:policed-erp;DB_CLOSE_DELAY=-1";
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BOUNDED = InvoiceChain.policy()
            + "    clients: [erp]\n    args: { amount: { at-least: 1, at-most: 1000 } }\n";

    private final JdbcTemplate erp = new JdbcTemplate(new DriverManagerDataSource(ERP, "sa", ""));
    private InvoiceChain chain;

    @TempDir
    private Path directory;

    @BeforeEach
    void startChain() {
        erp.execute("DROP TABLE IF EXISTS result");
        erp.execute("CREATE TABLE result (id VARCHAR PRIMARY KEY, no VARCHAR, status VARCHAR, problem VARCHAR)");
        chain = InvoiceChain.start(directory);
    }

    @AfterEach
    void stopChain() {
        chain.close();
    }

    @Test
    void callAtTheBoundIsSignedAndOneAboveItIsRejectedWithTheRule() throws IOException {
        try (ProxyUnderTest proxy = start(BOUNDED)) {
            String allowed = submit(proxy, CALLER, "A", "10.00");
            String refused = submit(proxy, CALLER, "B", "10.01");
            assertThat(finalStatus(proxy, allowed)).isEqualTo("confirmed");
            JsonNode call = finalCall(proxy, refused);
            assertThat(call.at("/status").asString()).isEqualTo("rejected");
            assertThat(call.at("/error/problem").asString()).isEqualTo("key-not-allowed");
            assertThat(call.at("/error/message").asString()).contains("erp", "version 1", "register",
                    "amount is 1001, at most is 1000");
            assertThat(call.at("/nonce").isMissingNode()).isTrue();
            await().atMost(LONGEST).untilAsserted(() -> assertThat(
                    erp.queryForMap("SELECT status, problem FROM result WHERE no = 'B'"))
                    .containsEntry("STATUS", "rejected").containsEntry("PROBLEM", "key-not-allowed"));
            assertThat(chain.registered()).isEqualTo(1);
        }
    }

    @Test
    void clientThatTheRuleDoesNotNameIsRefused() throws IOException {
        try (ProxyUnderTest proxy = start(BOUNDED)) {
            JsonNode call = finalCall(proxy, submit(proxy, ADMIN, "A", "1.00"));
            assertThat(call.at("/error/message").asString()).contains("the client ops");
            assertThat(chain.registered()).isZero();
        }
    }

    @Test
    void whoEditsAnEventHasToBeAllowedAsWell() throws IOException {
        try (ProxyUnderTest proxy = start(BOUNDED)) {
            String id = submit(proxy, CALLER, "A", "10.01");
            assertThat(finalStatus(proxy, id)).isEqualTo("rejected");
            assertThat(proxy.post("/api/v1/calls/" + id + "/retry", ADMIN,
                    InvoiceChain.invoice("A", "1.00")).statusCode()).isEqualTo(200);
            await().atMost(LONGEST).untilAsserted(() -> assertThat(call(proxy, id).at("/error/message").asString(""))
                    .contains("the client ops"));
            assertThat(chain.registered()).isZero();
        }
    }

    @Test
    void changedPolicyCountsAtOnceAndOneThatIsWithdrawnLeavesWhatFilesGrant() throws IOException {
        try (ProxyUnderTest proxy = start(BOUNDED)) {
            assertThat(finalStatus(proxy, submit(proxy, CALLER, "A", "20.00"))).isEqualTo("rejected");
            JsonNode published = JSON.readTree(proxy.put("/api/v1/policies/erp", ADMIN, "application/yaml",
                    BOUNDED.replace("1000", "2000")).body());
            assertThat(published.at("/version").asInt()).isEqualTo(2);
            assertThat(finalStatus(proxy, submit(proxy, CALLER, "B", "20.00"))).isEqualTo("confirmed");
            assertThat(finalStatus(proxy, submit(proxy, CALLER, "C", "20.01"))).isEqualTo("rejected");
            assertThat(proxy.send(proxy.request("/api/v1/policies/erp", ADMIN).DELETE().build()).statusCode())
                    .isEqualTo(204);
            assertThat(finalStatus(proxy, submit(proxy, CALLER, "D", "20.01"))).isEqualTo("confirmed");
            assertThat(JSON.readTree(proxy.get("/api/v1/policies/erp/versions", ADMIN).body()).at("/items").size())
                    .isEqualTo(2);
            assertThat(proxy.get("/api/v1/audit", ADMIN).body()).contains("policy.publish", "policy.withdraw");
            assertThat(chain.registered()).isEqualTo(2);
        }
    }

    @Test
    void earlierCallOfTheOrderingKeyIsFinalBeforeALaterOneIsRejected() throws IOException {
        try (ProxyUnderTest proxy = start(BOUNDED)) {
            for (int i = 0; i < 3; i++) {
                submit(proxy, CALLER, "A" + i, "1.00");
                submit(proxy, CALLER, "B" + i, "10.01");
            }
            await().atMost(LONGEST).until(() -> results() == 6);
            assertThat(erp.queryForList("SELECT no FROM result ORDER BY no, id", String.class)).hasSize(6);
            assertThat(chain.registered()).isEqualTo(3);
        }
    }

    @Test
    void mappingThatIsPublishedByTheApiNeedsAPolicy() throws IOException {
        try (ProxyUnderTest proxy = start(null)) {
            assertThat(proxy.put("/api/v1/mappings/other", ADMIN, "application/yaml",
                    InvoiceChain.mapping("other", "/erp/other")).body())
                    .contains("has no policy", "PUT /api/v1/policies");
            assertThat(proxy.post("/api/v1/mappings/other/publish", ADMIN, "").statusCode()).isEqualTo(422);
            proxy.allowRegistering();
            assertThat(proxy.post("/api/v1/mappings/other/publish", ADMIN, "").statusCode()).isEqualTo(200);
            String id = id(proxy.post("/erp/other", CALLER, InvoiceChain.invoice("A", "1.00")).body());
            assertThat(finalStatus(proxy, id)).isEqualTo("confirmed");
            // When the policy is gone, its version of the mapping is still the API's
            proxy.send(proxy.request("/api/v1/policies/erp", ADMIN).DELETE().build());
            id = id(proxy.post("/erp/other", CALLER, InvoiceChain.invoice("B", "1.00")).body());
            assertThat(finalCall(proxy, id).at("/error/message").asString())
                    .contains("has no policy", "published by the API");
            assertThat(chain.registered()).isEqualTo(1);
        }
    }

    @Test
    void budgetHoldsAcrossARestart() throws IOException {
        String policy = InvoiceChain.policy() + """
                budgets:
                  - { name: calls-a-day, of: calls, per: day, atMost: 3 }
                """;
        try (ProxyUnderTest proxy = start(policy)) {
            for (String no : new String[]{"A", "B"}) {
                assertThat(finalStatus(proxy, submit(proxy, CALLER, no, "1.00"))).isEqualTo("confirmed");
            }
        }
        try (ProxyUnderTest proxy = start(policy)) {
            assertThat(finalStatus(proxy, submit(proxy, CALLER, "C", "1.00"))).isEqualTo("confirmed");
            JsonNode call = finalCall(proxy, submit(proxy, CALLER, "D", "1.00"));
            assertThat(call.at("/error/problem").asString()).isEqualTo("budget-exhausted");
            assertThat(call.at("/error/message").asString()).contains("calls-a-day", "0 left");
            assertThat(chain.registered()).isEqualTo(3);
        }
    }

    @Test
    void unspentGasGoesBackToTheBudgetWhenACallIsFinal() throws IOException {
        // What one call may cost at most is well above half of the budget, what it does cost is far below.
        String policy = InvoiceChain.policy() + """
                budgets:
                  - { name: gas-a-day, of: gas-cost, per: day, atMost: %s }
                """;
        String atMost;
        try (ProxyUnderTest proxy = start(null)) {
            String id = submit(proxy, CALLER, "A", "1.00");
            assertThat(finalStatus(proxy, id)).isEqualTo("confirmed");
            JsonNode receipt = call(proxy, id).at("/receipt");
            atMost = receipt.at("/effectiveGasPrice").asString();
        }
        long most = Long.parseLong(atMost) * 1_000_000;
        try (ProxyUnderTest proxy = start(policy.formatted(most))) {
            for (int i = 0; i < 5; i++) {
                assertThat(finalStatus(proxy, submit(proxy, CALLER, "B" + i, "1.00"))).as("call " + i)
                        .isEqualTo("confirmed");
            }
            JdbcTemplate ledger = proxy.bean(JdbcTemplate.class);
            assertThat(ledger.queryForObject("SELECT count(*) FROM budget_charge", Long.class)).isZero();
            assertThat(ledger.queryForObject("SELECT sum(used) FROM budget_slice", Long.class)).isPositive()
                    .isLessThan(most);
        }
    }

    @Test
    void policyWithFaultsIsRefusedWithEachPlace() throws IOException {
        try (ProxyUnderTest proxy = start(null)) {
            String body = proxy.put("/api/v1/policies/erp", ADMIN, "application/yaml", """
                    apiVersion: enterprise-proxy/v1
                    kind: Policy
                    metadata: { name: erp }
                    keys: [nobodys]
                    rules:
                      - { name: a, chain: none, contract: invoice-registry, functions: ['pay(uint256)'] }
                      - { name: b, chain: main, contract: treasury, functions: ['pay(uint256)'] }
                    """).body();
            assertThat(body).contains("invalid-policy", "nobodys, which is no key", "none, which is no chain",
                    "pay(uint256), which is no function of the contract", "treasury, which is no contract");
            assertThat(proxy.put("/api/v1/policies/erp", ADMIN, "application/yaml",
                    InvoiceChain.policy().replace("[erp-ap]", "['${env:PATH}']")).body()).contains("invalid-policy");
            proxy.allowRegistering();
            assertThat(proxy.put("/api/v1/policies/second", ADMIN, "application/yaml",
                    InvoiceChain.policy().replace("name: erp ", "name: second ")).body())
                    .contains("which the policy erp is for already");
            assertThat(proxy.get("/api/v1/policies", ADMIN).body()).doesNotContain("nobodys", "second");
        }
    }

    private long results() {
        Long count = erp.queryForObject("SELECT count(*) FROM result", Long.class);
        return count == null ? 0 : count;
    }

    private static String submit(ProxyUnderTest proxy, String client, String number, String total) {
        return id(proxy.post("/api/v1/calls/invoice-posted", client, InvoiceChain.invoice(number, total)).body());
    }

    private static String id(String body) {
        return JSON.readTree(body).at("/id").asString();
    }

    private static JsonNode call(ProxyUnderTest proxy, String id) {
        return JSON.readTree(proxy.get("/api/v1/calls/" + id, ADMIN).body());
    }

    private static JsonNode finalCall(ProxyUnderTest proxy, String id) {
        await().atMost(LONGEST).until(() -> call(proxy, id).at("/history").size() == 2);
        return call(proxy, id);
    }

    private static String finalStatus(ProxyUnderTest proxy, String id) {
        return finalCall(proxy, id).at("/status").asString();
    }

    private ProxyUnderTest start(@Nullable String policy) throws IOException {
        Path policies = Files.createDirectories(directory.resolve("policies"));
        if (policy != null) {
            Files.writeString(policies.resolve("erp.yaml"), policy);
        }
        return ProxyUnderTest.start(directory,
                chain.config() + ProxyUnderTest.clients()
                        + "  policies: policies\n  connections:\n    erp-db: { jdbc: { url: '"
                        + ERP + "', username: sa } }\n",
                Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices") + """
                        writeBack:
                          - on: [confirmed, rejected]
                            database:
                              connection: erp-db
                              sql: INSERT INTO result VALUES (:resultId, :no, :status, :problem)
                              params: { no: call.idempotencyKey, problem: error.problem }
                        """));
    }
}
