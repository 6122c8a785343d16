package io.enterpriseproxy.adapter.evm;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NodePaceTest {
    private final NodePace pace = new NodePace();
    private final NodePace other = new NodePace();

    @Test
    void aLittleSlowerIsAsGood() {
        answers(pace, 200);
        answers(other, 20);

        compare();

        assertThat(pace.isWorse()).isFalse();
    }

    @Test
    void muchSlowerIsWorseUntilItIsMuchQuickerAgain() {
        // Given
        answers(other, 20);
        answers(pace, 400);

        // When
        compare();

        // Then
        assertThat(pace.isWorse()).isTrue();
        answers(pace, 200);
        compare();
        assertThat(pace.isWorse()).as("quicker, but not by much").isTrue();
        answers(pace, 50);
        compare();
        assertThat(pace.isWorse()).isFalse();
    }

    @Test
    void manyErrorsAreWorseIfAnotherHasFew() {
        // Given
        answers(pace, 20);
        answers(other, 20);

        // When
        for (int i = 0; i < 4; i++) {
            pace.ended(false);
        }

        // Then
        assertThat(pace.errorRate()).isBetween(0.5, 0.7);
        compare();
        assertThat(pace.isWorse()).isTrue();

        // When: none is reliable
        for (int i = 0; i < 4; i++) {
            other.ended(false);
        }

        // Then
        compare();
        assertThat(pace.isWorse()).isFalse();
    }

    @Test
    void nodeThatWasNeverAskedIsNotWorse() {
        answers(other, 20);

        compare();

        assertThat(pace.isWorse()).isFalse();
        assertThat(pace.latencyMillis()).isNegative();
    }

    private void compare() {
        pace.compare(List.of(pace, other));
    }

    /** Long enough for the average to be there. */
    private static void answers(NodePace node, int millis) {
        for (int i = 0; i < 50; i++) {
            node.took(Duration.ofMillis(millis));
            node.ended(true);
        }
    }
}
