package io.enterpriseproxy.server.lane;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class PatienceTest {
    private final AtomicLong now = new AtomicLong(7);
    private final Patience patience = new Patience(now::get);

    @Test
    void endsAfterTwoBlocksWithoutATransactionOfTheLaneAndBeginsAgain() {
        patience.begin(100);
        pass(Duration.ofSeconds(12));
        assertThat(patience.ends(101)).isFalse();
        pass(Duration.ofSeconds(12));
        assertThat(patience.ends(102)).isTrue();
        pass(Duration.ofSeconds(12));
        assertThat(patience.ends(103)).isFalse();
        pass(Duration.ofSeconds(12));
        assertThat(patience.ends(104)).isTrue();
    }

    @Test
    void blocksThatComeAllAtOnceAreNoReason() {
        patience.begin(100);
        pass(Duration.ofSeconds(3));
        assertThat(patience.ends(101)).isFalse();
        assertThat(patience.ends(102)).isFalse();
        assertThat(patience.ends(103)).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(patience.ends(104)).isTrue();
    }

    @Test
    void aTransactionAfterALongSilenceIsGivenTheSameTime() {
        patience.begin(100);
        pass(Duration.ofHours(1));
        patience.begin(5_000);
        pass(Duration.ofSeconds(5));
        assertThat(patience.ends(5_001)).isFalse();
        assertThat(patience.ends(5_002)).isTrue();
    }

    @Test
    void aLaneThatWasJustTakenOverIsGivenTheSameTime() {
        assertThat(patience.ends(7)).isFalse();
        pass(Duration.ofSeconds(5));
        assertThat(patience.ends(8)).isFalse();
        assertThat(patience.ends(9)).isTrue();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
