package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bad nodes between the flow and a real chain: every event ends exactly once, and lanes go on by themselves. */
class NodeFaultsIT extends FlowSuite {
    private static final int EVENTS = 120;
    private static final double SHARE = 0.3;
    /** Of faults that cost a time-out each. */
    private static final double SLOW_SHARE = 0.1;

    @ParameterizedTest
    @EnumSource
    void everyEventCountsOnceThoughTheNode(FaultyNode.Fault fault) {
        check(List.of(fault));
    }

    @Test
    void everyEventCountsOnceThoughAllOfThatIsMixedAndThePoolForgets() {
        check(List.of(FaultyNode.Fault.values()));
    }

    private void check(List<FaultyNode.Fault> faults) {
        List<String> events = IntStream.range(0, EVENTS).mapToObj(i -> "event-" + i).toList();
        boolean slow = faults.contains(FaultyNode.Fault.TOO_SLOW) || faults.contains(FaultyNode.Fault.BUSY);
        try (DevChain otherChain = DevChain.start(DevChainOptions.DEFAULT.withChainId(4_242));
                FaultyNode node = new FaultyNode(chain.url(), otherChain.url(), faults, slow ? SLOW_SHARE : SHARE);
                FlowUnderTest flow = startFlow(through(node),
                        new FlowUnderTest.Limits(50, null))) {
            otherChain.mine(100);
            flow.submit("count", null, events.subList(0, EVENTS / 2));
            await().atMost(Duration.ofMinutes(1)).until(() -> totalCount() > 0);
            if (faults.size() > 1) {
                chain.rpc("anvil_dropAllTransactions");
            }
            flow.submit("count", null, events.subList(EVENTS / 2, EVENTS));
            await().atMost(Duration.ofMinutes(2)).until(() -> target.countsOf("confirmed").size() == EVENTS);
            assertThat(node.faultsDone()).isPositive();
        }
        assertThat(target.countsOf("confirmed").values()).allMatch(count -> count == 1);
        assertThat(target.countsOf("cancelled")).isEmpty();
        assertThat(target.countsOf("retracted")).isEmpty();
        assertThat(totalCount()).isEqualTo(EVENTS);
        assertThat(events.stream().filter(event -> countOf(event) != 1).toList()).isEmpty();
        assertThat(chain.accounts().subList(1, 5).stream().mapToLong(this::nonceOf).sum()).isEqualTo(EVENTS);
    }

    private EvmChainSettings through(FaultyNode node) {
        return new EvmChainSettings("main", chain.chainId(), List.of(new EvmNodeSettings(node.url())), 100,
                Duration.ofSeconds(1));
    }
}
