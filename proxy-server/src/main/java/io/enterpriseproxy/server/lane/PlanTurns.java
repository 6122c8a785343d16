package io.enterpriseproxy.server.lane;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets few lanes plan at a time. While a lane waits for its turn, more calls arrive for it, so that under load its commit
 * carries many; alone it never waits. A lane whose signer or node is slow is passed after a moment.
 */
final class PlanTurns {
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final Semaphore turns;

    PlanTurns(int atOnce) {
        this.turns = new Semaphore(atOnce, true);
    }

    /** Plans when it is the lane's turn. */
    <T> T plan(Supplier<T> planning) throws InterruptedException {
        boolean granted = turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return planning.get();
        } finally {
            if (granted) {
                turns.release();
            }
        }
    }
}
