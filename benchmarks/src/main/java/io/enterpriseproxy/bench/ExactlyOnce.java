package io.enterpriseproxy.bench;

import java.io.IOException;
import java.time.Duration;

/** What every row but those of a bare client must keep, or its figures mean nothing: one effect and one result each. */
final class ExactlyOnce {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private ExactlyOnce() {}

    /** Waits until all documents that were handed in have gone their whole way, and compares. */
    static void drain(Rig rig, long sent) throws IOException, InterruptedException {
        await(rig, sent);
        check(rig, sent);
    }

    /** Waits until there are as many results, with patience; what is missing then is for {@link #check} to say. */
    static void await(Rig rig, long sent) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (rig.results().quickCount() < sent && System.nanoTime() < end) {
            Thread.sleep(POLL);
        }
    }

    /**
     * Compares the documents that were handed in with the chain and with the ERP's table.
     *
     * @throws IllegalStateException if a document had no effect or result, or more than one
     */
    static void check(Rig rig, long sent) throws IOException {
        long counted = rig.node().counted();
        long once = rig.results().confirmedOnce();
        if (counted != sent || once != sent) {
            throw new IllegalStateException("of " + sent + " documents the chain counted " + counted
                    + ", and " + once + " have exactly one confirmed result");
        }
    }
}
