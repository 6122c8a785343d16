package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of approvals and of what was said to them. */
public final class ApprovalRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SELECT = "SELECT id, call_seq, lane, ordering_key, policy, rule, intent, intent_hash,"
            + " gas_limit, fee_cap, requester, need, approvers, state, asked_at, expires_at, decided_at, reason FROM"
            + " approval ";

    private final JdbcTemplate jdbc;

    public ApprovalRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Asks for them; what was asked for the same calls before is not needed any more. */
    public void ask(List<ApprovalRecord> approvals) {
        approvals.forEach(approval -> {
            close(approval.call());
            jdbc.update("INSERT INTO approval (id, call_seq, lane, ordering_key, policy, rule, intent, intent_hash,"
                    + " gas_limit, fee_cap, requester, need, approvers, state, asked_at, expires_at) VALUES (?, ?, ?, ?, ?,"
                    + " ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)", approval.id(), approval.call(), approval.lane(),
                    approval.orderingKey(), approval.policy(), approval.rule(), approval.intent(),
                    approval.intentHash(), approval.gasLimit(), new BigDecimal(approval.feeCap()),
                    approval.requester(), approval.need(), JSON.writeValueAsString(approval.approvers()),
                    time(approval.askedAt()), time(approval.expiresAt()));
        });
    }

    /** The approval of each of these calls that counts, by accept number; of those that have one. */
    public Map<Long, ApprovalRecord> ofCalls(List<Long> calls) {
        Map<Long, ApprovalRecord> found = new HashMap<>();
        SqlLists.inChunks(calls, chunk -> jdbc.query(
                SELECT + "WHERE call_seq IN (" + SqlLists.marks(chunk.size()) + ") AND state < 5",
                (row, i) -> approval(row), chunk.toArray())).forEach(approval -> found.put(approval.call(), approval));
        return found;
    }

    public Optional<ApprovalRecord> find(UUID id) {
        return jdbc.query(SELECT + "WHERE id = ?", (row, i) -> approval(row), id).stream().findFirst();
    }

    /** The same, locked until the transaction ends. */
    public Optional<ApprovalRecord> lock(UUID id) {
        return jdbc.query(SELECT + "WHERE id = ? FOR UPDATE", (row, i) -> approval(row), id).stream().findFirst();
    }

    /** All that were asked for a call, the first first. */
    public List<ApprovalRecord> historyOf(long call) {
        return jdbc.query(SELECT + "WHERE call_seq = ?", (row, i) -> approval(row), call).stream()
                .sorted(Comparator.comparing(ApprovalRecord::askedAt)).toList();
    }

    /** The newest of a state first; null: of any. */
    public List<ApprovalRecord> list(@Nullable ApprovalState state, int limit) {
        String end = " ORDER BY asked_at DESC, id FETCH FIRST " + limit + " ROWS ONLY";
        return state == null
                ? jdbc.query(SELECT + end, (row, i) -> approval(row))
                : jdbc.query(SELECT + "WHERE state = ?" + end, (row, i) -> approval(row), state.code());
    }

    /** Those that nobody has decided in time. */
    public List<ApprovalRecord> overdue(Instant now, int limit) {
        return jdbc.query(SELECT + "WHERE state = 1 AND expires_at <= ? ORDER BY state, expires_at FETCH FIRST " + limit
                + " ROWS ONLY", (row, i) -> approval(row), time(now));
    }

    /** What was said to these. */
    public List<ApprovalVote> votes(List<UUID> approvals) {
        return SqlLists.inChunks(approvals, chunk -> jdbc.query(
                "SELECT approval, approver, approved, voted_at, reason FROM approval_vote WHERE approval IN ("
                        + SqlLists.marks(chunk.size()) + ")",
                (row, i) -> new ApprovalVote(row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(), row.getString(5)),
                chunk.toArray())).stream().distinct().sorted(Comparator.comparing(ApprovalVote::at)).toList();
    }

    /**
     * Somebody says something.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the same person has said something already
     */
    public void vote(ApprovalVote vote) {
        jdbc.update("INSERT INTO approval_vote (approval, approver, approved, voted_at, reason) VALUES (?, ?, ?, ?, ?)",
                vote.approval(), vote.approver(), vote.approved(), time(vote.at()), vote.reason());
    }

    /** Ends an open one; false if it is not open. */
    public boolean decide(UUID id, ApprovalState state, Instant now, @Nullable String reason) {
        return jdbc.update("UPDATE approval SET state = ?, decided_at = ?, reason = ? WHERE id = ? AND state = 1",
                state.code(), time(now), reason, id) == 1;
    }

    /** What was asked for a call does not count any more. */
    public void close(long call) {
        jdbc.update("UPDATE approval SET state = 5 WHERE call_seq = ? AND state < 5", call);
    }

    private static ApprovalRecord approval(ResultSet row) throws SQLException {
        OffsetDateTime decided = row.getObject(17, OffsetDateTime.class);
        return new ApprovalRecord(row.getObject(1, UUID.class), row.getLong(2), row.getLong(3), row.getString(4),
                row.getString(5), row.getString(6), row.getString(7), row.getString(8), row.getLong(9),
                row.getBigDecimal(10).toBigIntegerExact(), row.getString(11), row.getInt(12),
                JSON.readValue(row.getString(13), new TypeReference<List<String>>() {}),
                ApprovalState.of(row.getInt(14)), row.getObject(15, OffsetDateTime.class).toInstant(),
                row.getObject(16, OffsetDateTime.class).toInstant(), decided == null ? null : decided.toInstant(),
                row.getString(18));
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
