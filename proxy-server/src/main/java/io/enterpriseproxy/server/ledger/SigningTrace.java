package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Finds for a call's transactions what allowed them and which instance signed them. */
public final class SigningTrace {
    private final JdbcTemplate jdbc;

    public SigningTrace(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The transactions of a call in a lane, the first first; none once the call is purged. */
    public List<SignedTransactionRecord> of(long lane, long call) {
        return jdbc.query("SELECT nonce, number, kind, tx_hash, fee_cap, gas_limit, decision, signed_at FROM attempt"
                + " WHERE lane = ? AND call_seq = ? ORDER BY nonce, number", (row, i) -> transaction(lane, row), lane,
                call);
    }

    private SignedTransactionRecord transaction(long lane, ResultSet row) throws SQLException {
        Instant signedAt = row.getObject(8, OffsetDateTime.class).toInstant();
        long nonce = row.getLong(1);
        int number = row.getInt(2);
        @Nullable
        SigningBatch batch = batch(lane, nonce, number, signedAt).orElse(null);
        return new SignedTransactionRecord(nonce, number, AttemptKind.of(row.getInt(3)), row.getString(4),
                row.getBigDecimal(5).toBigIntegerExact(), row.getLong(6), row.getString(7), signedAt,
                batch == null ? null : batch.instance(), batch == null ? null : batch.number());
    }

    /** Both rows have the time of the same commit, but one may be rounded and the other cut off. */
    private Optional<SigningBatch> batch(long lane, long nonce, int number, Instant at) {
        return jdbc
                .query("SELECT " + SigningBatch.COLUMNS + " FROM signing_batch WHERE lane = ? AND at BETWEEN ? AND ?",
                        (row, i) -> SigningBatch.of(row), lane, at.minusMillis(1).atOffset(ZoneOffset.UTC),
                        at.plusMillis(1).atOffset(ZoneOffset.UTC))
                .stream()
                .filter(batch -> AttemptList.parse(batch.attempts()).ranges().stream()
                        .anyMatch(range -> range.number() == number && range.first() <= nonce && nonce <= range.last()))
                .findFirst();
    }
}
