package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.mapping.document.RecordBinder;
import io.enterpriseproxy.mapping.document.YamlDocument;
import io.enterpriseproxy.server.ledger.BudgetMeasure;
import io.enterpriseproxy.server.policy.Decision.Allowed;
import io.enterpriseproxy.server.policy.Decision.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each rule: allowed, refused, and at the bound. */
class KeyPolicyTest {
    private static final String PAY = "pay(address,uint256)";
    /** A Wednesday. */
    private static final Instant NOON = Instant.parse("2026-12-02T12:00:00Z");
    private static final String POLICY = """
            apiVersion: enterprise-proxy/v1
            kind: Policy
            metadata: { name: payments }
            keys: [erp-ap]
            rules:
              - name: payouts
                mappings: [pay-invoice]
                clients: [erp]
                chain: main
                contract: treasury
                functions: ['pay(address,uint256)']
                args:
                  amount: { at-least: 1, at-most: 1000 }
                  to: { in: ['0x00000000000000000000000000000000000000AA'] }
                maxValue: 5
                maxGas: 100000
                maxGasCost: 1000000
                hours: { days: [monday, wednesday], from: '08:00', to: '18:00', zone: Europe/Berlin }
                approvals: { need: 2, of: [alice, bob, carol], above: { arg: amount, than: 500 }, expire: 2h }
            budgets:
              - { name: amount-a-day, of: arg, arg: amount, per: day, atMost: 5000 }
              - { name: gas-an-hour, of: gas-cost, per: hour, atMost: 2000000 }
            """;

    private final KeyPolicy policy = policy(POLICY);

    private static KeyPolicy policy(String yaml) {
        return new KeyPolicy(new RecordBinder(Path.of("/"), (scheme, name) -> "")
                .bind(YamlDocument.parse(yaml, "policy.yaml"), PolicyDocument.class));
    }

    private Decision decide(String mapping, @Nullable String client, String function, Map<String, String> args,
            long value,
            long gas, long gasCost, Instant at) {
        return policy.decide(
                new SigningIntent("erp-ap", SigningRole.SENDER, mapping, client, "main", "treasury", function, args,
                        BigInteger.valueOf(value), gas, BigInteger.valueOf(gasCost), at));
    }

    private static Map<String, String> args(String to, String amount) {
        return Map.of("to", to, "amount", amount);
    }

    private Decision pay(String amount) {
        return decide("pay-invoice", "erp", PAY, args("0x00000000000000000000000000000000000000aa", amount), 5, 100_000,
                1_000_000, NOON);
    }

    @Test
    void callAtEveryBoundIsAllowedAndCharged() {
        assertThat(pay("500")).isEqualTo(new Allowed("payouts", List.of(
                new Decision.Charge("amount-a-day", BudgetMeasure.ARG, BigInteger.valueOf(500),
                        BigInteger.valueOf(5000),
                        Duration.ofDays(1)),
                new Decision.Charge("gas-an-hour", BudgetMeasure.GAS_COST, BigInteger.valueOf(1_000_000),
                        BigInteger.valueOf(2_000_000),
                        Duration.ofHours(1))),
                null));
    }

    @Test
    void callAboveTheThresholdNeedsAYes() {
        assertThat(pay("501")).isInstanceOfSatisfying(Allowed.class, allowed -> assertThat(allowed.approval())
                .isEqualTo(new Decision.Approval(2, List.of("alice", "bob", "carol"), Duration.ofHours(2))));
    }

