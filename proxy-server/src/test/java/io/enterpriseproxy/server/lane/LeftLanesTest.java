package io.enterpriseproxy.server.lane;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class LeftLanesTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final AtomicLong clock = new AtomicLong(-5);
    private final LeftLanes lanes = new LeftLanes(clock::get);

    @Test
    void laneIsLeftToOthersForAWhile() {
        assertThat(lanes.leave(1)).isTrue();
        clock.addAndGet(LONG_ENOUGH.toNanos() - 1);
        lanes.free(List.of(1L));
        assertThat(lanes.leave(1)).isFalse();
        assertThat(lanes.longEnough(1)).isFalse();
        clock.addAndGet(1);
        assertThat(lanes.longEnough(1)).isTrue();
        assertThat(lanes.longEnough(2)).isFalse();
    }

    @Test
    void laneThatSomebodyTookMeanwhileIsLeftToOthersAnewWhenItIsFreeAgain() {
        lanes.leave(1);
        lanes.leave(2);
        clock.addAndGet(LONG_ENOUGH.toNanos());
        lanes.free(List.of(2L));
        lanes.free(List.of(1L, 2L));
        assertThat(lanes.leave(1)).isTrue();
        assertThat(lanes.longEnough(1)).isFalse();
        assertThat(lanes.longEnough(2)).isTrue();
    }
}
