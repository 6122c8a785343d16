package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A call as its rows have it.
 *
 * @param seq accept number and primary key
 * @param idempotencyKey empty if the call is purged
 * @param event canonical JSON
 * @param source JSON of the source's metadata and reply address
 * @param arguments JSON, checked against the ABI
 * @param input call data
 * @param value in wei
 * @param gasLimit null: estimated
 * @param confirmations blocks until final; 0 for the finalized tag; null for the chain's own
 * @param blockNumber of the block it was seen in; set from mined on
 * @param outcome JSON of transaction, receipt, events and error; set from mined or rejected on
 * @param outcomeCount the number of the last write-back
 * @param version rises with each step of the call; what was planned at another is not stored
 */
public record CallRecord(
        long seq,
        UUID id,
        String mapping,
        int mappingVersion,
        String idempotencyKey,
        String event,
        @Nullable String source,
        @Nullable String orderingKey,
        String chain,
        long lane,
        String contract,
        Address to,
        String function,
        String arguments,
        byte[] input,
        BigInteger value,
        @Nullable Long gasLimit,
        boolean simulate,
        @Nullable Integer confirmations,
        Instant acceptedAt,
        CallState state,
        @Nullable Long nonce,
        @Nullable Long blockNumber,
        @Nullable String blockHash,
        @Nullable String outcome,
        @Nullable String errorCode,
        int outcomeCount,
        @Nullable Instant finishedAt,
        int version) {

    /** Whether it is older than calls are kept: nothing is left of its event, arguments, outcome and results. */
    public boolean purged() {
        return idempotencyKey.isEmpty();
    }

    static final String COLUMNS = """
            c.seq, c.id, c.mapping, c.mapping_version, c.idempotency_key, c.event, c.source, p.ordering_key, c.chain, p.lane,
            c.contract, c.to_address, c.function, c.arguments, c.input, c.amount, c.gas_limit, c.simulate, c.confirmations,
            c.accepted_at, p.state, p.nonce, p.block_number, p.block_hash, p.outcome, p.error_code, p.outcome_count,
            p.finished_at, p.version""";

    /** How many they are. */
    static final int COLUMN_COUNT = 29;

    /** What a call is, and where it stands: two rows that are written together. */
    static final String TABLES = "contract_call c JOIN call_progress p ON p.seq = c.seq";

    /** The same one step later, with a transaction at this nonce. */
    public CallRecord signedAt(long transactionNonce) {
        return new CallRecord(seq, id, mapping, mappingVersion, idempotencyKey, event, source, orderingKey, chain, lane,
                contract, to, function, arguments, input, value, gasLimit, simulate, confirmations, acceptedAt,
                CallState.SIGNED, transactionNonce, blockNumber, blockHash, outcome, errorCode, outcomeCount,
                finishedAt, version + 1);
    }

    /** Reads a row that selected {@link #COLUMNS} first. */
    static CallRecord of(ResultSet row) throws SQLException {
        return new CallRecord(row.getLong(1), row.getObject(2, UUID.class), row.getString(3), row.getInt(4),
                row.getString(5), row.getString(6), row.getString(7), row.getString(8), row.getString(9),
                row.getLong(10),
                row.getString(11), Address.parse(row.getString(12)), row.getString(13), row.getString(14),
                row.getBytes(15), row.getBigDecimal(16).toBigIntegerExact(), number(row, 17), row.getBoolean(18),
                row.getObject(19, Integer.class), instant(row, 20), CallState.of(row.getInt(21)), number(row, 22),
                number(row, 23), row.getString(24), row.getString(25), row.getString(26), row.getInt(27),
                row.getObject(28) == null ? null : instant(row, 28), row.getInt(COLUMN_COUNT));
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        return row.getObject(column, Long.class);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
