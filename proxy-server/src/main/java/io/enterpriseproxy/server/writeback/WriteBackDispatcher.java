package io.enterpriseproxy.server.writeback;

import io.enterpriseproxy.server.catalog.ConnectionCatalog;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.lane.Signal;
import io.enterpriseproxy.server.ledger.TargetKey;
import io.enterpriseproxy.server.ledger.WriteBackRecord;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Finds results that are due and hands them to their targets, one batch per target at a time, so that a slow target holds
 * up nobody else. A target that takes nothing rests for a while; its results stay in order behind it.
 */
public final class WriteBackDispatcher implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBackDispatcher.class);
    private static final Duration SWEEP = Duration.ofMillis(500);
    private static final int BATCH = 500;

    private final String owner;
    private final WriteBackRows writeBacks;
    private final Targets targets;
    private final DeliveryStep delivery;
    private final Clock clock;
    private final Signal work = new Signal();
    private final Set<TargetKey> busy = ConcurrentHashMap.newKeySet();
    private final Map<TargetKey, Instant> resting = new ConcurrentHashMap<>();
    private final ExecutorService deliveries = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("write-back-", 0).factory());
    private volatile boolean stopped;

    /** The rows of results and what writes them. */
    public record Rows(io.enterpriseproxy.server.ledger.LedgerTransactions transactions, WriteBackRows writeBacks,
            io.enterpriseproxy.server.ledger.DeadLetterRows deadLetters) {}

    /** @param owner this instance: it delivers the results of the lanes it holds */
    public WriteBackDispatcher(String owner, Rows rows, MappingCatalog mappings, ConnectionCatalog connections,
            WriteBackPolicy policy, Clock clock) {
        this.owner = owner;
        this.writeBacks = rows.writeBacks();
        this.targets = new Targets(mappings, connections);
        this.delivery = new DeliveryStep(rows.transactions(), rows.writeBacks(), rows.deadLetters(), policy, clock);
        this.clock = clock;
    }

    /** There may be results to deliver. */
    public void wake() {
        work.raise();
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                if (!dispatch()) {
                    work.await(SWEEP);
                }
            } catch (InterruptedException e) {
                stopped = true;
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("Results that are due could not be read; they are looked for again");
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

    /** Whether anything was handed out. */
    private boolean dispatch() {
        Instant now = clock.instant();
        resting.values().removeIf(until -> !until.isAfter(now));
        Set<TargetKey> except = new java.util.HashSet<>(busy);
        except.addAll(resting.keySet());
        List<WriteBackRecord> due = writeBacks.pending(owner, except, BATCH);
        Map<TargetKey, Map<Integer, List<WriteBackRecord>>> byTarget = new LinkedHashMap<>();
        due.forEach(row -> byTarget.computeIfAbsent(new TargetKey(row.mapping(), row.rule()), key -> new TreeMap<>())
                .computeIfAbsent(row.mappingVersion(), version -> new java.util.ArrayList<>()).add(row));
        byTarget.forEach((key, versions) -> {
            busy.add(key);
            deliveries.execute(() -> deliver(key, versions.values().iterator().next()));
        });
        return !byTarget.isEmpty();
    }

    private void deliver(TargetKey key, List<WriteBackRecord> rows) {
        try {
            Duration rest = delivery.run(key, targets.of(rows.getFirst()), rows);
            if (rest.isPositive()) {
                resting.put(key, clock.instant().plus(rest));
            }
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("mapping", key.mapping()).setCause(e)
                    .log("Results cannot be delivered; they are tried again");
            resting.put(key, clock.instant().plus(Duration.ofSeconds(5)));
        } finally {
            busy.remove(key);
            work.raise();
        }
    }

    /** Waits for the batches in hand. */
    @Override
    public void close() {
        stopped = true;
        work.raise();
        deliveries.close();
        targets.close();
    }
}
