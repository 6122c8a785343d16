package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.Handover;
import io.enterpriseproxy.connector.Intake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Takes rows, hands them to the ledger, and marks them after its commit. One thread polls; others may look and suspend.
 *
 * <pre>
 * step                      if we crash after it
 * read rows                 they are read again
 * Intake.submit (commit)    they are read again, and the ledger knows them by their keys
 * mark rows (commit)        they are done
 * </pre>
 */
final class Poller {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(2);
    private static final Duration PAUSE_WITHOUT_MARK = Duration.ofSeconds(30);

    private final String mapping;
    private final RowQueue queue;
    private final Intake intake;
    private Set<String> answeredKeys = Set.of();
    private Set<String> markedLastTime = Set.of();
    private volatile long pausedUntil = System.nanoTime();
    private volatile boolean suspended;
    private volatile @Nullable String trouble;

    Poller(String mapping, RowQueue queue, Intake intake) {
        this.mapping = mapping;
        this.queue = queue;
        this.intake = intake;
    }

    /** Takes one batch; true if it was full, so that more rows are likely to be there. Never throws. */
    boolean poll() {
        if (suspended || System.nanoTime() - pausedUntil < 0) {
            return false;
        }
        answeredKeys = Set.of();
        try {
            boolean full = queue.poll(this::submit);
            markedLastTime = answeredKeys;
            trouble = null;
            return full;
        } catch (MarkWithoutEffectException e) {
            inTrouble(Level.ERROR, String.valueOf(e.getMessage()), null);
            pause(PAUSE_WITHOUT_MARK);
        } catch (SQLException e) {
            SqlFault fault = SqlFault.of(e);
            inTrouble(fault.retryable() ? Level.WARN : Level.ERROR, fault.reason(), null);
            pause(PAUSE_AFTER_FAULT);
        } catch (RuntimeException e) {
            inTrouble(Level.ERROR, "a batch failed: " + e, e);
            pause(PAUSE_AFTER_FAULT);
        }
        markedLastTime = Set.of();
        return false;
    }

    private List<Row> submit(List<Row> rows) {
        if (suspended) {
            return List.of();
        }
        rows.stream().map(Row::key).filter(markedLastTime::contains).findFirst().ifPresent(key -> {
            throw new MarkWithoutEffectException(key);
        });
        Handover handover = new Handover(rows.stream().map(Row::event).toList());
        handover.handIn(intake).ifPresent(unavailable -> pause(unavailable.retryAfter()));
        List<Row> answered = IntStream.range(0, rows.size()).filter(handover::answered).mapToObj(rows::get).toList();
        answeredKeys = answered.stream().map(Row::key).collect(Collectors.toSet());
        return answered;
    }

    void suspend() {
        suspended = true;
    }

    void resume() {
        pausedUntil = System.nanoTime();
        suspended = false;
    }

    /** Why no rows are taken; empty if they are. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void pause(Duration duration) {
        pausedUntil = System.nanoTime() + duration.toNanos();
    }

    private void inTrouble(Level level, String reason, @Nullable Throwable cause) {
        if (reason.equals(trouble)) {
            return;
        }
        trouble = reason;
        LOG.atLevel(level).addKeyValue("connector", "database").addKeyValue("mapping", mapping).setCause(cause)
                .log("No rows are taken now: {}. Nothing of the batch is marked; it is taken again.", reason);
    }
}