    @ParameterizedTest
    @CsvSource({
            // mapping, client, function, to, amount, value, gas, cost, at, rule, reason
            "other, erp, pay, aa, 1, 0, 1, 1, 2026-12-02T12:00:00Z, default-deny, no rule lets the key erp-ap",
            "pay-invoice, shop, pay, aa, 1, 0, 1, 1, 2026-12-02T12:00:00Z, default-deny, and the client shop",
            "pay-invoice, , pay, aa, 1, 0, 1, 1, 2026-12-02T12:00:00Z, default-deny, for the mapping pay-invoice",
            "pay-invoice, erp, sweep, aa, 1, 0, 1, 1, 2026-12-02T12:00:00Z, default-deny, call sweep",
            "pay-invoice, erp, pay, bb, 1, 0, 1, 1, 2026-12-02T12:00:00Z, payouts, none of the allowed values",
            "pay-invoice, erp, pay, aa, 0, 0, 1, 1, 2026-12-02T12:00:00Z, payouts, amount is 0; at least is 1",
            "pay-invoice, erp, pay, aa, 1001, 0, 1, 1, 2026-12-02T12:00:00Z, payouts, amount is 1001; at most is 1000",
            "pay-invoice, erp, pay, aa, 1e3, 0, 1, 1, 2026-12-02T12:00:00Z, payouts, no whole number",
            "pay-invoice, erp, pay, aa, 1, 6, 1, 1, 2026-12-02T12:00:00Z, payouts, its value is 6 wei",
            "pay-invoice, erp, pay, aa, 1, 0, 100001, 1, 2026-12-02T12:00:00Z, payouts, its gas is 100001",
            "pay-invoice, erp, pay, aa, 1, 0, 1, 1000001, 2026-12-02T12:00:00Z, payouts, its gas may cost 1000001",
            "pay-invoice, erp, pay, aa, 1, 0, 1, 1, 2026-12-03T12:00:00Z, payouts, outside of the hours",
            "pay-invoice, erp, pay, aa, 1, 0, 1, 1, 2026-12-02T06:59:59Z, payouts, outside of the hours",
            "pay-invoice, erp, pay, aa, 1, 0, 1, 1, 2026-12-02T17:00:00Z, payouts, outside of the hours"})
    void callThatIsNotAllowedIsToldWhy(String mapping, @Nullable String client, String function, String to,
            String amount,
            long value, long gas, long cost, Instant at, String rule, String reason) {
        Decision decision = decide(mapping, client, function.equals("pay") ? PAY : "sweep(address)",
                args("0x" + "0".repeat(38) + to, amount), value, gas, cost, at);
        assertThat(decision).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.rule()).isEqualTo(rule);
            assertThat(refused.reason()).contains(reason.replace(';', ','));
        });
    }

    @Test
    void hoursAtTheirEdgesAreIncluded() {
        for (String at : List.of("2026-12-02T07:00:00Z", "2026-12-02T16:59:59Z", "2026-11-30T07:00:00Z")) {
            assertThat(decide("pay-invoice", "erp", PAY, args("0x" + "0".repeat(38) + "aa", "1"), 0, 1, 1,
                    Instant.parse(at))).as(at).isInstanceOf(Allowed.class);
        }
    }

    @Test
    void hoursOverMidnightBelongToTheDayOnWhichTheyBegin() {
        OpenHours night = new OpenHours(
                new PolicyDocument.Hours(List.of(java.time.DayOfWeek.WEDNESDAY), "22:00", "06:00",
                        "UTC"));
        assertThat(night.include(Instant.parse("2026-12-02T22:00:00Z"))).isTrue();
        assertThat(night.include(Instant.parse("2026-12-03T05:59:59Z"))).isTrue();
        assertThat(night.include(Instant.parse("2026-12-03T06:00:00Z"))).isFalse();
        assertThat(night.include(Instant.parse("2026-12-02T05:00:00Z"))).isFalse();
        assertThat(night.include(Instant.parse("2026-12-03T22:00:00Z"))).isFalse();
    }

    @Test
    void argumentThatIsNotThereIsRefusedWhereItIsBounded() {
        assertThat(decide("pay-invoice", "erp", PAY, Map.of("amount", "1"), 0, 1, 1, NOON))
                .isInstanceOfSatisfying(Refused.class,
                        refused -> assertThat(refused.reason()).contains("no argument to"));
    }

    @Test
    void laterRuleMayAllowWhatAnEarlierOneBounds() {
        KeyPolicy two = policy("""
                apiVersion: enterprise-proxy/v1
                kind: Policy
                metadata: { name: two }
                keys: [k]
                rules:
                  - { name: small, chain: main, contract: treasury, functions: [f()], maxGas: 10 }
                  - { name: large, chain: main, contract: treasury, functions: [f()], maxGas: 100 }
                """);
        SigningIntent intent = new SigningIntent("k", SigningRole.SENDER, "m", null, "main", "treasury", "f()",
                Map.of(), BigInteger.ZERO,
                50,
                BigInteger.ZERO, NOON);
        assertThat(two.decide(intent).rule()).isEqualTo("large");
        assertThat(two.decide(new SigningIntent("k", SigningRole.SENDER, "m", null, "main", "treasury", "f()", Map.of(),
                BigInteger.ONE, 50,
                BigInteger.ZERO, NOON))).isInstanceOf(Refused.class).extracting(Decision::rule).isEqualTo("small");
    }

    @Test
    void budgetThatOneCallExceedsRefusesIt() {
        KeyPolicy tight = policy(POLICY.replace("atMost: 5000", "atMost: 499"));
        SigningIntent intent = new SigningIntent("erp-ap", SigningRole.SENDER, "pay-invoice", "erp", "main", "treasury",
                PAY,
                args("0x" + "0".repeat(38) + "aa", "500"), BigInteger.ZERO, 1, BigInteger.ONE, NOON);
        assertThat(tight.decide(intent)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.rule()).isEqualTo("amount-a-day"));
    }

    @Test
    void documentThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> policy(POLICY.replace("need: 2", "need: 4"))).hasMessageContaining("need 4 of 3");
        assertThatThrownBy(() -> policy(POLICY.replace("name: payouts", "name: amount-a-day")))
                .hasMessageContaining("there twice");
        assertThatThrownBy(() -> policy(POLICY.replace("zone: Europe/Berlin", "zone: Nowhere")))
                .hasMessageContaining("Nowhere");
        assertThatThrownBy(() -> policy(POLICY.replace("kind: Policy", "kind: Mapping")))
                .hasMessageContaining("Mapping");
        assertThatThrownBy(() -> policy(POLICY.replace("at-least: 1, ", "at-least: 2000, ")))
                .hasMessageContaining("above at-most");
        assertThatThrownBy(() -> policy(POLICY.replace("of: arg, arg: amount", "of: arg")))
                .hasMessageContaining("expected arg:");
    }
}
