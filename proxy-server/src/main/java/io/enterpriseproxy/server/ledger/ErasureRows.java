package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The rows of erasures: which calls are to lose what they hold of a person, and how they do. What stays of a call is its id,
 * the hashes of its key and its event, its status, its nonce, and its transactions with their receipts: what the chain has
 * too.
 */
public final class ErasureRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ERASURE = "SELECT e.number, e.id, e.about, e.asked_by, e.asked_at, e.reason, e.found,"
            + " (SELECT count(*) FROM erasure_due d WHERE d.erasure = e.id) FROM erasure e ";

    private final JdbcTemplate jdbc;
    private final SettledCalls settled;
    private final Clock clock;

    public ErasureRows(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.settled = new SettledCalls(jdbc);
        this.clock = clock;
    }

    /** A call that is to be erased, and for which erasure. */
    public record Due(long seq, UUID call, UUID erasure) {}

    /** A call that is not erased yet, and what still needs its event. */
    public record Waiting(UUID call, String why) {}

    /** Keeps that the calls of a subject are to be erased; answers the erasure. */
    public ErasureRecord ask(SubjectHash subject, String actor, String reason) {
        return ask(subject.toString(), "SELECT s.call_seq FROM call_subject s WHERE s.subject_hash = ?",
                subject.bytes(),
                actor, reason);
    }

    /** Keeps that a call is to be erased; answers the erasure. */
    public ErasureRecord ask(UUID call, String actor, String reason) {
        return ask(call.toString(), "SELECT s.seq FROM contract_call s WHERE s.id = ? AND s.idempotency_key <> ''",
                call,
                actor, reason);
    }

    private ErasureRecord ask(String about, String calls, Object parameter, String actor, String reason) {
        UUID id = UUID.randomUUID();
        List<Long> found = jdbc.query(calls, (row, i) -> row.getLong(1), parameter);
        jdbc.update("INSERT INTO erasure (id, about, asked_by, asked_at, reason, found) VALUES (?, ?, ?, ?, ?, ?)", id,
                about, actor, now(), reason, found.size());
        jdbc.batchUpdate("INSERT INTO erasure_due (erasure, call_seq) VALUES (?, ?)",
                found.stream().map(call -> new Object[]{id, call}).toList());
        return find(id).orElseThrow();
    }

    /** One of them. */
    public Optional<ErasureRecord> find(UUID id) {
        return jdbc.query(ERASURE + "WHERE e.id = ?", (row, i) -> record(row), id).stream().findFirst();
    }

    /** The newest before this number. */
    public List<ErasureRecord> newest(long before, int limit) {
        return jdbc.query(ERASURE + "WHERE e.number < ? ORDER BY e.number DESC FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> record(row), before);
    }

    /** Calls of an erasure that are not erased yet. */
    public List<Waiting> waiting(UUID erasure, int limit) {
        return jdbc.query("SELECT c.id, CASE WHEN p.state < 5 THEN 'the call is not final' WHEN EXISTS (SELECT 1 FROM"
                + " write_back w WHERE w.call_seq = c.seq AND w.state IN (1, 3)) THEN 'a result is not delivered' WHEN"
                + " EXISTS (SELECT 1 FROM dead_letter l WHERE l.call_id = c.id AND l.state = 1) THEN"
                + " 'a dead letter is open' ELSE 'its turn has not come' END FROM erasure_due d JOIN contract_call c ON"
                + " c.seq = d.call_seq JOIN call_progress p ON p.seq = d.call_seq WHERE d.erasure = ? ORDER BY c.seq"
                + " FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> new Waiting(row.getObject(1, UUID.class), row.getString(2)), erasure);
    }

    /** Calls that are due and final, behind an accept number. */
    public List<Due> due(long after, int limit) {
        return jdbc.query("SELECT d.call_seq, c.id, d.erasure FROM erasure_due d JOIN call_progress p ON p.seq ="
                + " d.call_seq JOIN contract_call c ON c.seq = d.call_seq WHERE d.call_seq > ? AND p.state >= 5 ORDER BY"
                + " d.call_seq FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> new Due(row.getLong(1), row.getObject(2, UUID.class), row.getObject(3, UUID.class)), after);
    }

    /** Erases those of the calls that nothing needs any more; answers them. Inside a transaction. */
    public List<Due> erase(List<Due> calls) {
        // Whatever their age; the clock that said when they were final may be ahead.
        OffsetDateTime ever = now().plusYears(1);
        List<Long> locked = settled.lock(
                calls.stream().map(call -> new SettledCalls.Ref(call.seq(), call.call())).toList(), ever);
        Set<Long> erased = new HashSet<>(SqlLists.inChunks(locked, chunk -> jdbc.query(
                "SELECT call_seq FROM erasure_due WHERE call_seq IN (" + SqlLists.marks(chunk.size()) + ")",
                (row, i) -> row.getLong(1), chunk.toArray())));
        List<Long> numbers = erased.stream().sorted().toList();
        SqlLists.inChunks(numbers, chunk -> {
            String these = " IN (" + SqlLists.marks(chunk.size()) + ")";
            jdbc.update(
                    "DELETE FROM dead_letter WHERE call_id IN (SELECT id FROM contract_call WHERE seq" + these + ")",
                    chunk.toArray());
            jdbc.update(
                    "UPDATE write_back SET payload = '', reply_to = NULL, ordering_key = NULL, last_error = NULL WHERE"
                            + " call_seq" + these,
                    chunk.toArray());
            keepWhatTheChainHas(chunk, these);
            return List.of();
        });
        settled.empty(numbers);
        return calls.stream().filter(call -> erased.contains(call.seq())).toList();
    }

    private void keepWhatTheChainHas(List<Long> calls, String these) {
        List<Object[]> outcomes = jdbc.query(
                "SELECT outcome, seq FROM call_progress WHERE outcome IS NOT NULL AND seq" + these,
                (row, i) -> new Object[]{transactionAndReceipt(row.getString(1)), row.getLong(2)}, calls.toArray());
        jdbc.batchUpdate("UPDATE call_progress SET outcome = ? WHERE seq = ?", outcomes);
    }

    private static String transactionAndReceipt(String outcome) {
        ObjectNode tree = (ObjectNode) JSON.readTree(outcome);
        return tree.retain("transaction", "receipt").toString();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static ErasureRecord record(ResultSet row) throws SQLException {
        return new ErasureRecord(row.getLong(1), row.getObject(2, UUID.class), row.getString(3), row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(), row.getString(6), row.getInt(7), row.getInt(8));
    }
}
