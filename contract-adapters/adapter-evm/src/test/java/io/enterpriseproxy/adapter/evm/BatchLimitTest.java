package io.enterpriseproxy.adapter.evm;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BatchLimitTest {
    private final BatchLimit limit = new BatchLimit(100);

    @Test
    void failureHalvesWhatWasSentDownToOne() {
        limit.halve(100);
        assertThat(limit.current()).isEqualTo(50);
        limit.halve(7);
        assertThat(limit.current()).isEqualTo(3);
        limit.halve(1);
        assertThat(limit.current()).isEqualTo(1);
    }

    @Test
    void failureOfALargerBatchThatWasUnderWayDoesNotRaiseIt() {
        limit.halve(8);
        limit.halve(100);
        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void successGrowsItBackToTheSettingAndNoFurther() {
        limit.halve(1);
        for (int i = 0; i < 40; i++) {
            limit.grow();
        }
        assertThat(limit.current()).isEqualTo(100);
    }
}
