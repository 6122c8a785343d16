package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CostLine;
import io.enterpriseproxy.server.ledger.CostQuery;
import io.enterpriseproxy.server.ledger.LaneAction;
import io.enterpriseproxy.server.ledger.StoredAttempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a chain takes back is taken back, told, and sent again with the same bytes. */
class ReorgIT extends FlowSuite {
    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatAReorgTookAwayIsSentAgainWithTheSameBytes(int depth) {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            List<String> hashes = minedAt(flow, "deep", List.of("a", "b", "c"), depth);
            chain.reorg(depth);
            chain.mine(1);
            await().atMost(SOON).until(() -> target.countsOf("retracted").size() == 3);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 3);
            assertThat(hashes).allSatisfy(hash -> assertThat(receipt(hash).path("status").asString()).isEqualTo("0x1"));
            assertThat(hashes(flow, 3)).isEqualTo(hashes);
        }
        List.of("a", "b", "c").forEach(event -> {
            assertThat(resultsOf("deep", event)).extracting(Result::status).containsExactly("mined", "retracted",
                    "mined", "confirmed");
            assertThat(resultsOf("deep", event)).extracting(result -> result.id().substring(37)).containsExactly("1",
                    "2", "3", "4");
            assertThat(countOf(event)).isEqualTo(1);
        });
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(3);
    }

    @Test
    void aReorgMayTurnASuccessIntoARevert() {
        publish("once-deep", "countUpOnce(bytes32)", new GasLimit.Fixed(100_000), new Confirmations.Blocks(3));
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            minedAt(flow, "once-deep", List.of("a"), 1);
            reorg(1, rival("a"));
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("reverted").containsKey("a"));
        }
        assertThat(resultsOf("once-deep", "a")).extracting(Result::status).containsExactly("mined", "retracted",
                "mined", "reverted");
        assertThat(target.results.getLast().payload()).contains("AP-409");
        assertThat(target.results.getFirst().payload()).doesNotContain("AP-409");
        assertThat(countOf("a")).isEqualTo(1);
    }

    @Test
    void aReorgMayTurnARevertIntoASuccess() {
        publish("once-deep", "countUpOnce(bytes32)", new GasLimit.Fixed(100_000), new Confirmations.Blocks(3));
        chain.stopMining();
        chain.rpc("eth_sendTransaction", rival("a"));
        chain.mine(1);
        try (FlowUnderTest flow = startFlow()) {
            minedAt(flow, "once-deep", List.of("a"), 1);
            chain.reorg(2);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("a"));
        }
        assertThat(resultsOf("once-deep", "a")).extracting(Result::status).containsExactly("mined", "retracted",
                "mined", "confirmed");
        assertThat(target.results.getFirst().payload()).contains("AP-409");
        assertThat(target.results.getLast().payload()).doesNotContain("AP-409");
        assertThat(countOf("a")).isEqualTo(1);
    }

    @Test
    void aReorgThatDropsPartOfALaneKeepsTheLanesOrder() {
        chain.stopMining();
        List<String> events = IntStream.range(0, 10).mapToObj(i -> "event-" + i).toList();
        try (FlowUnderTest flow = startFlow()) {
            List<String> hashes = minedAt(flow, "deep", events, 2);
            reorg(2, raw(flow, 0), raw(flow, 1), raw(flow, 2));
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 10);
            assertThat(hashes(flow, 10)).isEqualTo(hashes);
            List<long[]> places = hashes.stream().map(this::place).toList();
            assertThat(places).isSortedAccordingTo(Arrays::compare);
            assertThat(places.getFirst()[0]).isLessThan(places.getLast()[0]);
        }
        events.forEach(event -> assertThat(resultsOf("deep", event)).extracting(Result::status)
                .containsExactly("mined", "retracted", "mined", "confirmed"));
        assertThat(events.stream().filter(event -> countOf(event) != 1).toList()).isEmpty();
    }

    @Test
    void aReorgThatSwapsTwoLanesSwapsTheirOutcomes() {
        for (int i = 0; i < 2; i++) {
            mappings.put("rival-" + i, new CountMapping("rival-" + i, ABI, contract, "countUpOnce(bytes32)",
                    new GasLimit.Fixed(100_000), new Confirmations.Blocks(3), List.of("erp-" + i)));
        }
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            minedAt(flow, "rival-0", List.of("a"), 1);
            flow.submit("rival-1", null, List.of("a"));
            await().until(() -> flow.ledger.lanes().all().stream().allMatch(lane -> lane.broadcastNonce() >= 0));
            chain.mine(1);
            await().until(() -> resultsOf("rival-1", "a").size() == 1);
            List<String> raw = flow.ledger.lanes().all().stream()
                    .map(lane -> Hex.encode(flow.ledger.attempts().latestAfter(lane.id(), -1, 1).getFirst()
                            .transaction().raw()))
                    .toList();
            reorg(2, raw.get(1), raw.get(0));
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("a")
                    && target.countsOf("reverted").containsKey("a"));
        }
        assertThat(resultsOf("rival-0", "a")).extracting(Result::status).containsExactly("mined", "retracted", "mined",
                "reverted");
        assertThat(resultsOf("rival-1", "a")).extracting(Result::status).containsExactly("mined", "retracted", "mined",
                "confirmed");
        assertThat(countOf("a")).isEqualTo(1);
    }

    @Test
    void transactionOfACallThatWasExecutedAgainDoesNotJamTheLaneWhenAReorgLosesIt() {
        chain.stopMining();
        chain.rpc("eth_sendTransaction", rival("a"));
        chain.mine(1);
        try (FlowUnderTest flow = startFlow()) {
            minedAt(flow, "once-unseen", List.of("a"), 1);
            await().atMost(SOON).until(() -> target.countsOf("reverted").containsKey("a"));
            CallRecord call = Objects.requireNonNull(
                    flow.ledger.calls().bySeq(List.of(callAt(flow, 0))).get(callAt(flow, 0)));
            flow.ledger.transactions().commit(() -> flow.ledger.calls().retry(call.id()));
            await().atMost(SOON).until(() -> lane(flow).broadcastNonce() == 1);
            chain.reorg(1);
            chain.mine(1);
            assertThat(nonceOf(chain.accounts().get(1))).isZero();
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(60)).until(() -> nonceOf(chain.accounts().get(1)) == 2);
            await().atMost(SOON).until(() -> resultsOf("once-unseen", "a").size() == 2);
        }
        assertThat(resultsOf("once-unseen", "a")).extracting(Result::status).containsExactly("reverted", "reverted");
        assertThat(countOf("a")).isEqualTo(1);
    }

    @Test
    void noncesOfOthersBeforeALaneBeganAnewDoNotHoldItUpAfterAReorg() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            String last = begunAnewBehindOthers(flow);
            reorg(3, raw(flow, 0), others(1), others(2), last);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(60)).until(() -> target.countsOf("confirmed").size() == 2);
            await().atMost(SOON).until(() -> lane(flow).whyCode() == null);
        }
        assertThat(countOf("a") + countOf("b")).isEqualTo(2);
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(4);
    }

    @Test
    void nonceOfOthersThatAReorgHasLostIsNamed() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            String last = begunAnewBehindOthers(flow);
            reorg(3, raw(flow, 0), others(1), last);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> String.valueOf(lane(flow).whyDetail()).startsWith("nonce 2 is missing"));
            chain.rpc("eth_sendTransaction", others(2));
            await().atMost(Duration.ofSeconds(60)).until(() -> target.countsOf("confirmed").size() == 2);
            await().atMost(SOON).until(() -> lane(flow).whyCode() == null);
        }
        assertThat(countOf("a") + countOf("b")).isEqualTo(2);
    }

    /** A call at nonce 0, others' transactions at 1 and 2, and a call at 3, each in a block: the bytes of the last. */
    private String begunAnewBehindOthers(FlowUnderTest flow) {
        minedAt(flow, "deep", List.of("a"), 1);
        flow.ledger.lanes().pause(lane(flow).id());
        chain.rpc("eth_sendTransaction", others(1));
        chain.rpc("eth_sendTransaction", others(2));
        chain.mine(1);
        flow.ledger.lanes().resumeAnew(lane(flow).id());
        flow.submit("deep", null, List.of("b"));
        await().atMost(SOON).until(() -> lane(flow).broadcastNonce() == 3);
        chain.mine(1);
        await().atMost(SOON).until(() -> lane(flow).minedNonce() == 3);
        return raw(flow, 3);
    }

    /** A transaction of the lane's account that is not the ledger's. */
    private Map<String, String> others(int nonce) {
        String sender = chain.accounts().get(1).address();
        return Map.of("from", sender, "to", sender, "value", "0x1", "nonce", "0x" + nonce);
    }

    @Test
    void aReorgDeeperThanTheConfirmationsSaysSoInTheResultAndOnTheLane() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            minedAt(flow, "once-unseen", List.of("a", "b"), 3);
            await().until(() -> target.countsOf("confirmed").size() == 2);
            chain.reorg(3);
            chain.mine(1);
            await().atMost(SOON).until(() -> "deep-reorg".equals(lane(flow).whyCode()));
            await().atMost(SOON).until(() -> target.countsOf("retracted").size() == 2);
            assertThat(costs()).as("what is taken back costs nothing").isEmpty();
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.results.stream()
                    .filter(result -> result.status().equals("confirmed")).count() == 4);
            await().atMost(SOON).until(() -> lane(flow).whyCode() == null);
        }
        assertThat(target.results.stream().filter(result -> result.status().equals("retracted")))
                .allSatisfy(result -> assertThat(result.payload()).contains("deep-reorg"));
        assertThat(countOf("a") + countOf("b")).isEqualTo(2);
        assertThat(costs()).singleElement().satisfies(line -> assertThat(line.sum().calls()).isEqualTo(2));
    }

    private List<CostLine> costs() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return new CostQuery(database.jdbc()).lines(today.minusDays(1), today.plusDays(1), Set.of(), null, 10);
    }

    @Test
    void aDeepReorgWhileTheServerIsDownThatChangesAFinalOutcomeIsFoundAtTheNextStart() {
        chain.stopMining();
        String ours;
        try (FlowUnderTest flow = startFlow()) {
            List<String> hashes = minedAt(flow, "once-unseen", List.of("a"), 1);
            await().until(() -> target.countsOf("confirmed").containsKey("a"));
            assertThat(receipt(hashes.getFirst()).path("status").asString()).isEqualTo("0x1");
            ours = raw(flow, 0);
        }
        // The same transaction is in the new chain, and fails there.
        reorg(1, rival("a"), ours);
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(1);
        chain.startMining(Duration.ofSeconds(1));
        try (FlowUnderTest next = startFlow()) {
            await().atMost(SOON).until(() -> target.countsOf("reverted").containsKey("a"));
            assertThat(lane(next).paused()).isFalse();
        }
        assertThat(resultsOf("once-unseen", "a")).extracting(Result::status).containsExactly("confirmed", "retracted",
                "reverted");
    }

    @Test
    void aReorgWhileTheServerIsDownMovesMinedCallsToTheirNewBlocks() {
        chain.stopMining();
        String first;
        try (FlowUnderTest flow = startFlow()) {
            minedAt(flow, "deep", List.of("a", "b", "c"), 1);
            first = raw(flow, 0);
        }
        reorg(1, first);
        chain.startMining(Duration.ofSeconds(1));
        try (FlowUnderTest next = startFlow()) {
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 3);
            assertThat(lane(next).paused()).isFalse();
        }
        assertThat(target.countsOf("retracted")).hasSize(3);
        assertThat(totalCount()).isEqualTo(3);
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(3);
    }

    @Test
    void aReorgOfBlocksOlderThanTheStartIsFoundByTheirHashes() {
        chain.stopMining();
        List<String> hashes;
        try (FlowUnderTest flow = startFlow()) {
            hashes = minedAt(flow, "deep", List.of("a", "b"), 2);
        }
        try (FlowUnderTest next = startFlow()) {
            next.submit("deep", null, List.of("c"));
            await().atMost(SOON).until(() -> lane(next).broadcastNonce() >= 2);
            assertThat(target.countsOf("retracted")).isEmpty();
            chain.reorg(2);
            chain.mine(1);
            await().atMost(SOON).until(() -> target.countsOf("retracted").size() == 2);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 3);
            assertThat(hashes(next, 2)).isEqualTo(hashes);
        }
        assertThat(totalCount()).isEqualTo(3);
    }

    @Test
    void receiptOfABlockThatIsNotTheChainsProvesNothing() {
        chain.stopMining();
        String hash;
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("deep", null, List.of("a"));
            await().atMost(SOON).until(() -> lane(flow).broadcastNonce() == 0);
            hash = hashes(flow, 1).getFirst();
        }
        chain.mine(1);
        JsonNode receipt = receipt(hash);
        JsonNode count = chain.rpc("eth_getTransactionCount", chain.accounts().get(1).address(), "latest");
        chain.reorg(1);
        chain.mine(4);
        try (ForkedNode node = new ForkedNode(chain.url(),
                Map.of("eth_getTransactionReceipt", receipt, "eth_getTransactionCount", count));
                FlowUnderTest flow = startFlow(new EvmChainSettings("main", chain.chainId(),
                        List.of(new EvmNodeSettings(node.url()))), new FlowUnderTest.Limits(200, null))) {
            await().during(Duration.ofSeconds(3)).until(() -> target.results.isEmpty() && lane(flow).out() == 1);
            node.join();
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("a"));
        }
        assertThat(target.countsOf("confirmed")).containsExactly(Map.entry("a", 1L));
        assertThat(countOf("a")).isEqualTo(1);
    }

    @Test
    void resultsOfAnOrderingKeyKeepTheirOrderThoughALaterCallIsFinalEarlier() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("deep", "order", List.of("a"));
            publish("deep", "countUp(bytes32)", new GasLimit.Fixed(100_000), new Confirmations.Blocks(2));
            flow.submit("deep", "order", List.of("b"));
            flow.submit("deep", null, List.of("c"));
            await().atMost(SOON).until(() -> lane(flow).broadcastNonce() == 2);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 3);
        }
        assertThat(target.results.stream().filter(result -> result.status().equals("confirmed"))
                .map(FlowUnderTest.Target::eventOf)).containsExactly("c", "a", "b");
    }

    @Test
    void rejectionWaitsForTheResultOfAnEarlierCallOfItsOrderingKey() {
        publish("tried", "countUpOnce(bytes32)", new GasLimit.Auto(), new Confirmations.Blocks(4));
        chain.rpc("eth_sendTransaction", rival("b"));
        chain.mine(1);
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("tried", "order", List.of("a"));
            await().atMost(SOON).until(() -> target.countsOf("mined").containsKey("a"));
            flow.submit("tried", "order", List.of("b"));
            await().atMost(SOON).until(() -> target.countsOf("rejected").containsKey("b"));
        }
        assertThat(target.results).extracting(result -> FlowUnderTest.Target.eventOf(result) + " " + result.status())
                .containsExactly("a mined", "a confirmed", "b rejected");
    }

    @Test
    void cancellationThatIsAskedForInAMinedBlockIsDoneIfAReorgTakesTheBlockAway() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            minedAt(flow, "deep", List.of("a"), 1);
            ask(flow, 0, LaneAction.CANCEL);
            flow.submit("deep", null, List.of("b"));
            await().atMost(SOON).until(() -> lane(flow).broadcastNonce() == 1);
            assertThat(flow.ledger.requests().open(lane(flow).id())).hasSize(1);
            chain.reorg(1);
            chain.mine(1);
            await().atMost(SOON).until(() -> flow.ledger.requests().open(lane(flow).id()).isEmpty());
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("cancelled").containsKey("a")
                    && target.countsOf("confirmed").containsKey("b"));
        }
        assertThat(countOf("a")).isZero();
        assertThat(countOf("b")).isEqualTo(1);
    }

    /** Somebody else's transaction that counts the same key. */
    private Map<String, String> rival(String key) {
        return Map.of("from", chain.accounts().get(9).address(), "to", contract.lowerCase(), "data",
                input("countUp(bytes32)", key), "gas", "0x30d40");
    }

    /** Has calls mined in a block, and {@code blocks - 1} on top of it. */
    private List<String> minedAt(FlowUnderTest flow, String mapping, List<String> events, int blocks) {
        flow.submit(mapping, null, events);
        await().atMost(SOON).until(() -> lane(flow).broadcastNonce() >= events.size() - 1);
        chain.mine(1);
        await().atMost(SOON).until(() -> lane(flow).minedNonce() >= events.size() - 1);
        await().atMost(SOON).until(() -> events.stream().noneMatch(event -> resultsOf(mapping, event).isEmpty()));
        if (blocks > 1) {
            chain.mine(blocks - 1);
        }
        return hashes(flow, events.size());
    }

    /** The hashes of all attempts at the lane's first nonces. */
    private static List<String> hashes(FlowUnderTest flow, int nonces) {
        return flow.ledger.attempts().sentAfter(lane(flow).id(), -1, nonces - 1).stream()
                .map(attempt -> attempt.hash()).toList();
    }

    private static String raw(FlowUnderTest flow, long nonce) {
        StoredAttempt attempt = flow.ledger.attempts().latestAfter(lane(flow).id(), nonce - 1, 1).getFirst();
        return Hex.encode(attempt.transaction().raw());
    }

    /** Replaces the newest blocks by as many, the first of which has these transactions. */
    private void reorg(int depth, Object... transactions) {
        chain.rpc("anvil_reorg", depth,
                Arrays.stream(transactions).map(transaction -> List.of(transaction, 0)).toList());
    }

    private List<Result> resultsOf(String mapping, String event) {
        return target.results.stream().filter(result -> result.mapping().equals(mapping)
                && FlowUnderTest.Target.eventOf(result).equals(event)).toList();
    }

    private JsonNode receipt(String hash) {
        return chain.rpc("eth_getTransactionReceipt", hash);
    }

    /** Block number, and index in it. */
    private long[] place(String hash) {
        JsonNode receipt = receipt(hash);
        return new long[]{
                Long.decode(receipt.path("blockNumber").asString()),
                Long.decode(receipt.path("transactionIndex").asString())};
    }
}
