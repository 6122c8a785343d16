package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.LogFilter;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.ContractEvents.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class ContractEventsTest {
    private static final String PAID = """
            apiVersion: enterprise-proxy/v1
            kind: Mapping
            metadata: { name: paid, description: payments to the ERP }
            from:
              contract:
                chain: main
                contract: payment-token
                event: Paid(address,address,bytes32,uint256)
            orderingKey: to
            writeBack:
              - on: [confirmed]
                jms: { connection: erp-mq, destination: ERP.PAID }
                body: { amount: event.amount, tx: log.transactionHash }
            tests:
              - name: a payment
                event: { from: '0x01', to: '0x02', amount: '100' }
                outcome: { status: confirmed, log: { transactionHash: '0xab' } }
                expect: { orderingKey: '0x02', writeBack: [ { amount: '100', tx: '0xab' } ] }
            """;
    private static final String OURS = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    private static final String REFERENCE = "0x" + "ab".repeat(32);

    @Test
    void aMappingOfAContractsEventsMakesNoCalls() {
        CompiledMapping mapping = TestMappings.compile(PAID);
        ContractSource source = mapping.contractEvents().orElseThrow().source();
        assertThat(mapping.call()).isEmpty();
        assertThat(mapping.senders("main")).isEmpty();
        assertThat(source.event().signature()).isEqualTo("Paid(address,address,bytes32,uint256)");
        assertThat(source.fromBlock()).isNull();
        assertThat(source.filter()).isEqualTo(new LogFilter(Set.of(TestEnvironment.REGISTRY), List.of(Set.of(
                Hex.encode(Keccak256.hash("Paid(address,address,bytes32,uint256)"
                        .getBytes(StandardCharsets.UTF_8)))))));
        assertThat(mapping.map(TestMappings.event("{}"))).isInstanceOfSatisfying(MapOutcome.Refused.class,
                refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_REQUEST));
        assertThat(mapping.runTests().results()).allSatisfy(test -> assertThat(test.differences()).isEmpty());
    }

    @Test
    void valuesOfIndexedParametersBecomeTopics() {
        ContractSource source = compile("event: Paid, fromBlock: 17, confirmations: finalized, filter: { to: '" + OURS
                + "', paymentReference: ['" + REFERENCE + "'] }").source();
        assertThat(source.fromBlock()).isEqualTo(17);
        assertThat(source.confirmations()).isEqualTo(new Confirmations.Finalized());
        assertThat(source.filter().topics().subList(1, 4)).containsExactly(Set.of(),
                Set.of("0x" + "0".repeat(24) + OURS.substring(2).toLowerCase(java.util.Locale.ROOT)),
                Set.of(REFERENCE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {
            "event: Payd§has no event Payd; did you mean Paid?",
            "event: Paid(uint256)§it has Paid(address,address,bytes32,uint256)",
            "event: Paid, filter: { amount: 1 }§has no indexed parameter amount",
            "event: Paid, filter: { to: '0x12' }§expected address",
            "event: Paid, filter: { to: [] }§names no value",
            "event: Paid, filter: { to: { a: 1 } }§expected a value, or a list of values",
            "event: Paid, fromBlock: soon§expected the number of a block, earliest or latest",
            "event: Paid, fromBlock: -1§expected the number of a block, earliest or latest",
            "event: Paid, confirmations: 0§expected a number from 1, or finalized",
            "event: Paid, when: 'amount = '§when",
            "event: Paid, chian: x§unknown key"})
    void whatCannotBeReadIsRefusedWhereItStands(String source, String fault) {
        assertThat(TestMappings.faults(with(source))).anySatisfy(found -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {
            "idempotencyKey: to§found idempotencyKey in a mapping of a contract's events",
            "format: csv§found format in a mapping of a contract's events",
            "call: { chain: main }§found call in a mapping of a contract's events",
            "anchor: { to: public-anchors }§found anchor in a mapping of a contract's events",
            "sensitive: [to]§found sensitive in a mapping of a contract's events"})
    void keysOfMappingsThatCallAreRefused(String key, String fault) {
        assertThat(TestMappings.faults(PAID.replace("orderingKey: to", key)))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {
            "[confirmed]§[reverted]§there is no outcome reverted",
            "[confirmed]§[mined]§no rule tells what is final",
            "event.amount§receipt.blockNumber§there is no receipt in an event of a contract"})
    void rulesTellOnlyWhatThereIsToTellOfAnEvent(String right, String wrong, String fault) {
        assertThat(TestMappings.faults(PAID.replace(right, wrong)))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    @Test
    void theConditionSeesTheArgumentsAndTheLog() {
        ContractEvents events = compile("event: Paid, when: amount = '1' and $source.blockNumber > 4");
        assertThat(events.choose(view("1", 5))).isEqualTo(new Choice.Taken("0x02"));
        assertThat(events.choose(view("1", 4))).isEqualTo(new Choice.Left());
        assertThat(events.choose(view("2", 5))).isEqualTo(new Choice.Left());
        assertThat(compile("event: Paid, when: amount").choose(view("1", 5)))
                .isInstanceOfSatisfying(Choice.Refused.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.EXPRESSION_FAILED);
                    assertThat(refused.problem().place()).isEqualTo("from.contract.when");
                });
    }

    @Test
    void withoutAnOrderingKeyEventsKeepTheOrderOfTheContract() {
        ContractEvents events = TestMappings.compile(PAID.replace("orderingKey: to\n", "").replace(
                "orderingKey: '0x02', ", "")).contractEvents().orElseThrow();
        assertThat(events.choose(view("1", 5))).isEqualTo(new Choice.Taken(TestEnvironment.REGISTRY.checksummed()));
    }

    private static Map<String, Object> view(String amount, int block) {
        return Map.of("event", Map.of("amount", amount, "to", "0x02"), "log",
                Map.of("blockNumber", block, "transactionHash", "0xab"));
    }

    private static ContractEvents compile(String source) {
        return TestMappings.compile(with(source)).contractEvents().orElseThrow();
    }

    private static String with(String source) {
        return PAID.replace("    event: Paid(address,address,bytes32,uint256)\n", "").replace(
                "contract:\n    chain: main\n    contract: payment-token\n",
                "contract: { chain: main, contract: payment-token, " + source + " }\n");
    }
}
