package io.enterpriseproxy.server.health;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class WatchedHealthTest {
    @Test
    void whoeverAsksGetsWhatWasFoundLastAndCausesNoLook() {
        // Given
        AtomicInteger looks = new AtomicInteger();
        WatchedHealth part = new WatchedHealth(() -> Map.of("looks", looks.incrementAndGet()));
        new HealthRounds(List.of(part), () -> {}).look();

        // When
        for (int i = 0; i < 100; i++) {
            part.health();
        }

        // Then
        assertThat(part.health().getDetails()).containsEntry("looks", 1);
        assertThat(part.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void partThatCannotBeFoundOutIsUnknownAndHoldsUpNoOther() {
        // Given
        WatchedHealth broken = new WatchedHealth(() -> {
            throw new IllegalStateException("no session");
        });
        WatchedHealth good = new WatchedHealth(() -> Map.of("main", "at block 7"));

        // When
        new HealthRounds(List.of(broken, good), () -> {}).look();

        // Then
        assertThat(broken.health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(broken.health().getDetails().toString()).contains("no session");
        assertThat(good.health().getDetails()).containsEntry("main", "at block 7");
    }
}
