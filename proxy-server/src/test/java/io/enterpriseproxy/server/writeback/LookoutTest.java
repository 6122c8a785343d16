package io.enterpriseproxy.server.writeback;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class LookoutTest {
    private static final long TAKEN = 256;
    private final Lookout lookout = new Lookout();
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(2);

    private long begin() {
        return begin(TAKEN, Map.of());
    }

    private long begin(long taken, Map<String, Long> parked) {
        return lookout.begin(now, taken, parked);
    }

    private void after(long milliseconds) {
        now += TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    /** Sees these first numbers, one look a second. */
    private void sees(long... firsts) {
        for (long first : firsts) {
            lookout.saw(now, first);
            after(1_000);
        }
    }

    @Test
    void firstLookIsFromTheStart() {
        assertThat(begin()).isEqualTo(Lookout.START);
    }

    @Test
    void whatWasPassedASecondAgoIsNotLookedAtAgain() {
        begin();
        lookout.saw(now, 100);
        assertThat(begin()).isEqualTo(Lookout.START);
        after(1_000);
        lookout.saw(now, 200);
        assertThat(begin()).isEqualTo(Lookout.START);
        after(1_000);
        lookout.saw(now, 300);
        assertThat(begin()).isEqualTo(199);
        after(999);
        lookout.saw(now, 400);
        assertThat(begin()).isEqualTo(199);
        after(1);
        lookout.saw(now, 500);
        assertThat(begin()).isEqualTo(299);
    }

    @Test
    void resultThatWaitsForAnotherTryIsNeverPassed() {
        begin();
        sees(100, 200, 300, 300);
        assertThat(begin()).isEqualTo(299);
        sees(300, 300);
        assertThat(begin()).isEqualTo(Lookout.START);
        assertThat(begin()).isEqualTo(299);
    }

    @Test
    void itLooksFromTheStartNowAndThen() {
        begin();
        sees(100, 200, 300);
        assertThat(begin()).isEqualTo(199);
        after(2_000);
        assertThat(begin()).isEqualTo(Lookout.START);
        assertThat(begin()).isEqualTo(199);
    }

    @Test
    void resultThatTurnsUpBelowIsLookedForUntilItIsGone() {
        // Given
        begin();
        sees(100, 200, 300);
        assertThat(begin()).isEqualTo(199);
        // When
        after(2_000);
        assertThat(begin()).isEqualTo(Lookout.START);
        lookout.saw(now, 50);
        // Then
        assertThat(begin()).isEqualTo(49);
    }

    @Test
    void lanesThatWereTakenAreLookedThroughFromTheStart() {
        begin();
        sees(100, 200, 300);
        assertThat(begin(TAKEN + 128, Map.of())).isEqualTo(Lookout.START);
        lookout.saw(now, 10);
        assertThat(begin(TAKEN + 128, Map.of())).isEqualTo(Lookout.START);
    }

    @Test
    void whileALaneIsBeingTakenNothingIsPassed() {
        begin();
        sees(100, 200, 300);
        assertThat(begin(0, Map.of())).isEqualTo(Lookout.START);
        assertThat(begin(0, Map.of())).isEqualTo(Lookout.START);
        assertThat(begin(TAKEN, Map.of())).isEqualTo(Lookout.START);
    }

    @Test
    void parkedResultThatHoldsOthersNoLongerMayBeBelow() {
        // Given
        begin(TAKEN, Map.of("a", 10L, "b", 20L));
        sees(100, 200, 300);
        assertThat(begin(TAKEN, Map.of("a", 10L, "b", 20L, "c", 250L))).isEqualTo(199);
        // When
        long released = begin(TAKEN, Map.of("b", 20L, "c", 250L));
        // Then
        assertThat(released).isEqualTo(Lookout.START);
        // When: the first of a key is replayed, a later one stays parked
        sees(100, 200, 300);
        begin(TAKEN, Map.of("b", 20L, "c", 250L));
        assertThat(begin(TAKEN, Map.of("b", 25L, "c", 250L))).isEqualTo(Lookout.START);
    }
}
