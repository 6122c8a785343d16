package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Fault.Kind;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class NodeHealthTest {
    private static final Fault FAULT = new Fault(Kind.BROKEN, "fails");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final NodeHealth health = new NodeHealth(() -> now);

    @Test
    void newNodeIsCheckedBeforeItIsUsed() {
        assertThat(health.isUsable()).isFalse();
        assertThat(health.isDue()).isTrue();
        assertThat(health.fault()).isNull();
    }

    @Test
    void checkIsGoodForAWhile() {
        // When
        health.passed();

        // Then
        assertThat(health.isFresh()).isTrue();
        pass(NodeHealth.RECHECK);
        assertThat(health.isFresh()).isFalse();
        assertThat(health.isUsable()).isTrue();
        assertThat(health.isDue()).isTrue();
    }

    @Test
    void pauseDoublesWithEachFaultUpToALimit() {
        for (Duration pause = NodeHealth.FIRST_PAUSE; pause.compareTo(NodeHealth.LONGEST_PAUSE) < 0; pause = pause
                .multipliedBy(2)) {
            // When
            health.putAside(FAULT);

            // Then
            assertPausesFor(pause);
        }
        health.putAside(FAULT);
        assertPausesFor(NodeHealth.LONGEST_PAUSE);
    }

    @Test
    void onlyRealWorkMakesTheNextFaultTheFirstAgain() {
        // Given
        health.putAside(FAULT);
        health.passed();

        // When: it names its chain, and fails again
        health.putAside(FAULT);

        // Then
        assertPausesFor(NodeHealth.FIRST_PAUSE.multipliedBy(2));

        // When: it serves, and fails again
        health.passed();
        health.served();
        health.putAside(FAULT);

        // Then
        assertPausesFor(NodeHealth.FIRST_PAUSE);
    }

    @Test
    void pauseThatTheNodeAsksForIsKeptWithinReason() {
        health.putAside(new Fault(Kind.CLOSED, "asks for fewer requests", Duration.ofSeconds(90)));
        assertPausesFor(Duration.ofSeconds(90));

        health.putAside(new Fault(Kind.CLOSED, "asks for fewer requests", Duration.ofDays(9)));
        assertPausesFor(Duration.ofMinutes(5));
    }

    @Test
    void faultIsToldUntilTheNextCheckPasses() {
        health.putAside(FAULT);
        pass(Duration.ofHours(1));
        assertThat(health.fault()).isEqualTo(FAULT);

        health.passed();
        assertThat(health.fault()).isNull();
    }

    private void assertPausesFor(Duration pause) {
        assertThat(health.isUsable()).isFalse();
        pass(pause.minusMillis(1));
        assertThat(health.isDue()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(health.isDue()).isTrue();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
