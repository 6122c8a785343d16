package io.enterpriseproxy.server.retention;

import io.enterpriseproxy.server.ledger.EventPurge;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.PurgeRows;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Purges final calls that are older than they are kept. Every instance looks every minute; the ledger says whether a round
 * is due, and lets one of them do it. Between two batches it rests as long as a batch takes.
 *
 * <p>
 * If we crash in a batch, nothing of it was purged; after it, any instance goes on behind it.
 */
public final class RetentionSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);
    private static final int BATCH = 500;
    private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);

    private final LedgerTransactions transactions;
    private final PurgeRows rows;
    private final EventPurge events;
    private final Clock clock;
    private final Duration age;
    private final Counter counter;
    private final ReentrantLock round = new ReentrantLock();
    private volatile boolean closed;

    /** What is purged. */
    record Purged(PurgeRows calls, EventPurge events) {}

    RetentionSweep(LedgerTransactions transactions, Purged purged, Duration age, Clock clock,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.rows = purged.calls();
        this.events = purged.events();
        this.clock = clock;
        this.age = age;
        this.counter = Counter.builder("ep.calls.purged").description("final calls that were older than they are kept")
                .register(meters);
    }

    @Scheduled(fixedRate = 60_000, initialDelay = 30_000)
    void look() {
        if (!round.tryLock()) {
            return;
        }
        try {
            sweep();
            sweepEvents();
            transactions.commit(() -> rows.sponsoredOlderThan(age));
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn().setCause(e).log("Old calls cannot be purged now; it is tried again in a minute");
        } finally {
            round.unlock();
        }
    }

    /** Purges until the round is over, or another instance is at it; answers how many calls. */
    long sweep() {
        long calls = 0;
        boolean more = true;
        while (more && !closed) {
            long from = System.nanoTime();
            Optional<PurgeRows.Purged> batch = transactions.commit(() -> rows.next(age, BATCH, BETWEEN_ROUNDS));
            int now = batch.map(PurgeRows.Purged::calls).orElse(0);
            counter.increment(now);
            calls += now;
            more = batch.isPresent() && !batch.get().roundOver() && rest(System.nanoTime() - from);
        }
        if (calls > 0) {
            LOG.atInfo().log("{} calls that were final for more than {} are purged; their keys stay", calls, age);
        }
        return calls;
    }

    /** Forgets results of contract events that were delivered longer ago than calls are kept. */
    void sweepEvents() {
        EventPurge.Place place = EventPurge.Place.START;
        while (!place.over() && !closed) {
            long from = System.nanoTime();
            EventPurge.Place here = place;
            OffsetDateTime before = clock.instant().minus(age).atOffset(ZoneOffset.UTC);
            place = transactions.commit(() -> events.next(here, before, BATCH));
            if (!place.over() && !rest(System.nanoTime() - from)) {
                return;
            }
        }
    }

    private static boolean rest(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(nanos));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends after the batch in hand. */
    @Override
    public void close() {
        closed = true;
    }
}
