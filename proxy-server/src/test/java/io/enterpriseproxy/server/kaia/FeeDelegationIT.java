package io.enterpriseproxy.server.kaia;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Calls whose gas somebody else pays for, from the event to the balances of all on the chain. */
class FeeDelegationIT extends FeeDelegationSuite {
    @Test
    void senderWithoutMoneyIsPaidForToTheLastKei() {
        // Given
        chain.setBalance(sender.address(), BigInteger.ZERO);
        BigInteger before = balance(treasury);
        // When
        List<JsonNode> calls = post("paid", "P", 20);
        // Then
        List<JsonNode> receipts = calls.stream().map(FeeDelegationSuite::receipt).toList();
        assertThat(receipts).allSatisfy(receipt -> {
            assertThat(receipt.at("/type").asString()).isEqualTo("TxTypeFeeDelegatedSmartContractExecution");
            assertThat(receipt.at("/feePayer").asString()).isEqualToIgnoringCase(treasury.address());
            assertThat(receipt.at("/from").asString()).isEqualToIgnoringCase(sender.address());
        });
        assertThat(balance(sender)).isZero();
        assertThat(before.subtract(balance(treasury))).isPositive().isEqualTo(receipts.stream()
                .map(FeeDelegationSuite::fee).reduce(BigInteger.ZERO, BigInteger::add));
        assertThat(registered("P-0")).isTrue();
    }

    @Test
    void ratioIsSharedBetweenSenderAndFeePayer() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        BigInteger before = balance(treasury);
        // When
        JsonNode receipt = receipt(post("shared", "S", 1).getFirst());
        // Then
        assertThat(receipt.at("/type").asString()).isEqualTo("TxTypeFeeDelegatedSmartContractExecutionWithRatio");
        assertThat(receipt.at("/feeRatio").asInt()).isEqualTo(70);
        BigInteger byPayer = fee(receipt).multiply(BigInteger.valueOf(70)).divide(BigInteger.valueOf(100));
        assertThat(before.subtract(balance(treasury))).isEqualTo(byPayer);
        assertThat(ONE_KAIA.subtract(balance(sender))).isEqualTo(fee(receipt).subtract(byPayer));
    }

    @Test
    void withoutAFeePayerTheSenderPaysBaseFeeAndTipByEthereumsType() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        // When
        JsonNode receipt = receipt(post("own", "O", 1).getFirst());
        // Then
        assertThat(receipt.at("/type").asString()).isEqualTo("TxTypeEthereumDynamicFee");
        assertThat(ONE_KAIA.subtract(balance(sender))).isEqualTo(fee(receipt));
    }

    @Test
    void treasuryPaysForWhatItsPolicyAllowsAndNothingElse() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        policy("""
                apiVersion: enterprise-proxy/v1
                kind: Policy
                metadata: { name: sponsoring }
                keys: [treasury]
                rules:
                  - name: gas-of-paid
                    as: fee-payer
                    mappings: [paid]
                    chain: main
                    contract: invoice-registry
                    functions: ['register(bytes32,address,uint256,uint64)']
                budgets:
                  - { name: gas-per-day, of: gas-cost, per: day, atMost: 60000000000000000 }
                """);
        try {
            // When
            JsonNode refused = awaitFinal(accept("shared", "T-1"));
            JsonNode paid = post("paid", "T", 1).getFirst();
            // Then
            assertThat(refused.at("/status").asString()).isEqualTo("rejected");
            assertThat(refused.at("/error/code").asString()).isEqualTo("key-not-allowed");
            assertThat(refused.at("/error/message").asString())
                    .contains("the key treasury pay for register(", "mapping shared");
            assertThat(trace(paid)).containsPattern("fee payer sponsoring@\\d+/gas-of-paid");

            // When more is asked for than the budget has: each may take some 0.004 KAIA, and settles at what it cost
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                ids.add(accept("paid", "B-" + i));
            }
            List<JsonNode> all = ids.stream().map(FeeDelegationSuite::awaitFinal).toList();
            // Then
            List<JsonNode> beyond = all.stream()
                    .filter(call -> call.at("/status").asString().equals("rejected")).toList();
            assertThat(beyond).isNotEmpty().allSatisfy(
                    call -> assertThat(call.at("/error/code").asString()).isEqualTo("budget-exhausted"));
            assertThat(all.size() - beyond.size()).as("some were paid").isPositive();
        } finally {
            assertThat(proxy.send(proxy.request("/api/v1/policies/sponsoring", ADMIN).DELETE().build()).statusCode())
                    .isLessThan(300);
        }
    }

    /** Both policies have a budget of the same name; a speed-up takes more of each. */
    @Test
    void speedUpOfAPaidCallIsChargedToBoth() {
        chain.setBalance(sender.address(), ONE_KAIA);
        String rest = """
                    chain: main
                    contract: invoice-registry
                    functions: ['register(bytes32,address,uint256,uint64)']
                budgets:
                  - { name: gas-a-day, of: gas-cost, per: day, atMost: 1000000000000000000 }
                """;
        policy("apiVersion: enterprise-proxy/v1\nkind: Policy\nmetadata: { name: sponsoring }\nkeys: [treasury]\nrules:\n"
                + "  - name: gas\n    as: fee-payer\n" + rest);
        assertThat(proxy.put("/api/v1/policies/sending", ADMIN, "application/yaml",
                "apiVersion: enterprise-proxy/v1\nkind: Policy\nmetadata: { name: sending }\nkeys: [erp-ap]\nrules:\n"
                        + "  - name: calls\n" + rest)
                .statusCode()).isEqualTo(200);
        chain.stopMining();
        try {
            String id = accept("shared", "U-1");
            await().atMost(LONGEST).until(() -> call(id).at("/status").asString().equals("broadcast"));
            assertThat(proxy.post("/api/v1/calls/" + id + "/speed-up", ADMIN, "").statusCode()).isLessThan(300);
            await().atMost(LONGEST).until(() -> JSON.readTree(trace(call(id))).at("/transactions").size() == 2);
            chain.startMining(Duration.ofSeconds(1));
            JsonNode done = awaitFinal(id);
            assertThat(done.at("/status").asString()).isEqualTo("confirmed");
            assertThat(trace(done)).contains("sending@1/calls, fee payer sponsoring@");
        } finally {
            chain.startMining(Duration.ofSeconds(1));
            for (String name : List.of("sponsoring", "sending")) {
                proxy.send(proxy.request("/api/v1/policies/" + name, ADMIN).DELETE().build());
            }
        }
    }

    /** The share of the sender is nothing: a budget of its own has nothing to do with it. */
    @Test
    void whatCostsNothingTakesNothingOffABudget() {
        assertThat(proxy.put("/api/v1/policies/sending", ADMIN, "application/yaml", """
                apiVersion: enterprise-proxy/v1
                kind: Policy
                metadata: { name: sending }
                keys: [erp-ap]
                rules:
                  - name: calls
                    chain: main
                    contract: invoice-registry
                    functions: ['register(bytes32,address,uint256,uint64)']
                budgets:
                  - { name: gas-an-hour, of: gas-cost, per: hour, atMost: 1000000000000000000 }
                  - { name: value-an-hour, of: value, per: hour, atMost: 1000000000000000000 }
                """).statusCode()).isEqualTo(200);
        try {
            assertThat(post("paid", "Z", 1)).hasSize(1);
        } finally {
            proxy.send(proxy.request("/api/v1/policies/sending", ADMIN).DELETE().build());
        }
    }
}
