package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of frozen transactions and of what their holders have signed. A lane has one open one at most: its owner's. */
public final class FrozenRows {
    private static final String SELECT = "SELECT id, call_seq, lane, nonce, gas_limit, fee_cap, raw, payload, sig_hash,"
            + " state, frozen_at, expires_at, ended_at, reason FROM frozen_transaction ";
    private static final int LONGEST_REASON = 1000;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    public FrozenRows(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The time that frozen transactions go by. */
    public Instant now() {
        return clock.instant();
    }

    public void insert(FrozenTransaction frozen) {
        jdbc.update("INSERT INTO frozen_transaction (id, call_seq, lane, nonce, gas_limit, fee_cap, raw, payload,"
                + " sig_hash, state, frozen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", frozen.id(),
                frozen.call(), frozen.lane(), frozen.nonce(), frozen.gasLimit(), new BigDecimal(frozen.feeCap()),
                frozen.raw(), frozen.payload(), frozen.sigHash(), frozen.state().code(), time(frozen.frozenAt()),
                time(frozen.expiresAt()));
    }

    /** The one of a lane that waits. */
    public Optional<FrozenTransaction> open(long lane) {
        return jdbc.query(SELECT + "WHERE lane = ? AND state = 1", (row, i) -> frozen(row), lane).stream().findFirst();
    }

    /** Those that wait in all lanes, the one first whose time is up first. */
    public List<FrozenTransaction> open(int limit) {
        return jdbc.query(SELECT + "WHERE state = 1 ORDER BY expires_at, id FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> frozen(row));
    }

    /** The last that was frozen for a call; empty if none was. */
    public Optional<FrozenTransaction> newestOf(long call) {
        return jdbc.query(SELECT + "WHERE call_seq = ? ORDER BY frozen_at DESC, id FETCH FIRST ROW ONLY",
                (row, i) -> frozen(row), call).stream().findFirst();
    }

    /** It, locked until the transaction ends. */
    public FrozenTransaction lock(UUID id) {
        return jdbc.query(SELECT + "WHERE id = ? FOR UPDATE", (row, i) -> frozen(row), id).getFirst();
    }

    /**
     * Ends an open one.
     *
     * @throws OptimisticLockingFailureException if it is not open any more
     */
    public void end(UUID id, FrozenState state, @Nullable String reason) {
        if (jdbc.update("UPDATE frozen_transaction SET state = ?, ended_at = ?, reason = ? WHERE id = ? AND state = 1",
                state.code(), time(clock.instant()), shortened(reason), id) != 1) {
            throw new OptimisticLockingFailureException("the frozen transaction has ended in the meantime");
        }
    }

    /** What waits of a call is not wanted any more. */
    public void drop(long call, String reason) {
        jdbc.update(
                "UPDATE frozen_transaction SET state = ?, ended_at = ?, reason = ? WHERE call_seq = ? AND state = 1",
                FrozenState.DROPPED.code(), time(clock.instant()), shortened(reason), call);
    }

    /** In the order in which they were handed in. */
    public List<HolderSignature> signatures(UUID frozen) {
        return jdbc.query("SELECT frozen, signer, signature, client, signed_at FROM holder_signature WHERE frozen = ?"
                + " ORDER BY signed_at, signer",
                (row, i) -> new HolderSignature(row.getObject(1, UUID.class), Address.parse(row.getString(2)),
                        HolderSignature.signature(row.getBytes(3)), row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()),
                frozen);
    }

    public void sign(HolderSignature signature) {
        jdbc.update(
                "INSERT INTO holder_signature (frozen, signer, signature, client, signed_at) VALUES (?, ?, ?, ?, ?)",
                signature.frozen(), signature.signer().lowerCase(), signature.bytes(), signature.client(),
                time(signature.at()));
    }

    private static FrozenTransaction frozen(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject(13, OffsetDateTime.class);
        return new FrozenTransaction(row.getObject(1, UUID.class), row.getLong(2), row.getLong(3), row.getLong(4),
                row.getLong(5), row.getBigDecimal(6).toBigIntegerExact(), row.getBytes(7), row.getBytes(8),
                row.getString(9), FrozenState.of(row.getInt(10)),
                row.getObject(11, OffsetDateTime.class).toInstant(),
                row.getObject(12, OffsetDateTime.class).toInstant(), ended == null ? null : ended.toInstant(),
                row.getString(14));
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
