package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of results on their way to targets. */
public final class WriteBackRows {
    /**
     * Waits, where the row is known by its number. Written so that no planner takes the index of what waits instead: that
     * is full of entries of what was delivered since the last vacuum.
     */
    private static final String PENDING = "w.state + 0 = 1";

    private static final RowsStatement<Row> INSERT = RowsStatement.insert("write_back", List.of(
            Column.bigint("seq", Row::seq),
            Column.bigint("call_seq", row -> row.origin().seq()),
            new Column<>("call_id", ColumnType.UUID, row -> row.origin().id()),
            Column.integer("number", Row::number),
            Column.bigint("lane", row -> row.origin().lane()),
            Column.text("mapping", row -> row.origin().mapping()),
            Column.integer("mapping_version", row -> row.origin().mappingVersion()),
            Column.integer("rule", row -> row.writeBack().rule()),
            Column.integer("target", row -> row.writeBack().target()),
            Column.text("status", row -> row.writeBack().status()),
            Column.text("ordering_key", row -> row.origin().orderingKey()),
            Column.text("reply_to", row -> row.origin().replyTo()),
            Column.text("payload", row -> row.writeBack().payload()),
            Column.integer("state", row -> WriteBackState.PENDING.code()),
            new Column<>("due_at", ColumnType.TIME, Row::at),
            Column.text("last_error", Row::fault)));

    /** Who delivers the results of a lane, or of the events of a chain. */
    private static final String OWNERS = " JOIN (SELECT id, owner FROM lane UNION ALL SELECT id, owner FROM chain_reader)"
            + " l ON l.id = w.lane ";

    private final JdbcTemplate jdbc;
    private final boolean h2;
    private final Sequences sequences;
    private final Clock clock;

    public WriteBackRows(JdbcTemplate jdbc, boolean h2, Clock clock) {
        this.jdbc = jdbc;
        this.h2 = h2;
        this.sequences = new Sequences(jdbc, h2);
        this.clock = clock;
    }

    /** A result with its number in all and its number among those of its origin. */
    private record Row(long seq, ResultOrigin origin, int number, NewWriteBack writeBack, OffsetDateTime at) {
        @Nullable
        String fault() {
            return writeBack.fault() == null ? null : shortened(writeBack.fault());
        }
    }

    /** Stores the write-backs of outcomes, in list order; one without a payload is parked as a dead letter at once. */
    public void insert(List<CallOutcome> outcomes) {
        insertNew(outcomes.stream().map(outcome -> new NewResults(ResultOrigin.of(outcome.call()),
                outcome.writeBacks())).toList());
    }

    /** The same for results of calls or of contract events. */
    void insertNew(List<NewResults> results) {
        int count = results.stream().mapToInt(each -> each.writeBacks().size()).sum();
        if (count == 0) {
            return;
        }
        OffsetDateTime now = now();
        Iterator<Long> numbers = sequences.next("write_back_seq", count).iterator();
        List<Row> rows = new ArrayList<>(count);
        for (NewResults each : results) {
            int number = each.origin().outcomeCount();
            for (NewWriteBack writeBack : each.writeBacks()) {
                rows.add(new Row(numbers.next(), each.origin(), ++number, writeBack, now));
            }
        }
        INSERT.execute(jdbc, h2, rows);
    }

    /** What is to be told of a call or a contract event now. */
    record NewResults(ResultOrigin origin, List<NewWriteBack> writeBacks) {}

    /** The targets for which results wait of this owner. */
    public List<TargetKey> waitingTargets(String owner) {
        return jdbc.query("SELECT DISTINCT w.mapping, w.target FROM write_back w" + OWNERS
                + "WHERE w.state = 1 AND l.owner = ?", (row, i) -> new TargetKey(row.getString(1), row.getInt(2)),
                owner);
    }

    /**
     * The results that wait for a target of this owner, in the order of the outcomes.
     *
     * @param after only those behind this number
     * @param held not those of these ordering keys; some of the last may be there all the same
     * @param longestRetry one that is due later than that was put off by a clock that has been set back: it is due now
     */
    public List<WaitingResult> waiting(String owner, TargetKey target, long after, Collection<String> held, int limit,
            Duration longestRetry) {
        return held.isEmpty()
                ? waiting(owner, target, after, "", List.of(), limit, longestRetry)
                : SqlLists.inChunks(held.stream().limit(SqlLists.LARGEST).toList(),
                        chunk -> waiting(owner, target, after,
                                " AND (w.ordering_key IS NULL OR w.ordering_key NOT IN (" + SqlLists.marks(chunk.size())
                                        + "))",
                                chunk, limit, longestRetry));
    }

