package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.adapter.evm.NodeDialect;
import io.enterpriseproxy.adapter.evm.NodePolicy;
import io.enterpriseproxy.adapter.evm.ReceiptSource;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.flow.TurningNode.Turn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The preferred of three nodes turns bad while events come: each counts once, and the flow hardly stands still. */
class NodeFailoverIT extends FlowSuite {
    private static final Logger LOG = LoggerFactory.getLogger(NodeFailoverIT.class);
    private static final int EVENTS = 300;
    private static final int BEFORE = 100;
    private static final Duration PACE = Duration.ofMillis(20);
    private static final Set<Turn> SILENT = EnumSet.of(Turn.KILLED, Turn.HANGS);

    private final ConcurrentSkipListSet<Long> arrivals = new ConcurrentSkipListSet<>();
    private final AtomicInteger submitted = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void everyEventCountsOnceThoughThePreferredNode(Turn turn) {
        List<String> events = IntStream.range(0, EVENTS).mapToObj(i -> "event-" + i).toList();
        try (DevChain other = DevChain.start(turn == Turn.OTHER_CHAIN
                ? DevChainOptions.DEFAULT.withChainId(4_242)
                : DevChainOptions.DEFAULT);
                TurningNode first = new TurningNode(chain, arrivals::add);
                TurningNode second = new TurningNode(chain, arrivals::add);
                TurningNode third = new TurningNode(chain, arrivals::add);
                FlowUnderTest flow = startFlow(through(first, second, third), new FlowUnderTest.Limits(1_000, null));
                ScheduledExecutorService source = Executors.newSingleThreadScheduledExecutor()) {
            other.deploy(ContractArtifact.load(ContractArtifact.TEST_CONTRACT));
            other.startMining(Duration.ofSeconds(1));
            Future<?> feeding = source.scheduleAtFixedRate(() -> submitNext(flow, events), 0, PACE.toMillis(),
                    TimeUnit.MILLISECONDS);
            await().until(() -> submitted.get() >= BEFORE);
            first.turn(turn, other);
            long turned = System.nanoTime();
            await().atMost(Duration.ofSeconds(60)).until(() -> events.stream().allMatch(this::isConfirmed));
            Duration gap = longestGap();
            LOG.info("{}: transactions got to the chain with gaps of {} ms at most; all were confirmed after {} ms",
                    turn,
                    gap.toMillis(), (System.nanoTime() - turned) / 1_000_000);
            assertThat(feeding).isNotDone();
            if (SILENT.contains(turn)) {
                assertThat(gap).isLessThan(Duration.ofSeconds(2));
            }
        }
        assertThat(totalCount()).isEqualTo(EVENTS);
        assertThat(events.stream().filter(event -> countOf(event) != 1).toList()).isEmpty();
        assertThat(target.countsOf("cancelled")).isEmpty();
        assertThat(target.countsOf("rejected")).isEmpty();
        assertThat(chain.accounts().subList(1, 5).stream().mapToLong(this::nonceOf).sum()).isEqualTo(EVENTS);
    }

    private void submitNext(FlowUnderTest flow, List<String> events) {
        int next = submitted.get();
        if (next < EVENTS) {
            flow.submit("count", null, List.of(events.get(next)));
            submitted.incrementAndGet();
        }
    }

    /** Whether the last that was said of it is that, on the chain that counts. */
    private boolean isConfirmed(String event) {
        List<Result> results = target.results.stream()
                .filter(result -> FlowUnderTest.Target.eventOf(result).equals(event)).toList();
        return !results.isEmpty() && results.getLast().status().equals("confirmed") && countOf(event) == 1;
    }

    private Duration longestGap() {
        List<Long> times = List.copyOf(arrivals);
        return Duration.ofNanos(IntStream.range(1, times.size()).mapToLong(i -> times.get(i) - times.get(i - 1)).max()
                .orElse(Long.MAX_VALUE));
    }

    private EvmChainSettings through(TurningNode... nodes) {
        return new EvmChainSettings("main", chain.chainId(),
                List.of(nodes).stream().map(node -> new EvmNodeSettings(node.url())).toList(), 100,
                Duration.ofSeconds(5), ReceiptSource.BLOCK, NodeDialect.ETHEREUM, NodePolicy.DEFAULT);
    }
}
