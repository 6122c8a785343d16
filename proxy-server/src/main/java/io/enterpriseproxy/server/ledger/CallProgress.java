package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The steps of calls from state to state, in batches. Each names the version of the call it was planned from: a row that has
 * moved on in the meantime refuses the whole commit, and the step is planned again from the rows.
 */
public final class CallProgress {
    private static final String SELECT = "SELECT " + CallRecord.COLUMNS + " FROM " + CallRecord.TABLES + " ";

    private static final RowsStatement<NewAttempt> SIGNED = RowsStatement.update("call_progress",
            "state = 3, version = t.version + 1",
            List.of(Column.bigint("nonce", NewAttempt::nonce)),
            List.of(Column.bigint("seq", attempt -> attempt.call().seq()),
                    Column.integer("version", attempt -> attempt.call().version())));

    private static final RowsStatement<Ended> OUTCOME = RowsStatement.update("call_progress",
            "version = t.version + 1",
            List.of(Column.integer("state", row -> row.outcome().state().code()),
                    Column.bigint("block_number", row -> row.outcome().blockNumber()),
                    Column.text("block_hash", row -> row.outcome().blockHash()),
                    Column.text("outcome", row -> row.outcome().outcome()),
                    Column.text("error_code", row -> row.outcome().errorCode()),
                    Column.integer("outcome_count",
                            row -> row.outcome().call().outcomeCount() + row.outcome().writeBacks().size()),
                    new Column<>("finished_at", ColumnType.TIME,
                            row -> row.outcome().state().isFinal() ? row.at() : null)),
            List.of(Column.bigint("seq", row -> row.outcome().call().seq()),
                    Column.integer("version", row -> row.outcome().call().version())));

    private static final RowsStatement<CallRecord> AWAITING = RowsStatement.update("call_progress",
            "state = 2, version = t.version + 1", List.of(),
            List.of(Column.bigint("seq", CallRecord::seq), Column.integer("version", CallRecord::version)));

    /** No reorg that anybody has seen takes back more calls of a lane than this. */
    private static final int NEWEST = 5_000;

    private final JdbcTemplate jdbc;
    private final boolean h2;
    private final Sequences sequences;
    private final Clock clock;

    public CallProgress(JdbcTemplate jdbc, boolean h2, Clock clock) {
        this.jdbc = jdbc;
        this.h2 = h2;
        this.sequences = new Sequences(jdbc, h2);
        this.clock = clock;
    }

    private record Ended(CallOutcome outcome, OffsetDateTime at) {}

    /** The first accepted calls of a lane that have no transaction yet, in accept order. */
    public List<CallRecord> accepted(long lane, int limit) {
        return jdbc.query(SELECT
                + "WHERE p.lane = ? AND p.state = 1 ORDER BY p.lane, p.state, p.lane_position FETCH FIRST " + limit
                + " ROWS ONLY", (row, i) -> CallRecord.of(row), lane);
    }

    /** The accepted calls of a lane that have no transaction yet, in accept order, without the first {@code skipped}. */
    public List<CallRecord> acceptedAfter(long lane, int skipped, int limit) {
        return jdbc.query(SELECT + "WHERE p.lane = ? AND p.state = 1 ORDER BY p.lane, p.state, p.lane_position OFFSET "
                + skipped + " ROWS FETCH NEXT " + limit + " ROWS ONLY", (row, i) -> CallRecord.of(row), lane);
    }

    /** The mined calls of a lane that are not final, in nonce order. */
    public List<CallRecord> mined(long lane) {
        return jdbc.query(SELECT + "WHERE p.lane = ? AND p.state = 4 ORDER BY p.nonce", (row, i) -> CallRecord.of(row),
                lane);
    }

