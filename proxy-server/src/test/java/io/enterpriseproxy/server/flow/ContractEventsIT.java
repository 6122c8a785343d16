package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Events of a contract reach their target once each, in the order of the chain, whatever happens to reader and chain. */
class ContractEventsIT extends FlowSuite {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void whatHappenedBeforeAndWhatHappensNowIsToldInTheOrderOfTheChain() {
        emit(0, 40);
        chain.mine(30);
        emit(40, 45);
        watch("counted", "fromBlock: earliest", "[confirmed]");
        whileItRuns(() -> {
            await().atMost(SOON).until(() -> target.results.size() == 45);
            emit(45, 60);
            await().atMost(SOON).until(() -> target.results.size() == 60);
        });
        emit(60, 70);
        whileItRuns(() -> {
            await().atMost(SOON).until(() -> target.results.size() == 70);
        });
        assertThat(target.results).extracting(ContractEventsIT::key).containsExactlyElementsOf(keys(0, 70));
        assertThat(target.results).extracting(Result::id).doesNotHaveDuplicates().allMatch(id -> id.endsWith(".1"));
        assertThat(target.results).extracting(Result::orderingKey).containsOnly(contract.checksummed());
    }

    @Test
    void aMappingWithoutAFirstBlockHearsOfWhatHappensFromThenOn() {
        emit(0, 3);
        watch("counted", "confirmations: 1", "[confirmed]");
        try (FlowUnderTest flow = startFlow()) {
            await().atMost(SOON).until(() -> !flow.readers.readings().isEmpty());
            emit(3, 6);
            await().atMost(SOON).until(() -> target.results.size() == 3);
        }
        assertThat(target.results).extracting(ContractEventsIT::key).containsExactlyElementsOf(keys(3, 6));
    }

    @Test
    void onlyWhatFilterAndConditionLetThroughIsTold() {
        String wanted = Hex.encode(CountMapping.hash("event-1"));
        watch("counted", "fromBlock: 0, filter: { key: ['" + wanted + "'] }, when: \"count = '2'\"", "[confirmed]");
        emit(0, 3);
        emit(0, 3);
        try (FlowUnderTest flow = startFlow()) {
            await().atMost(SOON).until(() -> flow.readers.readings().stream()
                    .anyMatch(reading -> reading.cursor().block() >= chain.blockNumber()));
            await().atMost(SOON).until(() -> !target.results.isEmpty());
        }
        assertThat(target.results).extracting(Result::payload).singleElement().asString()
                .contains(wanted).contains("\"count\":\"2\"");
    }

    @Test
    void whatIsProvisionalIsSaidToBeFinalWhenItIsDeepEnough() {
        chain.stopMining();
        watch("counted", "fromBlock: 0, confirmations: 4", "[mined]", "[confirmed]");
        whileItRuns(() -> {
            emit(0, 1);
            await().atMost(SOON).until(() -> statuses().equals(List.of("mined")));
            chain.mine(2);
            await().during(Duration.ofMillis(500)).until(() -> target.results.size() == 1);
            chain.mine(1);
            await().atMost(SOON).until(() -> statuses().equals(List.of("mined", "confirmed")));
        });
        String id = target.results.getFirst().callId();
        assertThat(target.results).extracting(Result::id).containsExactly(id + ".1", id + ".2");
    }

