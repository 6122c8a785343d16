package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.connector.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends the process when the embedded database does not come back from a small write for a minute. After a full disk H2 can
 * turn in a loop of its own for ever, and only a new process helps. Nothing is lost by it: what was acknowledged is on the
 * disk, and the new process goes on from there.
 */
public final class EmbeddedWatchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedWatchdog.class);
    /** Counted in looks and not by the clock: a process that was stopped for a while has not looked meanwhile. */
    private static final int LOOKS = 12;

    private final LongSupplier begun;
    private final LongSupplier ended;
    private final Runnable end;
    private final Thread thread;

    /**
     * @param begun how many writes have begun
     * @param ended how many of them have come back, well or not
     * @param look time between two looks; twelve in vain are too many
     * @param end ends the process without any shutdown hook, which would wait for the database too
     */
    public EmbeddedWatchdog(LongSupplier begun, LongSupplier ended, Duration look, Runnable end) {
        this.begun = begun;
        this.ended = ended;
        this.end = end;
        // Not a virtual one: a loop in the database keeps their carriers busy.
        this.thread = Thread.ofPlatform().daemon().name("ledger-watchdog").unstarted(() -> watch(look));
    }

    public void start() {
        thread.start();
    }

    private void watch(Duration look) {
        int inVain = 0;
        long last = -1;
        try {
            while (inVain < LOOKS) {
                Thread.sleep(look);
                long now = ended.getAsLong();
                inVain = now == last && begun.getAsLong() > now ? inVain + 1 : 0;
                last = now;
            }
        } catch (InterruptedException closed) {
            return;
        }
        LOG.atError().addKeyValue("code", ProblemCode.LEDGER_UNAVAILABLE.slug())
                .log("The embedded database does not come back from a write: this process ends, to be started again");
        end.run();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
