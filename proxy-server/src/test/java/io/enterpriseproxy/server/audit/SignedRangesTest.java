package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.ledger.AttemptList.Range;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SignedRangesTest {
    private final SignedRanges ranges = new SignedRanges();

    @Test
    void neighboursBecomeOneRangePerNumber() {
        assertThat(ranges.add(new Range(0, 4, 0))).isTrue();
        assertThat(ranges.add(new Range(10, 14, 0))).isTrue();
        assertThat(ranges.add(new Range(2, 2, 1))).isTrue();
        assertThat(ranges.add(new Range(5, 9, 0))).isTrue();

        assertThat(ranges.all()).containsExactly(new Range(0, 14, 0), new Range(2, 2, 1));
        assertThat(ranges.has(14, 0)).isTrue();
        assertThat(ranges.has(15, 0)).isFalse();
        assertThat(ranges.has(3, 1)).isFalse();
    }

    @Test
    void whatIsThereAlreadyIsTold() {
        ranges.add(new Range(5, 9, 0));

        assertThat(ranges.add(new Range(9, 12, 0))).isFalse();
        assertThat(ranges.add(new Range(0, 5, 0))).isFalse();
        assertThat(ranges.add(new Range(6, 7, 0))).isFalse();
        assertThat(ranges.add(new Range(6, 7, 1))).isTrue();
        assertThat(ranges.all()).containsExactly(new Range(0, 12, 0), new Range(6, 7, 1));
    }
}