    @Test
    void whatAReorgTakesBackIsRetractedUnderItsIdAndTheNewEventHasAnother() {
        chain.stopMining();
        watch("counted", "fromBlock: 0, confirmations: 4", "[mined, retracted]", "[confirmed]");
        whileItRuns(() -> {
            emit(0, 2);
            await().atMost(SOON).until(() -> target.results.size() == 2);
            replaceNewest(1, "event-7");
            await().atMost(SOON).until(() -> target.results.size() == 4);
            chain.mine(4);
            await().atMost(SOON).until(() -> target.results.size() == 6);
        });
        assertThat(statuses()).containsExactly("mined", "mined", "retracted", "mined", "confirmed", "confirmed");
        assertThat(target.results).extracting(ContractEventsIT::key)
                .containsExactlyElementsOf(
                        hashes(List.of("event-0", "event-1", "event-1", "event-7", "event-0", "event-7")));
        assertThat(target.results).extracting(result -> result.id().substring(37)).containsExactly("1", "1", "2", "1",
                "2", "2");
        assertThat(target.results.get(2).callId()).isEqualTo(target.results.get(1).callId());
        assertThat(target.results).extracting(Result::callId).containsOnly(target.results.get(0).callId(),
                target.results.get(1).callId(), target.results.get(3).callId());
    }

    @Test
    void aReorgThatHappensWhileNobodyLooksIsFoundAtTheNextStart() {
        chain.stopMining();
        watch("counted", "fromBlock: 0, confirmations: 2", "[mined, retracted]", "[confirmed]");
        whileItRuns(() -> {
            for (int i = 0; i < 3; i++) {
                int told = 2 * i + 1;
                emit(i, i + 1);
                await().atMost(SOON).until(() -> target.results.size() == told);
            }
        });
        assertThat(statuses()).containsExactly("mined", "confirmed", "mined", "confirmed", "mined");
        replaceNewest(2, "event-8", "event-9");
        chain.mine(3);
        whileItRuns(() -> {
            await().atMost(SOON).until(() -> target.results.size() == 9);
        });
        // The one before the last was final already.
        assertThat(statuses().subList(5, 9)).containsExactly("retracted", "retracted", "confirmed", "confirmed");
        assertThat(target.results.subList(5, 9)).extracting(ContractEventsIT::key)
                .containsExactlyElementsOf(hashes(List.of("event-1", "event-2", "event-8", "event-9")));
    }

    @Test
    void aNodeThatRefusesRangesIsAskedForSmallerOnes() {
        chain.stopMining();
        for (int i = 0; i < 6; i++) {
            emit(i, i + 1);
            chain.mine(100);
        }
        watch("counted", "fromBlock: earliest", "[confirmed]");
        try (RefusingNode node = new RefusingNode(chain.url(), 40);
                FlowUnderTest flow = startFlow(
                        new EvmChainSettings("main", chain.chainId(), List.of(new EvmNodeSettings(node.url()))),
                        new FlowUnderTest.Limits(200, null))) {
            await().atMost(SOON).until(() -> target.results.size() == 6);
            assertThat(flow.readers.readings()).isNotEmpty();
            assertThat(node.answered).isNotEmpty().allMatch(blocks -> blocks <= 40);
        }
        assertThat(target.results).extracting(ContractEventsIT::key).containsExactlyElementsOf(keys(0, 6));
    }

