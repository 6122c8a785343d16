package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Result;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A mapping that is far behind reads ranges, from nodes that fail, and from ones that answer what is not so. */
class ContractEventCatchUpIT extends FlowSuite {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int EVENTS = 12;

    @Test
    void nothingIsLostOrToldTwiceByANodeThatFailsOften() {
        emitFarApart();
        try (FaultyNode node = new FaultyNode(chain.url(), chain.url(),
                List.of(FaultyNode.Fault.BROKEN, FaultyNode.Fault.CUT_OFF, FaultyNode.Fault.HTML,
                        FaultyNode.Fault.PARTIAL, FaultyNode.Fault.ANSWER_LOST, FaultyNode.Fault.LAGS),
                0.3);
                FlowUnderTest flow = startFlow(node.url())) {
            awaitAllTold(flow);
            assertThat(node.faultsDone()).isPositive();
        }
        checkThatEachIsToldOnce();
    }

    @Test
    void logsOfOtherBlocksThanTheChainHasAreNotBelieved() {
        emitFarApart();
        String foreign = "0x" + "f".repeat(64);
        try (RangesOfAnother node = new RangesOfAnother(chain.url(), log -> log.put("blockHash", foreign));
                FlowUnderTest flow = startFlow(node.url())) {
            await().atMost(SOON).until(() -> why(flow).startsWith("nodes do not agree on the blocks from "));
            assertThat(target.results).isEmpty();
            node.mend();
            awaitAllTold(flow);
        }
        checkThatEachIsToldOnce();
    }

    @Test
    void logsOfAnotherRangeThanThatAskedForAreNotBelieved() {
        emitFarApart();
        String newest = "0x" + Long.toHexString(chain.blockNumber());
        try (RangesOfAnother node = new RangesOfAnother(chain.url(), log -> log.put("blockNumber", newest));
                FlowUnderTest flow = startFlow(node.url())) {
            await().atMost(SOON).until(() -> why(flow).contains("the node answers a log of block "));
            assertThat(target.results).isEmpty();
            node.mend();
            awaitAllTold(flow);
        }
        checkThatEachIsToldOnce();
    }

    /** With many blocks between them. */
    private void emitFarApart() {
        chain.stopMining();
        for (int i = 0; i < EVENTS; i++) {
            chain.send(chain.accounts().get(9), contract.lowerCase(), input("countUp(bytes32)", "event-" + i));
            chain.mine(60);
        }
        mappings.put("counted",
                ContractEventMappings.of("counted", ABI, contract, "fromBlock: earliest", "[confirmed]"));
    }

    private FlowUnderTest startFlow(URI node) {
        return startFlow(new EvmChainSettings("main", chain.chainId(), List.of(new EvmNodeSettings(node))),
                new FlowUnderTest.Limits(200, null));
    }

    private void awaitAllTold(FlowUnderTest flow) {
        await().atMost(SOON).untilAsserted(() -> assertThat(target.results).as(() -> why(flow)).hasSize(EVENTS));
    }

    private static String why(FlowUnderTest flow) {
        return flow.readers.readings().stream().flatMap(reading -> reading.why().stream()).findFirst().orElse("");
    }

    private void checkThatEachIsToldOnce() {
        assertThat(target.results).extracting(FlowUnderTest.Target::eventOf)
                .containsExactlyElementsOf(IntStream.range(0, EVENTS)
                        .mapToObj(i -> Hex.encode(CountMapping.hash("event-" + i))).toList());
        assertThat(target.results).extracting(Result::id).doesNotHaveDuplicates();
    }
}
