package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.connector.contract.TcpLink;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** New blocks are heard of by WebSocket, and looked for while it is away. */
class AnnouncedBlocksIT extends FlowSuite {
    /** Far longer than the tests wait. */
    private static final Duration RARELY = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void callsAreConfirmedAtTheBlocksPaceThoughNobodyPolls() {
        try (FlowUnderTest flow = startFlow(announcing(chain.port()), polling(RARELY))) {
            for (int i = 0; i < 5; i++) {
                List<String> events = List.of("event-" + i);
                flow.submit("count", null, events);
                await().atMost(SOON).until(() -> target.countsOf("confirmed").keySet().containsAll(events));
            }
        }
        assertThat(totalCount()).isEqualTo(5);
    }

    @Test
    void blocksAreLookedForWhileTheWebSocketIsCutAndHeardOfAgainAfterwards() {
        List<String> events = IntStream.range(0, 3).mapToObj(i -> "event-" + i).toList();
        try (TcpLink link = new TcpLink(chain.port());
                FlowUnderTest flow = startFlow(announcing(link.port()), polling(Duration.ofMillis(500)))) {
            await().atMost(SOON).until(flow::announcesBlocks);
            flow.submit("count", null, events.subList(0, 1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("event-0"));

            link.cut();
            await().atMost(SOON).until(() -> !flow.announcesBlocks());
            flow.submit("count", null, events.subList(1, 2));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("event-1"));

            link.restore();
            await().atMost(SOON).until(flow::announcesBlocks);
            flow.submit("count", null, events.subList(2, 3));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("event-2"));
        }
        assertThat(totalCount()).isEqualTo(3);
    }

    private static FlowUnderTest.Limits polling(Duration interval) {
        return new FlowUnderTest.Limits(200, null, interval);
    }

    /** Requests go to the chain itself; what it tells by itself goes through this port. */
    private EvmChainSettings announcing(int port) {
        return new EvmChainSettings("main", chain.chainId(),
                List.of(new EvmNodeSettings(chain.url(), Map.of(), URI.create("ws://127.0.0.1:" + port))));
    }
}
