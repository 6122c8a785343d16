package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes out of old final calls what they were about. Left are the hashes of key and payload, the id, the status, the lane
 * and the nonce: a repeated key is still answered with the first call.
 *
 * <p>
 * Accept numbers rise with time, so a round goes from the lowest that may be left up to the first that is too young. A call
 * of them that is not final, not written back or has an open dead letter is looked at again in the next round.
 */
public final class PurgeRows {
    private static final String PAUSE_COLUMN = " due_at = CURRENT_TIMESTAMP + INTERVAL '";

    private final JdbcTemplate jdbc;
    private final SettledCalls settled;
    private final Clock clock;

    public PurgeRows(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.settled = new SettledCalls(jdbc);
        this.clock = clock;
    }

    /**
     * What a batch came to.
     *
     * @param calls so many were purged
     * @param roundOver whether the next batch is due after the pause only
     */
    public record Purged(int calls, boolean roundOver) {}

    private record Place(long seq, @Nullable Long lowestLeft, Instant now) {}

    private record Looked(long seq, UUID id, boolean left, boolean old) {}

    /**
     * Purges the next batch. Inside a transaction; the rows of its calls are locked until its end.
     *
     * @param age of a call since it was final
     * @param limit so many calls are looked at
     * @param pause between rounds
     * @return empty if no round is due, or another instance is at it
     */
    public Optional<Purged> next(Duration age, int limit, Duration pause) {
        return place().map(place -> {
            // Of two clocks that differ the one that keeps more counts.
            Instant now = clock.instant().isBefore(place.now()) ? clock.instant() : place.now();
            OffsetDateTime before = now.minus(age).atOffset(ZoneOffset.UTC);
            List<Looked> page = page(place.seq(), before, limit);
            List<Looked> old = page.stream().takeWhile(Looked::old).toList();
            List<Long> purged = purge(old.stream().filter(Looked::left).toList(), before);
            Set<Long> gone = new HashSet<>(purged);
            Long left = place.lowestLeft() != null
                    ? place.lowestLeft()
                    : old.stream().filter(call -> call.left() && !gone.contains(call.seq())).map(Looked::seq)
                            .findFirst().orElse(null);
            long last = old.isEmpty() ? place.seq() : old.getLast().seq();
            int letters = deleteSettled(before, limit);
            boolean over = old.size() < limit && letters < limit;
            move(over, left, last, pause);
            return new Purged(purged.size(), over);
        });
    }

    private Optional<Place> place() {
        return jdbc.query("SELECT seq, lowest_left, CURRENT_TIMESTAMP FROM purge_place WHERE due_at <="
                + " CURRENT_TIMESTAMP FOR UPDATE SKIP LOCKED",
                (row, i) -> new Place(row.getLong(1), row.getObject(2, Long.class),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .stream().findFirst();
    }

    private void move(boolean over, @Nullable Long left, long last, Duration pause) {
        if (over) {
            jdbc.update("UPDATE purge_place SET seq = ?, lowest_left = NULL," + PAUSE_COLUMN + pause.toSeconds()
                    + "' SECOND", left == null ? last : left - 1);
        } else {
            jdbc.update("UPDATE purge_place SET seq = ?, lowest_left = ?", last, left);
        }
    }

    /** The calls behind a place, in accept order. */
    private List<Looked> page(long after, OffsetDateTime before, int limit) {
        return jdbc.query("SELECT seq, id, idempotency_key <> '', accepted_at < ? FROM contract_call WHERE seq > ?"
                + " ORDER BY seq FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> new Looked(row.getLong(1), row.getObject(2, UUID.class), row.getBoolean(3),
                        row.getBoolean(4)),
                before, after);
    }

    /** Those of the calls that may be purged, locked; then purged. */
    private List<Long> purge(List<Looked> calls, OffsetDateTime before) {
        List<Long> purged = settled
                .lock(calls.stream().map(call -> new SettledCalls.Ref(call.seq(), call.id())).toList(), before);
        SqlLists.inChunks(purged, chunk -> {
            String of = " IN (" + SqlLists.marks(chunk.size()) + ")";
            keepLeaves(chunk);
            for (String table : List.of("attempt", "write_back")) {
                jdbc.update("DELETE FROM " + table + " WHERE call_seq" + of, chunk.toArray());
            }
            jdbc.update(
                    "UPDATE call_progress SET outcome = NULL, block_number = NULL, block_hash = NULL WHERE seq" + of,
                    chunk.toArray());
            return List.of();
        });
        settled.empty(purged);
        return purged;
    }

    /** Without them nobody could compute again what was signed together with these. */
    private void keepLeaves(List<Long> calls) {
        List<Object[]> leaves = jdbc.query(
                "SELECT " + SigningLeaf.COLUMNS + ", c.seq FROM attempt a JOIN contract_call c"
                        + " ON c.seq = a.call_seq WHERE a.call_seq IN (" + SqlLists.marks(calls.size()) + ")",
                (row, i) -> new Object[]{row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(8),
                        SigningLeaf.of(SigningLeaf.Signed.of(row))},
                calls.toArray());
        jdbc.batchUpdate("INSERT INTO purged_attempt (lane, nonce, number, call_seq, leaf) VALUES (?, ?, ?, ?, ?)",
                leaves);
    }

    /** Settled dead letters hold events too. */
    private int deleteSettled(OffsetDateTime before, int limit) {
        return jdbc.update("DELETE FROM dead_letter WHERE id IN (SELECT id FROM dead_letter WHERE settled_at < ? FETCH"
                + " FIRST " + limit + " ROWS ONLY)", before);
    }

    /** Forgets transactions that were handed in and paid for longer ago; answers how many. */
    public int sponsoredOlderThan(Duration age) {
        return jdbc.update("DELETE FROM sponsored_transaction WHERE allowed_at < ?",
                clock.instant().minus(age).atOffset(ZoneOffset.UTC));
    }
}