    /**
     * The mined calls of a lane whose blocks are deep enough to be final, in nonce order.
     *
     * @param head the newest block
     * @param confirmations of calls that do not ask for their own; 0: they wait for the finalized tag
     * @param finalized the newest block that cannot be taken back, for calls that wait for that; -1: leave these out
     */
    public List<CallRecord> deepEnough(long lane, long head, int confirmations, long finalized) {
        return jdbc.query(SELECT + "WHERE p.lane = ? AND p.state = 4 AND p.block_number <= CASE WHEN"
                + " COALESCE(c.confirmations, ?) = 0 THEN ? ELSE ? - COALESCE(c.confirmations, ?) + 1 END"
                + " ORDER BY p.nonce", (row, i) -> CallRecord.of(row), lane, confirmations, finalized, head,
                confirmations);
    }

    /**
     * Whether a mined call of the lane waits for the finalized tag.
     *
     * @param confirmations as above
     */
    public boolean anyWaitsForFinalized(long lane, int confirmations) {
        return !jdbc.query("SELECT 1 FROM " + CallRecord.TABLES + " WHERE p.lane = ? AND p.state = 4"
                + " AND COALESCE(c.confirmations, ?) = 0 FETCH FIRST 1 ROWS ONLY", (row, i) -> row.getInt(1), lane,
                confirmations).isEmpty();
    }

