package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.server.ledger.LaneAction;
import io.enterpriseproxy.server.ledger.SentAttempt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What can hold up a whole lane: fees, funds, its cap, a person. It says why, and goes on by itself. */
class LaneTroubleIT extends FlowSuite {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HUNDRED_GWEI = "0x174876e800";
    /** Far above any limit for half a minute, though it falls by an eighth per empty block. */
    private static final String THOUSAND_GWEI = "0xe8d4a51000";

    @Test
    void aBaseFeeThatRisesFarDrainsTheWholeLaneInFewBlocks() {
        List<String> events = events(300);
        chain.stopMining();
        try (FlowUnderTest flow = startFlow(500)) {
            flow.submit("deep", null, events);
            await().atMost(SOON).until(() -> lane(flow).broadcastNonce() >= 299);
            long before = chain.blockNumber();
            chain.rpc("anvil_setNextBlockBaseFeePerGas", HUNDRED_GWEI);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> nonceOf(chain.accounts().get(1)) == 300);
            assertThat(blocksWithOurs(before)).hasSizeLessThanOrEqualTo(3);
            assertThat(chain.blockNumber() - before).isLessThanOrEqualTo(8);
            assertThat(everyOfferWithin(flow, 300, null)).isTrue();
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 300);
        }
        assertThat(totalCount()).isEqualTo(300);
        assertThat(events.stream().filter(event -> countOf(event) != 1).toList()).isEmpty();
    }

    @Test
    void raisesStopAtTheLimitAndGoOnWhenTheChainGetsCheaper() {
        BigInteger limit = BigInteger.valueOf(20_000_000_000L);
        chain.stopMining();
        try (FlowUnderTest flow = startFlow(200, limit)) {
            flow.submit("deep", null, events(20));
            await().atMost(SOON).until(() -> lane(flow).broadcastNonce() >= 19);
            chain.rpc("anvil_setNextBlockBaseFeePerGas", THOUSAND_GWEI);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> "fee-limit".equals(lane(flow).whyCode()));
            assertThat(nonceOf(chain.accounts().get(1))).isZero();
            assertThat(everyOfferWithin(flow, 20, limit)).isTrue();
            chain.mine(40);
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 20);
            await().atMost(SOON).until(() -> lane(flow).whyCode() == null);
        }
        assertThat(totalCount()).isEqualTo(20);
    }

    @Test
    void aLaneThatRunsOutOfFundsInItsMiddleSaysSoAndGoesOnWhenFunded() {
        String sender = chain.accounts().get(1).address();
        List<String> events = events(60);
        // Enough for some of them: 100,000 gas at about 2 gwei each is what a node asks for, half of that is used.
        chain.setBalance(sender, BigInteger.valueOf(1_500_000_000_000_000L));
        try (FlowUnderTest flow = startFlow(20)) {
            flow.submit("deep", "supplier-7", events);
            await().atMost(SOON).until(() -> "insufficient-funds".equals(lane(flow).whyCode()));
            assertThat(nonceOf(chain.accounts().get(1))).isBetween(1L, 59L);
            chain.setBalance(sender, BigInteger.TEN.pow(18));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 60);
            await().atMost(SOON).until(() -> lane(flow).whyCode() == null);
        }
        assertThat(target.results.stream().filter(result -> result.status().equals("confirmed")))
                .extracting(FlowUnderTest.Target::eventOf).containsExactlyElementsOf(events);
        assertThat(totalCount()).isEqualTo(60);
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(60);
    }

    @Test
    @Tag("long")
    void whatThePoolForgotIsSentAgainThoughNoBlockPasses() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow(20)) {
            flow.submit("deep", null, events(3));
            await().atMost(SOON).until(() -> lane(flow).broadcastNonce() >= 2);
            chain.rpc("anvil_dropAllTransactions");
            // A block with each transaction, and none without.
            chain.setAutomine(true);
            await().atMost(Duration.ofMinutes(3)).until(() -> nonceOf(chain.accounts().get(1)) == 3);
            chain.mine(5);
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 3);
        }
        assertThat(totalCount()).isEqualTo(3);
    }

    @Test
    void aCallThatNoNodeTakesFreesItsNonceThoughItOffersAllThatItMay() {
        publish("huge", "countUp(bytes32)", new GasLimit.Fixed(400_000_000), new Confirmations.Default());
        // Today's offer would be more; nothing may be raised.
        try (FlowUnderTest flow = startFlow(20, BigInteger.valueOf(1_500_000_000))) {
            flow.submit("huge", null, List.of("a"));
            flow.submit("deep", null, List.of("b"));
            await().atMost(SOON).until(() -> target.countsOf("cancelled").containsKey("a")
                    && target.countsOf("confirmed").containsKey("b"));
            assertThat(attempts(flow, 1)).hasSize(2);
            await().atMost(SOON).until(() -> lane(flow).whyCode() == null);
        }
        assertThat(countOf("a")).isZero();
        assertThat(countOf("b")).isEqualTo(1);
    }

    @Test
    void aLaneThatBeginsAnewDoesNotBelieveANodeThatIsBehindTheLedger() {
        DevAccount sender = chain.accounts().get(1);
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("deep", null, List.of("a", "b"));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 2);
            flow.ledger.lanes().pause(lane(flow).id());
        }
        try (ForkedNode node = new ForkedNode(chain.url(),
                Map.of("eth_getTransactionCount", JsonMapper.shared().valueToTree("0x1")));
                FlowUnderTest flow = startFlow(new EvmChainSettings("main", chain.chainId(),
                        List.of(new EvmNodeSettings(node.url()))), new FlowUnderTest.Limits(20, null))) {
            flow.ledger.lanes().resumeAnew(lane(flow).id());
            flow.submit("deep", null, List.of("c"));
            await().atMost(SOON).until(() -> String.valueOf(lane(flow).whyDetail()).contains("it is behind"));
            assertThat(lane(flow).started()).isFalse();
            node.join();
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 3);
        }
        assertThat(totalCount()).isEqualTo(3);
        assertThat(nonceOf(sender)).isEqualTo(3);
    }

    @Test
    void aLaneKeepsToItsCap() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow(10)) {
            flow.submit("deep", null, events(35));
            await().atMost(SOON).until(() -> "in-flight-cap".equals(lane(flow).whyCode()));
            await().during(Duration.ofSeconds(1)).until(() -> lane(flow).signedNonce() == 9);
            assertThat(chain.rpc("txpool_status").path("pending").asString()).isEqualTo("0xa");
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 35);
            await().atMost(SOON).until(() -> lane(flow).whyCode() == null);
        }
        assertThat(totalCount()).isEqualTo(35);
    }

    @Test
    void aPausedLaneSignsNothingAndFollowsWhatIsOut() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("deep", null, List.of("a"));
            await().until(() -> lane(flow).broadcastNonce() >= 0);
            flow.ledger.lanes().pause(lane(flow).id());
            flow.submit("deep", null, List.of("b"));
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("a"));
            await().until(() -> "paused".equals(lane(flow).whyCode()));
            assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(1);
            flow.ledger.lanes().resume(lane(flow).id(), false);
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("b"));
        }
        assertThat(totalCount()).isEqualTo(2);
    }

    @Test
    void aCancelThatComesTooLateLeavesTheCallItsEffect() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("deep", null, List.of("a", "b"));
            await().until(() -> lane(flow).broadcastNonce() >= 1);
            String original = attempts(flow, 2).getFirst().hash();
            String raw = Hex.encode(
                    flow.ledger.attempts().ofCall(lane(flow).id(), callAt(flow, 0)).getFirst().transaction().raw());
            ask(flow, 0, LaneAction.CANCEL);
            await().until(() -> attempts(flow, 1).size() == 2);
            await().until(() -> !chain.rpc("eth_getTransactionByHash", attempts(flow, 1).getLast().hash()).isNull());
            // A block maker had the first one all the time.
            chain.rpc("anvil_dropTransaction", attempts(flow, 1).getLast().hash());
            chain.rpc("eth_sendRawTransaction", raw);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 2);
            assertThat(chain.rpc("eth_getTransactionReceipt", original).path("status").asString()).isEqualTo("0x1");
        }
        assertThat(target.countsOf("cancelled")).isEmpty();
        assertThat(countOf("a")).isEqualTo(1);
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(2);
    }

    @Test
    void everyKeyOfAPoolIsExecutedInAcceptOrderOnTheChain() {
        Map<String, List<String>> eventsOfKeys = new HashMap<>();
        mappings.put("pooled", new CountMapping("pooled", ABI, contract, "countUp(bytes32)",
                new GasLimit.Fixed(100_000), new Confirmations.Default(), List.of("erp-0", "erp-1", "erp-2", "erp-3")));
        try (FlowUnderTest flow = startFlow(40)) {
            for (int round = 0; round < 10; round++) {
                for (int key = 0; key < 12; key++) {
                    List<String> events = List.of("k" + key + "-r" + round + "-0", "k" + key + "-r" + round + "-1");
                    eventsOfKeys.computeIfAbsent("key-" + key, none -> new ArrayList<>()).addAll(events);
                    flow.submit("pooled", "key-" + key, events);
                }
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> target.countsOf("confirmed").size() == 240);
        }
        List<String> mined = inputsInChainOrder();
        eventsOfKeys.values().forEach(events -> assertThat(mined.stream()
                .filter(events.stream().map(event -> input("countUp(bytes32)", event)).toList()::contains).toList())
                .containsExactlyElementsOf(events.stream().map(event -> input("countUp(bytes32)", event)).toList()));
        assertThat(chain.accounts().subList(1, 5)).allSatisfy(account -> assertThat(nonceOf(account)).isPositive());
        assertThat(target.results).extracting(Result::status).containsOnly("confirmed");
    }

    private List<String> inputsInChainOrder() {
        List<String> inputs = new ArrayList<>();
        for (long number = 0; number <= chain.blockNumber(); number++) {
            chain.rpc("eth_getBlockByNumber", "0x" + Long.toHexString(number), true).path("transactions")
                    .forEach(transaction -> inputs.add(transaction.path("input").asString()));
        }
        return inputs;
    }

    private List<Long> blocksWithOurs(long after) {
        List<Long> blocks = new ArrayList<>();
        for (long number = after + 1; number <= chain.blockNumber(); number++) {
            JsonNode block = chain.rpc("eth_getBlockByNumber", "0x" + Long.toHexString(number), false);
            if (!block.path("transactions").isEmpty()) {
                blocks.add(number);
            }
        }
        return blocks;
    }

    /** Whether each replacement offers at least a tenth more than what it replaces, and none more than the limit. */
    private static boolean everyOfferWithin(FlowUnderTest flow, int nonces, @Nullable BigInteger limit) {
        return IntStream.range(0, nonces).allMatch(nonce -> {
            List<BigInteger> offers = flow.ledger.attempts().ofCall(lane(flow).id(), callAt(flow, nonce)).stream()
                    .map(attempt -> attempt.feeCap()).toList();
            return IntStream.range(1, offers.size()).allMatch(i -> offers.get(i).multiply(BigInteger.TEN)
                    .compareTo(offers.get(i - 1).multiply(BigInteger.valueOf(11))) >= 0)
                    && (limit == null || offers.stream().allMatch(offer -> offer.compareTo(limit) <= 0));
        });
    }

    private static List<SentAttempt> attempts(FlowUnderTest flow, int nonces) {
        return flow.ledger.attempts().sentAfter(lane(flow).id(), -1, nonces - 1);
    }

    private static List<String> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> "event-" + i).toList();
    }
}
