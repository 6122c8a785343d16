package io.enterpriseproxy.adapter.evm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The highest block that was named as the head of late: what the flow may have applied. A lie, or a block that a reorg has
 * taken away, is forgotten after a while. Thread-safe.
 */
final class RecentHead {
    static final Duration KEPT = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final AtomicReference<Named> highest = new AtomicReference<>(new Named(0, Instant.MIN));

    RecentHead(InstantSource clock) {
        this.clock = clock;
    }

    void named(long number) {
        Instant now = clock.instant();
        highest.updateAndGet(before -> number >= before.number() || before.at().plus(KEPT).isBefore(now)
                ? new Named(number, now)
                : before);
    }

    long number() {
        return highest.get().number();
    }

    private record Named(long number, Instant at) {}
}
