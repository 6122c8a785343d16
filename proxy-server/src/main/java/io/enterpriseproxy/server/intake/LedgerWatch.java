package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.LedgerProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Knows whether the ledger commits. Without traffic it tries a small write every few seconds. After a failed commit it suspends all sources, so that no broker counts redeliveries
 * to death, and probes with a write until one succeeds.
 */
public final class LedgerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWatch.class);
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final long IDLE_MILLIS = 3_000;

    private final LedgerProbe probe;
    private final Supplier<IntakeGate> gate;
    private final ReentrantLock trying = new ReentrantLock();
    private volatile long lastCommit = System.nanoTime();
    private volatile boolean writable = true;
    private volatile boolean closed;

    /** @param gate asked for at every use: sources need the intake, which needs this watch */
    public LedgerWatch(LedgerProbe probe, Supplier<IntakeGate> gate) {
        this.probe = probe;
        this.gate = gate;
    }

    /** Whether the last commit or probe succeeded. */
    public boolean writable() {
        return writable;
    }

    static Problem problem() {
        return Problem.of(ProblemCode.LEDGER_UNAVAILABLE, "the ledger's database cannot commit right now");
    }

    /** A commit succeeded. */
    void committed() {
        lastCommit = System.nanoTime();
    }

    /** Nobody would notice a database that goes away while no events come. */
    @Scheduled(fixedRate = IDLE_MILLIS, initialDelay = IDLE_MILLIS)
    void tryWhenIdle() {
        boolean idle = System.nanoTime() - lastCommit >= Duration.ofMillis(IDLE_MILLIS).toNanos();
        if (!idle || !writable || closed || !trying.tryLock()) {
            return;
        }
        try {
            probe.write();
            committed();
        } catch (RuntimeException e) {
            if (!closed) {
                failed(e);
            }
        } finally {
            trying.unlock();
        }
    }

    /** A commit failed. */
    synchronized void failed(RuntimeException cause) {
        if (!writable) {
            return;
        }
        writable = false;
        LOG.atError().addKeyValue("code", ProblemCode.LEDGER_UNAVAILABLE.slug()).setCause(cause)
                .log("The ledger cannot commit: sources are suspended until it can");
        Thread.ofVirtual().name("ledger-probe").start(this::suspendUntilWritable);
    }

    private void suspendUntilWritable() {
        gate.get().suspendAll();
        try {
            do {
                Thread.sleep(PROBE);
            } while (!closed && !commits());
        } catch (InterruptedException e) {
            return;
        }
        if (!closed) {
            writable = true;
            LOG.atInfo().log("The ledger commits again: sources are resumed");
            gate.get().resumeAll();
        }
    }

    private boolean commits() {
        try {
            probe.write();
            return true;
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("The ledger still cannot commit");
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
