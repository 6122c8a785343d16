package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MappedCall;
import org.springframework.jdbc.core.JdbcTemplate;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The rows of what calls were before they were executed again, and the step from one revision to the next. */
public final class RevisionRows {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    public RevisionRows(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Keeps what a rejected, reverted or cancelled call is now, and locks it for the rest of the transaction.
     *
     * @return whether it is one of these, and not purged
     * @throws org.springframework.dao.DuplicateKeyException if somebody else does so at the same time
     */
    public boolean keep(long call, String actor) {
        jdbc.query("SELECT seq FROM call_progress WHERE seq = ? FOR UPDATE", (row, i) -> row.getLong(1), call);
        return jdbc.update(
                "INSERT INTO call_revision (call_seq, number, mapping_version, payload_hash, event, arguments,"
                        + " state, outcome, error_code, finished_at, revised_by, revised_at) SELECT c.seq, (SELECT count(*) + 1"
                        + " FROM call_revision r WHERE r.call_seq = c.seq), c.mapping_version, c.payload_hash, c.event,"
                        + " c.arguments, p.state, p.outcome, p.error_code, p.finished_at, ?, ? FROM "
                        + CallRecord.TABLES
                        + " WHERE c.seq = ? AND p.state IN (6, 7, 8) AND c.idempotency_key <> ''",
                actor, clock.instant().atOffset(ZoneOffset.UTC),
                call) == 1;
    }

    /** Puts a call, whose row the caller has locked, into a lane. */
    public void move(long call, long lane) {
        jdbc.update("UPDATE call_progress SET lane = ? WHERE seq = ?", lane, call);
    }

    /** Gives a call, whose row the caller has locked, what another event asks for. Id, key and accept number stay. */
    public void give(long call, NewCall next) {
        MappedCall mapped = next.mapped();
        jdbc.update("UPDATE call_progress SET lane = ?, ordering_key = ? WHERE seq = ?", next.lane(),
                mapped.orderingKey(), call);
        jdbc.update(
                "UPDATE contract_call SET mapping_version = ?, payload_hash = ?, event = ?, chain = ?, contract = ?,"
                        + " to_address = ?, function = ?, arguments = ?, input = ?, amount = ?, gas_limit = ?, simulate = ?,"
                        + " confirmations = ?, source = ? WHERE seq = ?",
                statement -> {
                    statement.setInt(1, next.mappingVersion());
                    statement.setBytes(2, mapped.payloadHash());
                    statement.setString(3, mapped.event());
                    statement.setString(4, mapped.chain());
                    statement.setString(5, mapped.contract());
                    statement.setString(6, mapped.to().lowerCase());
                    statement.setString(7, mapped.function());
                    statement.setString(8, mapped.arguments());
                    statement.setBytes(9, mapped.input());
                    statement.setBigDecimal(10, new BigDecimal(mapped.value()));
                    switch (mapped.gas()) {
                        case GasLimit.Auto auto -> statement.setNull(11, Types.BIGINT);
                        case GasLimit.Fixed fixed -> statement.setLong(11, fixed.gas());
                    }
                    statement.setBoolean(12, mapped.simulate());
                    statement.setObject(13, next.confirmations(), Types.INTEGER);
                    statement.setString(14, next.source());
                    statement.setLong(15, call);
                });
    }

    /** The revisions of a call that are over, the first first. */
    public List<RevisionRecord> of(long call) {
        return jdbc.query("SELECT number, mapping_version, event, state, outcome, finished_at, revised_by, revised_at"
                + " FROM call_revision WHERE call_seq = ? ORDER BY number", (row, i) -> {
                    OffsetDateTime finished = row.getObject(6, OffsetDateTime.class);
                    return new RevisionRecord(row.getInt(1), row.getInt(2), row.getString(3),
                            CallState.of(row.getInt(4)), row.getString(5),
                            finished == null ? null : finished.toInstant(), row.getString(7),
                            row.getObject(8, OffsetDateTime.class).toInstant());
                }, call);
    }
}
