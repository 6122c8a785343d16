package io.enterpriseproxy.server.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Failed log-ins on their way into the audit trail: one entry for all that come from one address by one kind of credential within
 * a minute, and one for all addresses beyond the first so many. Written in the background; a log-in costs a look into a small
 * map. While the ledger is away they are counted on. Thread-safe.
 */
final class FailedLogInTrail implements AutoCloseable {
    static final int MOST_ADDRESSES = 50;
    static final String OTHER_ADDRESSES = "other addresses";

    private static final Logger LOG = LoggerFactory.getLogger(FailedLogInTrail.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final long LOOK_MILLIS = 5_000;

    private final Clock clock;
    private final Consumer<List<Entry>> writer;
    private final Map<Origin, Count> counts = new HashMap<>();

    /** @param writer writes entries in one transaction */
    FailedLogInTrail(Clock clock, Consumer<List<Entry>> writer) {
        this.clock = clock;
        this.writer = writer;
    }

    private record Origin(String address, Shown shown) {}

    /** An entry of the audit trail. */
    record Entry(String address, String detail) {}

    /** @param several whether others were shown than the first */
    private record Count(Instant first, Instant last, long times, FailedLogIn example, boolean several) {
        Count and(Count later) {
            return new Count(first, later.last, times + later.times, example,
                    several || later.several || !example.equals(later.example));
        }

        String sentence() {
            return (times == 1 ? "once, at " + first : times + " times, from " + first + " to " + last) + ": "
                    + example.shown().words() + " (" + example.who() + "), " + example.why()
                    + (several ? "; and others" : "");
        }
    }

    /** Counts a failed log-in. */
    void note(String address, FailedLogIn failed) {
        Instant now = clock.instant();
        add(new Origin(address, failed.shown()), new Count(now, now, 1, failed, false));
    }

    private synchronized void add(Origin origin, Count count) {
        Origin counted = counts.size() < MOST_ADDRESSES || counts.containsKey(origin)
                ? origin
                : new Origin(OTHER_ADDRESSES, origin.shown());
        counts.merge(counted, count, Count::and);
    }

    /** Writes what has been counted for a minute. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    void write() {
        write(clock.instant().minus(PERIOD));
    }

    /** Writes the rest. */
    @Override
    public void close() {
        write(Instant.MAX);
    }

    private void write(Instant newest) {
        Map<Origin, Count> due = take(newest);
        if (due.isEmpty()) {
            return;
        }
        List<Entry> entries = new ArrayList<>();
        due.forEach((origin, count) -> entries.add(new Entry(origin.address(), count.sentence())));
        try {
            writer.accept(entries);
        } catch (DataAccessException | TransactionException e) {
            LOG.atInfo().setCause(e).log("{} entries of failed log-ins cannot be written now; they are counted on",
                    entries.size());
            due.forEach(this::putBack);
        }
    }

    private synchronized Map<Origin, Count> take(Instant newest) {
        Map<Origin, Count> due = new HashMap<>();
        counts.entrySet().removeIf(count -> {
            boolean isDue = !count.getValue().first().isAfter(newest);
            if (isDue) {
                due.put(count.getKey(), count.getValue());
            }
            return isDue;
        });
        return due;
    }

    private synchronized void putBack(Origin origin, Count count) {
        Count since = counts.remove(origin);
        add(origin, since == null ? count : count.and(since));
    }
}