    /** The lowest nonce of the lane's mined calls that are not final; empty if there is none. */
    public OptionalLong firstMined(long lane) {
        Long first = jdbc.queryForObject("SELECT min(nonce) FROM call_progress WHERE lane = ? AND state = 4",
                Long.class, lane);
        return first == null ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /** Nonces and ordering keys of the lane's mined calls below this nonce; of those that have a key. */
    public Map<Long, String> keysOfMined(long lane, long below) {
        Map<Long, String> keys = new HashMap<>();
        jdbc.query("SELECT nonce, ordering_key FROM call_progress WHERE lane = ? AND state = 4 AND nonce < ? AND"
                + " ordering_key IS NOT NULL", row -> {
                    keys.put(row.getLong(1), row.getString(2));
                }, lane, below);
        return keys;
    }

    /** Whether a call of this ordering key is mined in the lane and not final. */
    public boolean anyMined(long lane, String orderingKey) {
        return !jdbc.query("SELECT 1 FROM call_progress WHERE lane = ? AND ordering_key = ? AND state = 4 FETCH FIRST 1"
                + " ROWS ONLY", (row, i) -> row.getInt(1), lane, orderingKey).isEmpty();
    }

    /** The lane's newest final calls that have a block: one per way to end. */
    public List<CallRecord> newestFinal(long lane) {
        return Stream.of(CallState.CONFIRMED, CallState.REVERTED, CallState.CANCELLED)
                .flatMap(state -> jdbc.query(SELECT + "WHERE p.lane = ? AND p.state = ? ORDER BY p.lane DESC, p.state"
                        + " DESC, p.lane_position DESC FETCH FIRST ROW ONLY", (row, i) -> CallRecord.of(row), lane,
                        state.code()).stream())
                .filter(call -> call.blockNumber() != null).toList();
    }

    /** The final calls of a lane in blocks above this one, in nonce order; looked for among the newest only. */
    public List<CallRecord> finalAbove(long lane, long block) {
        return Stream.of(CallState.CONFIRMED, CallState.REVERTED, CallState.CANCELLED)
                .flatMap(state -> jdbc.query(SELECT + "WHERE c.seq IN (SELECT n.seq FROM (SELECT seq,"
                        + " block_number FROM call_progress WHERE lane = ? AND state = ? ORDER BY lane DESC, state DESC,"
                        + " lane_position DESC FETCH FIRST " + NEWEST + " ROWS ONLY) n WHERE n.block_number > ?)",
                        (row, i) -> CallRecord.of(row), lane, state.code(), block).stream())
                .sorted(Comparator.comparing(CallRecord::nonce)).toList();
    }

    /** The calls of these accept numbers, by number. */
    public Map<Long, CallRecord> bySeq(List<Long> numbers) {
        return SqlLists.inChunks(numbers, chunk -> jdbc.query(SELECT + "WHERE c.seq IN (" + SqlLists.marks(chunk.size())
                + ")", (row, i) -> CallRecord.of(row), chunk.toArray())).stream()
                .collect(java.util.stream.Collectors.toMap(CallRecord::seq, call -> call, (call, same) -> call));
    }

    public Optional<CallRecord> byId(UUID id) {
        return jdbc.query(SELECT + "WHERE c.id = ?", (row, i) -> CallRecord.of(row), id).stream().findFirst();
    }

    /** accepted -> signed, each with the nonce of its first attempt. */
    public void signed(List<NewAttempt> attempts) {
        List<NewAttempt> first = attempts.stream().filter(attempt -> attempt.number() == 0).toList();
        requireAll(first.size(), SIGNED.execute(jdbc, h2, first));
    }

    /** accepted -> awaiting-approval. */
    public void await(List<CallRecord> calls) {
        requireAll(calls.size(), AWAITING.execute(jdbc, h2, calls));
    }

    /** awaiting-approval -> accepted, where it was in its lane, with the later calls of its ordering key. */
    public void release(long lane, long seq, @Nullable String orderingKey) {
        jdbc.update("UPDATE call_progress SET state = 1, version = version + 1 WHERE lane = ? AND state = 2 AND"
                + " (seq = ? OR ordering_key = ?)", lane, seq, orderingKey);
    }

    /** Whether any call of the lane waits for an approval, or for such a call. */
    public boolean anyAwaits(long lane) {
        return !jdbc.query("SELECT 1 FROM call_progress WHERE lane = ? AND state = 2 FETCH FIRST 1 ROWS ONLY",
                (row, i) -> row.getInt(1), lane).isEmpty();
    }

    /** Those of these ordering keys that have calls in the lane that wait for an approval. */
    public Set<String> awaitingKeys(long lane, Collection<String> orderingKeys) {
        return keysIn(lane, " AND state = 2", orderingKeys);
    }

    /** Those of these ordering keys that have calls in the lane with a transaction that is not final. */
    public Set<String> keysOut(long lane, Collection<String> orderingKeys) {
        return keysIn(lane, " AND state IN (3, 4)", orderingKeys);
    }

    private Set<String> keysIn(long lane, String states, Collection<String> orderingKeys) {
        return Set.copyOf(SqlLists.inChunks(List.copyOf(orderingKeys), chunk -> {
            List<Object> parameters = new ArrayList<>(chunk);
            parameters.add(lane);
            return jdbc.query("SELECT DISTINCT ordering_key FROM call_progress WHERE ordering_key IN ("
                    + SqlLists.marks(chunk.size()) + ") AND lane = ?" + states, (row, i) -> row.getString(1),
                    parameters.toArray());
        }).stream().distinct().toList());
    }

    /** Stores outcomes: mined, confirmed, reverted, rejected or cancelled; answers when those ended that are final. */
    public Instant outcomes(List<CallOutcome> outcomes) {
        // As the column keeps it: a database that rounds must not put it into the next day.
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        requireAll(outcomes.size(),
                OUTCOME.execute(jdbc, h2, outcomes.stream().map(outcome -> new Ended(outcome, now)).toList()));
        return now.toInstant();
    }

    /** rejected, reverted or cancelled -> accepted, behind all others of its lane. */
    public boolean retry(UUID id) {
        return jdbc.update("UPDATE call_progress SET state = 1, lane_position = ?, nonce = NULL, block_number = NULL,"
                + " block_hash = NULL, outcome = NULL, error_code = NULL, finished_at = NULL, version = version + 1 WHERE seq = (SELECT c.seq FROM contract_call c"
                + " WHERE c.id = ?) AND state IN (6, 7, 8)", sequences.next("contract_call_seq", 1).getFirst(),
                id) == 1;
    }

    private static void requireAll(int wanted, int changed) {
        if (changed != wanted) {
            throw new OptimisticLockingFailureException(
                    (wanted - changed) + " calls have moved on in the meantime");
        }
    }
}
