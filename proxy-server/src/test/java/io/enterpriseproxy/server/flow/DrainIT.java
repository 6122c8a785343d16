package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.server.ledger.LaneRecord;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server that is to end waits for what is in hand, but for nobody for ever. */
class DrainIT extends FlowSuite {
    @Test
    void targetThatHangsDoesNotKeepTheLeasesFromTheNextOwner() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch longer = new CountDownLatch(1);
        target.trouble = () -> {
            asked.countDown();
            try {
                longer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.of("the target hung");
        };
        Instant end;
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("once", null, List.of("a"));
            asked.await();
            assertThat(lane(flow).owner()).isNotNull();
            end = Instant.now();
        }

        assertThat(Duration.between(end, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(database.lanes().all()).extracting(LaneRecord::owner).containsOnlyNulls();

        target.trouble = Optional::empty;
        longer.countDown();
        try (FlowUnderTest next = startFlow()) {
            await().until(() -> target.countsOf("confirmed").containsKey("a"));
            assertThat(target.results.getFirst().id()).endsWith(".1");
            assertThat(next.ledger.lanes().all()).extracting(LaneRecord::owner).doesNotContainNull();
        }
    }
}
