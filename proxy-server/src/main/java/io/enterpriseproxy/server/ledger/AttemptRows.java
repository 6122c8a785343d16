package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.SignedTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The rows of signed transactions, in nonce order per lane. They are written once and never changed. */
public final class AttemptRows {
    private static final String PAYER = "fee_payer_key, fee_payer, fee_percent";

    private static final String SELECT = "SELECT nonce, number, kind, call_seq, tx_hash, raw, fee_cap, tip, gas_limit, signed_at, "
            + PAYER + " FROM attempt a ";

    private static final String LATEST = " AND number = (SELECT max(b.number) FROM attempt b WHERE b.lane = a.lane AND"
            + " b.nonce = a.nonce)";

    private static final RowsStatement<Signed> INSERT = RowsStatement.insert("attempt", List.of(
            Column.bigint("lane", Signed::lane),
            Column.bigint("nonce", row -> row.attempt().nonce()),
            Column.integer("number", row -> row.attempt().number()),
            Column.integer("kind", row -> row.attempt().kind().code()),
            Column.bigint("call_seq", row -> row.attempt().call().seq()),
            Column.text("tx_hash", row -> row.attempt().transaction().hash()),
            Column.bytes("raw", row -> row.attempt().transaction().raw()),
            new Column<>("fee_cap", ColumnType.NUMERIC, row -> new BigDecimal(row.attempt().fee().cap())),
            new Column<>("tip", ColumnType.NUMERIC, row -> switch (row.attempt().fee()) {
                case Fee.DynamicFee fee -> new BigDecimal(fee.maxPriorityFeePerGas());
                case Fee.LegacyFee fee -> null;
            }),
            Column.bigint("gas_limit", row -> row.attempt().gasLimit()),
            Column.text("fee_payer_key", row -> row.payer() == null ? null : row.payer().alias()),
            Column.text("fee_payer", row -> row.payer() == null ? null : row.payer().account().address().lowerCase()),
            Column.integer("fee_percent", row -> row.payer() == null ? null : row.payer().account().percent()),
            new Column<>("signed_at", ColumnType.TIME, Signed::at),
            Column.text("decision", row -> row.attempt().decision())));

    private final JdbcTemplate jdbc;
    private final boolean h2;
    private final Clock clock;

    public AttemptRows(JdbcTemplate jdbc, boolean h2, Clock clock) {
        this.jdbc = jdbc;
        this.h2 = h2;
        this.clock = clock;
    }

    private record Signed(long lane, NewAttempt attempt, OffsetDateTime at) {
        @Nullable
        PayingKey payer() {
            return attempt.payer();
        }
    }

    /**
     * Stores signed transactions, and what they are as the next batch of their lane's chain. Inside a transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException if a nonce and number is used already
     */
    public void insert(SigningChain chain, List<NewAttempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        INSERT.execute(jdbc, h2, attempts.stream().map(attempt -> new Signed(chain.lane(), attempt, now)).toList());
        chain.append(jdbc, attempts, now);
    }

    /** What to hand out of the nonces above {@code afterNonce}: the latest attempt of each, in nonce order. */
    public List<OutgoingAttempt> outgoingAfter(long lane, long afterNonce, int limit) {
        return jdbc.query(
                "SELECT nonce, number, kind, call_seq, tx_hash, raw FROM attempt a WHERE lane = ? AND nonce > ?"
                        + LATEST + " ORDER BY nonce FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> new OutgoingAttempt(row.getLong(1), row.getInt(2), AttemptKind.of(row.getInt(3)),
                        row.getLong(4), new SignedTransaction(row.getString(5), row.getBytes(6))),
                lane, afterNonce);
    }

    /** The latest attempt of each nonce above {@code afterNonce}, in nonce order. */
    public List<StoredAttempt> latestAfter(long lane, long afterNonce, int limit) {
        return jdbc.query(
                SELECT + "WHERE lane = ? AND nonce > ?" + LATEST + " ORDER BY nonce FETCH FIRST " + limit
                        + " ROWS ONLY",
                (row, i) -> attempt(row), lane, afterNonce);
    }

    /** All attempts of the nonces above {@code afterNonce} up to {@code last}: any of them may be the one that is mined. */
    public List<SentAttempt> sentAfter(long lane, long afterNonce, long last) {
        return jdbc.query("SELECT nonce, number, kind, call_seq, tx_hash, " + PAYER + " FROM attempt WHERE lane = ? AND"
                + " nonce > ? AND nonce <= ? ORDER BY nonce, number",
                (row, i) -> new SentAttempt(row.getLong(1), row.getInt(2),
                        AttemptKind.of(row.getInt(3)), row.getLong(4), row.getString(5), payer(row, 6)),
                lane, afterNonce, last);
    }

    /** The latest attempts of these calls in a lane, in nonce order; of calls that have one there. */
    public List<StoredAttempt> latestOf(long lane, List<Long> calls) {
        return SqlLists.inChunks(calls, chunk -> {
            List<Object> parameters = new ArrayList<>(chunk.size() + 1);
            parameters.add(lane);
            parameters.addAll(chunk);
            return jdbc.query(SELECT + "WHERE lane = ? AND call_seq IN (" + SqlLists.marks(chunk.size()) + ")" + LATEST
                    + " ORDER BY nonce", (row, i) -> attempt(row), parameters.toArray());
        });
    }

    /** All attempts of a call in a lane, oldest first: with another event a call may have gone to another lane. */
    public List<StoredAttempt> ofCall(long lane, long call) {
        return jdbc.query(SELECT + "WHERE lane = ? AND call_seq = ? ORDER BY nonce, number", (row, i) -> attempt(row),
                lane, call);
    }

    private static StoredAttempt attempt(ResultSet row) throws SQLException {
        return new StoredAttempt(row.getLong(1), row.getInt(2), AttemptKind.of(row.getInt(3)),
                row.getLong(4),
                new SignedTransaction(row.getString(5), row.getBytes(6)), row.getBigDecimal(7).toBigIntegerExact(),
                integer(row.getBigDecimal(8)), row.getLong(9), payer(row, 11),
                row.getObject(10, OffsetDateTime.class).toInstant());
    }

    /** In three columns from this one on. */
    private static @Nullable PayingKey payer(ResultSet row, int column) throws SQLException {
        String address = row.getString(column + 1);
        return address == null
                ? null
                : new PayingKey(row.getString(column), new FeePayer(Address.parse(address), row.getInt(column + 2)));
    }

    private static @Nullable BigInteger integer(@Nullable BigDecimal number) {
        return number == null ? null : number.toBigIntegerExact();
    }
}
