package io.enterpriseproxy.server.lane;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatienceTest {
    private final Patience patience = new Patience();

    @Test
    void endsAfterTwoBlocksWithoutATransactionOfTheLaneAndBeginsAgain() {
        patience.begin(100);
        assertThat(patience.ends(101)).isFalse();
        assertThat(patience.ends(102)).isTrue();
        assertThat(patience.ends(103)).isFalse();
        assertThat(patience.ends(104)).isTrue();
    }

    @Test
    void aTransactionAfterALongSilenceIsGivenTheSameTime() {
        patience.begin(100);
        patience.begin(5_000);
        assertThat(patience.ends(5_001)).isFalse();
        assertThat(patience.ends(5_002)).isTrue();
    }

    @Test
    void aLaneThatWasJustTakenOverIsGivenTheSameTime() {
        assertThat(patience.ends(7)).isFalse();
        assertThat(patience.ends(8)).isFalse();
        assertThat(patience.ends(9)).isTrue();
    }
}