    @Test
    void nothingIsLostOrToldTwiceByANodeThatFailsOftenAndLags() {
        watch("counted", "fromBlock: earliest, confirmations: 2", "[mined, retracted]", "[confirmed]");
        try (FaultyNode node = new FaultyNode(chain.url(), chain.url(),
                List.of(FaultyNode.Fault.BROKEN, FaultyNode.Fault.CUT_OFF, FaultyNode.Fault.HTML,
                        FaultyNode.Fault.PARTIAL, FaultyNode.Fault.ANSWER_LOST, FaultyNode.Fault.LAGS),
                0.3);
                FlowUnderTest flow = startFlow(
                        new EvmChainSettings("main", chain.chainId(), List.of(new EvmNodeSettings(node.url()))),
                        new FlowUnderTest.Limits(200, null))) {
            emit(0, 25);
            chain.mine(2);
            await().atMost(Duration.ofSeconds(60)).until(
                    () -> statuses().stream().filter("confirmed"::equals).count() == 25);
            assertThat(flow.readers.isRunning()).isTrue();
            assertThat(node.faultsDone()).isPositive();
        }
        assertThat(statuses()).doesNotContain("retracted");
        assertThat(target.results.stream().filter(result -> result.status().equals("confirmed")))
                .extracting(ContractEventsIT::key).containsExactlyElementsOf(keys(0, 25));
        assertThat(target.results).extracting(Result::id).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeReadIsParkedAndTheNextGoesOn() {
        String failing = Hex.encode(CountMapping.hash("event-1"));
        watch("counted", "fromBlock: 0, when: \"key = '" + failing + "' ? 'neither' : true\"", "[confirmed]");
        emit(0, 3);
        whileItRuns(() -> await().atMost(SOON).until(() -> target.results.size() == 2
                && database.deadLetters().openCount() == 1));
        assertThat(target.results).extracting(ContractEventsIT::key)
                .containsExactlyElementsOf(hashes(List.of("event-0", "event-2")));
        assertThat(database.jdbc().queryForObject("SELECT reason FROM dead_letter", String.class))
                .contains("neither true nor false");
    }

    @Test
    void whatIsTakenUpByAnotherInstanceGoesOnWhereTheFirstWas() throws Exception {
        watch("counted", "fromBlock: earliest", "[confirmed]");
        try (LedgerDatabase shared = LedgerDatabase.postgres();
                FlowUnderTest first = startFlow(shared);
                FlowUnderTest second = startFlow(shared)) {
            emit(0, 10);
            await().atMost(SOON).until(() -> target.results.size() == 10);
            assertThat(List.of(first, second)).filteredOn(flow -> flow.readers.readings().getFirst().here())
                    .hasSize(1);
            FlowUnderTest reading = first.readers.readings().getFirst().here() ? first : second;
            reading.readers.stop();
            emit(10, 20);
            await().atMost(SOON).until(() -> target.results.size() == 20);
        }
        assertThat(target.results).extracting(ContractEventsIT::key).containsExactlyElementsOf(keys(0, 20));
        assertThat(target.results).extracting(Result::id).doesNotHaveDuplicates();
    }

    private FlowUnderTest startFlow(LedgerDatabase shared) {
        return new FlowUnderTest(shared,
                new EvmChainSettings("main", chain.chainId(), List.of(new EvmNodeSettings(chain.url()))),
                new FlowUnderTest.Limits(200, null), Map.of(), mappings, ABI, target, false);
    }

    private void whileItRuns(Runnable steps) {
        try (FlowUnderTest flow = startFlow()) {
            assertThat(flow.readers.isRunning()).isTrue();
            steps.run();
        }
    }

    private void watch(String name, String source, String... on) {
        mappings.put(name, ContractEventMappings.of(name, ABI, contract, source, on));
    }

    private void emit(int from, int to) {
        IntStream.range(from, to).forEach(i -> chain.send(chain.accounts().get(9), contract.lowerCase(),
                input("countUp(bytes32)", "event-" + i)));
    }

    /** Puts as many other blocks in the place of the newest, each with an event of this key. */
    private void replaceNewest(int depth, String... keys) {
        List<Object> transactions = IntStream.range(0, keys.length).<Object>mapToObj(i -> List.of(
                Map.of("from", chain.accounts().get(8).address(), "to", contract.lowerCase(), "data",
                        input("countUp(bytes32)", keys[i]), "gas", "0x186a0"),
                i)).toList();
        chain.rpc("anvil_reorg", depth, transactions);
    }

    private List<String> statuses() {
        return target.results.stream().map(Result::status).toList();
    }

    private static List<String> keys(int from, int to) {
        return hashes(IntStream.range(from, to).mapToObj(i -> "event-" + i).toList());
    }

    private static List<String> hashes(List<String> keys) {
        return keys.stream().map(key -> Hex.encode(CountMapping.hash(key))).toList();
    }

    private static String key(Result result) {
        JsonNode payload = JSON.readTree(result.payload());
        return payload.get("key").asString();
    }
}
