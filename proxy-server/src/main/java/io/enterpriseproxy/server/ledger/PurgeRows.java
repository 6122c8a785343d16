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
    private final Clock clock;

    public PurgeRows(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
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
        Set<Long> held = new HashSet<>(SqlLists.inChunks(calls.stream().map(Looked::seq).toList(),
                chunk -> jdbc.query("SELECT call_seq FROM write_back WHERE state IN (1, 3) AND call_seq IN ("
                        + SqlLists.marks(chunk.size()) + ")", (row, i) -> row.getLong(1), chunk.toArray())));
        Set<UUID> parked = new HashSet<>(SqlLists.inChunks(calls.stream().map(Looked::id).toList(),
                chunk -> jdbc.query("SELECT call_id FROM dead_letter WHERE state = 1 AND call_id IN ("
                        + SqlLists.marks(chunk.size()) + ")", (row, i) -> row.getObject(1, UUID.class),
                        chunk.toArray())));
        List<Long> settled = calls.stream().filter(call -> !held.contains(call.seq()) && !parked.contains(call.id()))
                .map(Looked::seq).toList();
        List<Long> purged = SqlLists.inChunks(settled, chunk -> lockFinal(chunk, before)).stream().distinct().toList();
        SqlLists.inChunks(purged, chunk -> {
            String of = " WHERE call_seq IN (" + SqlLists.marks(chunk.size()) + ")";
            keepLeaves(chunk);
            for (String table : List.of("attempt", "write_back", "lane_request")) {
                jdbc.update("DELETE FROM " + table + of, chunk.toArray());
            }
            jdbc.update("UPDATE call_revision SET event = 'null', arguments = '{}', outcome = NULL" + of,
                    chunk.toArray());
            empty(chunk);
            return List.of();
        });
        return purged;
    }

    /** Of a nonce that its lane does not count as final yet, the transaction may still be asked for. */
    private List<Long> lockFinal(List<Long> calls, OffsetDateTime before) {
        Object[] parameters = new Object[calls.size() + 1];
        parameters[0] = before;
        for (int i = 0; i < calls.size(); i++) {
            parameters[i + 1] = calls.get(i);
        }
        return jdbc.query("SELECT p.seq FROM call_progress p WHERE p.state >= 5 AND p.finished_at < ? AND"
                + " (p.nonce IS NULL OR p.nonce <= (SELECT l.final_nonce FROM lane l WHERE l.id = p.lane)) AND p.seq IN ("
                + SqlLists.marks(calls.size()) + ") FOR UPDATE", (row, i) -> row.getLong(1), parameters);
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

    /** The empty key says that the call is purged. */
    private void empty(List<Long> calls) {
        Object[] parameters = new Object[calls.size() + 1];
        parameters[0] = new byte[0];
        for (int i = 0; i < calls.size(); i++) {
            parameters[i + 1] = calls.get(i);
        }
        jdbc.update("UPDATE contract_call SET input = ?, idempotency_key = '', event = 'null', source = NULL,"
                + " arguments = '{}', amount = 0 WHERE seq IN (" + SqlLists.marks(calls.size()) + ")", parameters);
        jdbc.update(
                "UPDATE call_progress SET ordering_key = NULL, outcome = NULL, block_number = NULL, block_hash = NULL"
                        + " WHERE seq IN (" + SqlLists.marks(calls.size()) + ")",
                calls.toArray());
    }

    /** Settled dead letters hold events too. */
    private int deleteSettled(OffsetDateTime before, int limit) {
        return jdbc.update("DELETE FROM dead_letter WHERE id IN (SELECT id FROM dead_letter WHERE settled_at < ? FETCH"
                + " FIRST " + limit + " ROWS ONLY)", before);
    }
}
