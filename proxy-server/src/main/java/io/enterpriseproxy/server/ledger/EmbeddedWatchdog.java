package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.connector.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends the process when the embedded database does not come back from a small write for half a minute. After a full disk H2
 * can turn in a loop of its own for ever, and only a new process helps. Nothing is lost by it: what was acknowledged is on the
 * disk, and the new process goes on from there.
 *
 * <p>
 * It writes by itself and in threads of the platform: two such loops in virtual threads keep both their carriers busy on a
 * small machine, and nothing else of the process runs any more.
 */
public final class EmbeddedWatchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedWatchdog.class);
    /** Counted in looks and not by the clock: a process that was stopped for a while has not looked meanwhile. */
    private static final int LOOKS = 6;

    private final Runnable write;
    private final Duration look;
    private final Runnable end;
    private final AtomicLong cameBack = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param write a small write; that it fails is the concern of others
     * @param look time between two looks, and between two writes; six looks in vain are too many
     * @param end ends the process without any shutdown hook, which would wait for the database too
     */
    public EmbeddedWatchdog(Runnable write, Duration look, Runnable end) {
        this.write = write;
        this.look = look;
        this.end = end;
    }

    public void start() {
        Thread.ofPlatform().daemon().name("ledger-heartbeat").start(this::beat);
        Thread.ofPlatform().daemon().name("ledger-watchdog").start(this::watch);
    }

    private void beat() {
        do {
            try {
                write.run();
            } catch (RuntimeException e) {
                LOG.atDebug().setCause(e).log("The embedded database has refused a write");
            }
            cameBack.incrementAndGet();
        } while (!closedWithin(look));
    }

    private void watch() {
        int inVain = 0;
        long last = -1;
        while (inVain < LOOKS) {
            if (closedWithin(look)) {
                return;
            }
            long now = cameBack.get();
            inVain = now == last ? inVain + 1 : 0;
            last = now;
        }
        LOG.atError().addKeyValue("code", ProblemCode.LEDGER_UNAVAILABLE.slug())
                .log("The embedded database does not come back from a write: this process ends, to be started again");
        end.run();
    }

    /** Nobody interrupts the threads: H2 would lose its file by it. */
    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
