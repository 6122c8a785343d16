package io.enterpriseproxy.server.lane;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Who of the lanes of a chain is at work: thousands that all have work at once would wait for each other everywhere. */
final class LaneTurns {
    /** Enough for slow nodes and signers, and few beside the ledger's connections. */
    private static final int ROUNDS = 64;
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final Semaphore rounds = new Semaphore(ROUNDS, true);
    private final Semaphore planning;

    /** @param planning one permit for each lane, of all chains, that plans at a time; fair */
    LaneTurns(Semaphore planning) {
        this.planning = planning;
    }

    /** A lane's work between two waits; whether more of it may follow at once. */
    interface Round {
        boolean run() throws InterruptedException;
    }

    /** A round of a lane, in its turn. */
    boolean round(Round round) throws InterruptedException {
        rounds.acquire();
        try {
            return round.run();
        } finally {
            rounds.release();
        }
    }

    /**
     * Lets few lanes plan at a time. While a lane waits for its turn, more calls arrive for it, so that under load its commit
     * carries many; alone it never waits. A lane whose signer or node is slow is passed after a moment.
     */
    <T> T plan(Supplier<T> planned) throws InterruptedException {
        boolean granted = planning.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return planned.get();
        } finally {
            if (granted) {
                planning.release();
            }
        }
    }
}