    private List<WaitingResult> waiting(String owner, TargetKey target, long after, String without, List<String> held,
            int limit, Duration longestRetry) {
        List<Object> parameters = new ArrayList<>(List.of(now(), now().plus(longestRetry.plusSeconds(1)),
                target.mapping(), target.target(), after, owner));
        parameters.addAll(held);
        return jdbc.query("SELECT w.seq, w.mapping_version, w.rule, w.call_seq, w.ordering_key, w.due_at <= ? OR"
                + " w.due_at > ? FROM write_back w" + OWNERS + "WHERE w.mapping = ? AND w.target = ? AND"
                + " w.state = 1 AND w.seq > ? AND l.owner = ?" + without
                + " ORDER BY w.mapping, w.target, w.state, w.seq FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> new WaitingResult(row.getLong(1), row.getInt(2), row.getInt(3), row.getLong(4),
                        row.getString(5), row.getBoolean(6)),
                parameters.toArray());
    }

    /** These results, in the order of the outcomes. */
    public List<WriteBackRecord> bySeq(List<Long> numbers) {
        return SqlLists.inChunks(numbers, chunk -> jdbc.query("SELECT w.seq, w.call_id, w.number, w.mapping,"
                + " w.mapping_version, w.rule, w.target, w.status, w.ordering_key, w.reply_to, w.payload, w.attempts, w.last_error"
                + " FROM write_back w WHERE " + PENDING + " AND w.seq IN (" + SqlLists.marks(chunk.size()) + ")",
                (row, i) -> record(row), chunk.toArray())).stream().distinct()
                .sorted(Comparator.comparingLong(WriteBackRecord::seq)).toList();
    }

    /** The first parked result of each ordering key, rule and version of a target. */
    public List<ParkedResult> parked(TargetKey target) {
        return jdbc.query("SELECT min(seq), mapping_version, rule, ordering_key FROM write_back WHERE mapping = ? AND"
                + " target = ? AND state = 3 AND ordering_key IS NOT NULL GROUP BY mapping_version, rule, ordering_key",
                (row, i) -> new ParkedResult(row.getLong(1), row.getInt(2), row.getInt(3), row.getString(4)),
                target.mapping(), target.target());
    }

    /** The event of a call, canonical JSON; empty if it is none: a contract event, of which nothing is secret. */
    public Optional<String> eventOf(UUID call) {
        return jdbc.query("SELECT event FROM contract_call WHERE id = ?", (row, i) -> row.getString(1), call).stream()
                .findFirst();
    }

    public void delivered(List<WriteBackRecord> delivered) {
        OffsetDateTime now = now();
        SqlLists.inChunks(delivered, chunk -> {
            List<Object> parameters = new ArrayList<>(List.of(now));
            chunk.forEach(row -> parameters.add(row.seq()));
            jdbc.update(
                    "UPDATE write_back w SET state = 2, attempts = attempts + 1, delivered_at = ?, last_error = NULL"
                            + " WHERE " + PENDING + " AND w.seq IN (" + SqlLists.marks(chunk.size()) + ")",
                    parameters.toArray());
            return List.of();
        });
    }

    public void tryAgain(long seq, Instant dueAt, String reason) {
        jdbc.update("UPDATE write_back SET attempts = attempts + 1, due_at = ?, last_error = ? WHERE seq = ? AND"
                + " state = 1",
                dueAt.atOffset(ZoneOffset.UTC), shortened(reason), seq);
    }

    /** False if it is not due any more: another instance has delivered or parked it. */
    public boolean park(long seq, String reason) {
        return jdbc.update("UPDATE write_back SET state = 3, attempts = attempts + 1, last_error = ? WHERE seq = ?"
                + " AND state = 1", shortened(reason), seq) == 1;
    }

    /** A parked one is due again, with this payload. */
    public boolean replay(long seq, String payload) {
        return jdbc.update(
                "UPDATE write_back SET state = 1, attempts = 0, due_at = ?, payload = ? WHERE seq = ? AND state = 3",
                now(), payload, seq) == 1;
    }

    /** A parked one will not be delivered, and holds its ordering key no longer. */
    public void skip(long seq) {
        jdbc.update("UPDATE write_back SET state = 4 WHERE seq = ? AND state = 3", seq);
    }

    /** Results that are neither delivered nor parked. */
    public long pendingCount() {
        Long count = jdbc.queryForObject("SELECT count(*) FROM write_back WHERE state = 1", Long.class);
        return count == null ? 0 : count;
    }

    /** For the API: the write-backs of a call, in order. */
    public List<WriteBackView> ofCall(long call) {
        return jdbc.query("SELECT call_id, number, rule, status, state, attempts, due_at, last_error, delivered_at FROM"
                + " write_back WHERE call_seq = ? ORDER BY number", (row, i) -> {
                    WriteBackState state = WriteBackState.of(row.getInt(5));
                    OffsetDateTime delivered = row.getObject(9, OffsetDateTime.class);
                    return new WriteBackView(row.getObject(1, UUID.class) + "." + row.getInt(2), row.getInt(3),
                            row.getString(4), state, row.getInt(6),
                            state == WriteBackState.PENDING ? row.getObject(7, OffsetDateTime.class).toInstant() : null,
                            row.getString(8), delivered == null ? null : delivered.toInstant());
                }, call);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** PostgreSQL has no place for U+0000. */
    private static String shortened(String text) {
        String clean = text.replace('\u0000', ' ');
        return clean.length() <= 1000 ? clean : clean.substring(0, 1000);
    }

    private static WriteBackRecord record(ResultSet row) throws SQLException {
        @Nullable
        String replyTo = row.getString(10);
        return new WriteBackRecord(row.getLong(1), row.getObject(2, UUID.class), row.getInt(3), row.getString(4),
                row.getInt(5), row.getInt(6), row.getInt(7), row.getString(8), row.getString(9), replyTo,
                row.getString(11), row.getInt(12), row.getString(13));
    }
}
