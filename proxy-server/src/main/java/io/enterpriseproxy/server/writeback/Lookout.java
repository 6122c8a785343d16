package io.enterpriseproxy.server.writeback;

import java.time.Duration;
import java.util.Map;

/**
 * Where the results that wait for a target begin. Looked for from the first number each time, they would be found behind all
 * that was delivered since the last vacuum, whose entries stay in the index: the larger the ledger, the later it comes.
 *
 * <p>
 * What it has passed may still turn up below: results whose commit took long are found by a look from the start, now and then;
 * those of a lane that was taken, and parked ones that hold others and are replayed, must come first and are looked for at once.
 */
final class Lookout {
    static final long START = Long.MIN_VALUE;
    /** Nearly every commit is through by then. */
    private static final long SETTLED = Duration.ofSeconds(1).toNanos();
    private static final long FROM_THE_START = Duration.ofSeconds(5).toNanos();

    private long stamp;
    private Map<String, Long> parked = Map.of();
    private long passed = START;
    private long passedSoon = START;
    private long movedAt;
    private long lookedAt;

    /**
     * Behind which number to look.
     *
     * @param now in nanoseconds
     * @param taken stamp of the lanes that are ours; 0 if it cannot be told
     * @param holding parked results that hold others, by ordering key
     */
    long begin(long now, long taken, Map<String, Long> holding) {
        boolean mayBeBelow = taken == 0 || taken != stamp || isReleased(holding);
        stamp = taken;
        parked = Map.copyOf(holding);
        if (mayBeBelow) {
            restart(now);
            return START;
        }
        if (now - lookedAt >= FROM_THE_START) {
            lookedAt = now;
            return START;
        }
        return passed;
    }

    /** Forgets what it has passed. */
    void restart(long now) {
        passed = START;
        passedSoon = START;
        movedAt = now;
        lookedAt = now;
    }

    private boolean isReleased(Map<String, Long> holding) {
        return parked.entrySet().stream().anyMatch(entry -> !entry.getValue().equals(holding.get(entry.getKey())));
    }

    /** @param first the lowest number that waits */
    void saw(long now, long first) {
        passed = Math.min(passed, first - 1);
        passedSoon = Math.min(passedSoon, first - 1);
        if (now - movedAt >= SETTLED) {
            passed = passedSoon;
            passedSoon = first - 1;
            movedAt = now;
        }
    }
}
