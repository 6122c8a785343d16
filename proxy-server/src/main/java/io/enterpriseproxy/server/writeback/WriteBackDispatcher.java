package io.enterpriseproxy.server.writeback;

import io.enterpriseproxy.server.catalog.ConnectionCatalog;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.lane.FaultLog;
import io.enterpriseproxy.server.lane.LaneOwnership;
import io.enterpriseproxy.server.lane.Signal;
import io.enterpriseproxy.server.ledger.TargetKey;
import io.enterpriseproxy.server.ledger.WriteBackRecord;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import io.enterpriseproxy.server.privacy.Masks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Finds results that are due and hands them to their targets, one batch per target at a time, so that a slow target holds
 * up nobody else. A target that takes nothing rests for a while; its results stay in order behind it.
 */
public final class WriteBackDispatcher implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBackDispatcher.class);
    private static final Duration SWEEP = Duration.ofMillis(500);
    /** How often it is looked for targets that nobody has told of: of lanes that were taken over, or of retries. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(5);
    private static final Duration IN_HAND = Duration.ofSeconds(6);
    private static final int BATCH = 500;

    private final String owner;
    private final WriteBackRows writeBacks;
    private final Targets targets;
    private final DueResults results;
    private final DeliveryStep delivery;
    private final Clock clock;
    private final Signal work = new Signal();
    private final FaultLog faults = new FaultLog(LOG);
    private final Set<TargetKey> busy = ConcurrentHashMap.newKeySet();
    private final Set<TargetKey> due = ConcurrentHashMap.newKeySet();
    private final Set<TargetKey> waiting = ConcurrentHashMap.newKeySet();
    private final Map<TargetKey, Long> resting = new ConcurrentHashMap<>();
    private long sweptAt = System.nanoTime();
    private volatile Instant lookedAt = Instant.EPOCH;
    private final ExecutorService deliveries = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("write-back-", 0).factory());
    private volatile boolean stopped;

    /** The rows of results and what writes them. */
    public record Rows(io.enterpriseproxy.server.ledger.LedgerTransactions transactions, WriteBackRows writeBacks,
            io.enterpriseproxy.server.ledger.DeadLetterRows deadLetters) {}

    /** @param lanes of this instance: it delivers the results of those it holds */
    public WriteBackDispatcher(LaneOwnership lanes, Rows rows, MappingCatalog mappings, ConnectionCatalog connections,
            WriteBackPolicy policy, Clock clock) {
        this.owner = lanes.owner();
        this.writeBacks = rows.writeBacks();
        this.targets = new Targets(mappings, connections);
        this.results = new DueResults(owner, lanes.takings(), writeBacks, targets, policy);
        this.delivery = new DeliveryStep(rows, new Masks(mappings), policy, clock);
        this.clock = clock;
    }

    /** There are results to deliver to these targets. */
    public void wake(Collection<TargetKey> targetsWithResults) {
        if (due.addAll(targetsWithResults)) {
            work.raise();
        }
    }

    /** There are results to deliver to targets that the rows know. */
    public void lookAgain() {
        results.lookFromTheStart();
        lookedAt = Instant.EPOCH;
        work.raise();
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                dispatch();
                faults.worked();
                work.await(SWEEP);
            } catch (InterruptedException | RejectedExecutionException e) {
                stopped = true;
            } catch (RuntimeException | StackOverflowError e) {
                faults.failed(e, "Results that are due could not be read");
                pause();
            }
        }
    }

    private void pause() {
        try {
            work.await(SWEEP);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void dispatch() {
        Instant now = clock.instant();
        if (Duration.between(lookedAt, now).abs().compareTo(LOOK_AGAIN) > 0) {
            lookedAt = now;
            List<TargetKey> found = writeBacks.waitingTargets(owner);
            waiting.clear();
            waiting.addAll(found);
        }
        // Not with every wake: two targets that can deliver nothing would wake each other without end.
        if (System.nanoTime() - sweptAt >= SWEEP.toNanos()) {
            sweptAt = System.nanoTime();
            due.addAll(waiting);
        }
        resting.values().removeIf(rest -> System.nanoTime() - rest >= 0);
        for (TargetKey target : List.copyOf(due)) {
            if (!resting.containsKey(target) && busy.add(target)) {
                due.remove(target);
                deliveries.execute(() -> deliver(target));
            }
        }
    }

    private void deliver(TargetKey target) {
        try {
            List<WriteBackRecord> batch = results.next(target, BATCH);
            if (!batch.isEmpty()) {
                waiting.add(target);
                Duration rest = delivery.run(() -> targets.of(batch.getFirst()), batch);
                if (rest.isPositive()) {
                    rest(target, rest);
                }
                due.add(target);
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError().addKeyValue("mapping", target.mapping()).setCause(e)
                    .log("Results cannot be delivered; they are tried again");
            rest(target, REST_AFTER_FAULT);
            due.add(target);
        } finally {
            busy.remove(target);
            if (due.contains(target)) {
                work.raise();
            }
        }
    }

    private void rest(TargetKey target, Duration rest) {
        resting.put(target, System.nanoTime() + rest.toNanos());
    }

    /**
     * Waits for the batches in hand, but not for ever: a target that hangs must not keep the leases from the next owner. Its
     * thread is left alone: an interrupt in the middle of a write would close H2's file.
     */
    @Override
    public void close() {
        stopped = true;
        work.raise();
        deliveries.shutdown();
        try {
            if (!deliveries.awaitTermination(IN_HAND.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().log(
                        "A target has not answered within {}: what it was sent is sent again, with the same ids",
                        IN_HAND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        targets.close();
    }
}
