package io.enterpriseproxy.server.lane;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long transactions that are out are waited for before they are looked for by hash and sent again: some blocks, and
 * some seconds, since a node that is late makes several blocks at once, which have none of them.
 */
final class Patience {
    private static final int BLOCKS = 2;
    private static final Duration AT_LEAST = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private long block = -1;
    private long beganAt;

    /** @param nanoTime such as {@link System#nanoTime()} */
    Patience(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.beganAt = nanoTime.getAsLong();
    }

    /** At this block some were mined, or there were none. */
    synchronized void begin(long atBlock) {
        block = atBlock;
        beganAt = nanoTime.getAsLong();
    }

    /** A block with none of them passed; whether it was one too many. */
    synchronized boolean ends(long atBlock) {
        if (block < 0) {
            begin(atBlock);
        }
        if (atBlock - block < BLOCKS || nanoTime.getAsLong() - beganAt < AT_LEAST.toNanos()) {
            return false;
        }
        begin(atBlock);
        return true;
    }
}
