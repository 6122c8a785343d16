package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.server.contractevents.Trail.Step;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class TrailTest {
    @Test
    void itIsReadAsItWasWritten() {
        Trail trail = Trail.NONE.to(block(7, "0xa", "0x9")).to(block(8, "0xb", "0xa"));
        assertThat(Trail.parse(trail.text())).isEqualTo(trail);
        assertThat(Trail.parse(Trail.NONE.text())).isEqualTo(Trail.NONE);
        assertThat(trail.tip()).contains(new Step(8, "0xb"));
    }

    @Test
    void itForgetsWhatIsLongGoneAndWhatItWentBackBehind() {
        Trail trail = Trail.NONE;
        for (int i = 0; i < 100; i++) {
            trail = trail.to(block(i, "0x" + i, "0x" + (i - 1)));
        }
        assertThat(trail.steps()).hasSize(64).first().isEqualTo(new Step(99, "0x99"));
        assertThat(trail.backTo(new Step(50, "0x50")).tip()).contains(new Step(50, "0x50"));
        assertThat(trail.backTo(new Step(50, "0x50")).steps()).last().isEqualTo(new Step(36, "0x36"));
    }

    @Test
    void onlyTheNextBlockThatNamesItIsItsChild() {
        Step step = new Step(7, "0xa");
        assertThat(step.isParentOf(block(8, "0xb", "0xa"))).isTrue();
        assertThat(step.isParentOf(block(8, "0xb", "0xc"))).isFalse();
        assertThat(step.isParentOf(block(9, "0xb", "0xa"))).isFalse();
        assertThat(step.is(block(7, "0xa", "0x9"))).isTrue();
        assertThat(step.is(block(7, "0xb", "0x9"))).isFalse();
    }

    private static Block block(long number, String hash, String parent) {
        return new Block(number, hash, parent, Instant.EPOCH, null);
    }
}
