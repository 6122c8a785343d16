package io.enterpriseproxy.server.contractevents;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RangeSizeTest {
    @Test
    void itIsHalvedDownToOneBlockAndGrowsAgain() {
        RangeSize range = new RangeSize();
        assertThat(range.tooMuch(40)).isTrue();
        assertThat(range.blocks()).isEqualTo(20);
        while (range.tooMuch(range.blocks())) {
            assertThat(range.blocks()).isPositive();
        }
        assertThat(range.blocks()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            range.took(0);
        }
        assertThat(range.blocks()).isEqualTo(RangeSize.MOST);
    }

    @Test
    void manyLogsMakeItSmallerToo() {
        RangeSize range = new RangeSize();
        range.took(6_000);
        assertThat(range.blocks()).isEqualTo(RangeSize.FIRST / 2);
        range.took(3_000);
        assertThat(range.blocks()).isEqualTo(RangeSize.FIRST / 2);
    }
}
