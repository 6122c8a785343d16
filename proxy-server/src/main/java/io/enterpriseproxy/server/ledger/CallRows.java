package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MappedCall;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rows of accepted calls: looked up by idempotency key, inserted in batches. */
public final class CallRows {
    private static final String INSERT = """
            INSERT INTO contract_call (seq, id, mapping, mapping_version, idempotency_key, key_hash, payload_hash, event,
                source, chain, contract, to_address, function, arguments, input, amount, gas_limit, simulate,
                confirmations, accepted_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String START = "INSERT INTO call_progress (seq, lane, ordering_key, state, lane_position)"
            + " VALUES (?, ?, ?, ?, ?)";

    private final JdbcTemplate jdbc;
    private final Sequences sequences;
    private final Clock clock;

    public CallRows(JdbcTemplate jdbc, boolean h2, Clock clock) {
        this.jdbc = jdbc;
        this.sequences = new Sequences(jdbc, h2);
        this.clock = clock;
    }

    /** The calls that hold these keys. */
    public Map<KeyHash, ExistingCall> holders(List<KeyHash> keys) {
        Map<KeyHash, ExistingCall> holders = new HashMap<>();
        SqlLists.inChunks(keys, chunk -> {
            jdbc.query("SELECT key_hash, id, payload_hash FROM contract_call WHERE key_hash IN ("
                    + SqlLists.marks(chunk.size()) + ")", row -> {
                        holders.put(new KeyHash(row.getBytes(1)),
                                new ExistingCall(row.getObject(2, UUID.class), row.getBytes(3)));
                    }, chunk.stream().map(KeyHash::bytes).toArray());
            return List.of();
        });
        return holders;
    }

    /** Whether the call had this event before it was given another one. */
    public boolean had(UUID call, byte[] payloadHash) {
        return !jdbc.query("SELECT 1 FROM call_revision r JOIN contract_call c ON c.seq = r.call_seq WHERE c.id = ? AND"
                + " r.payload_hash = ? FETCH FIRST 1 ROWS ONLY", (row, i) -> row.getInt(1), call, payloadHash)
                .isEmpty();
    }

    /** The lanes in which these ordering keys of a chain have unfinished calls. */
    public List<KeyedLane> lanesOfUnfinished(String chain, List<String> orderingKeys) {
        return SqlLists.inChunks(orderingKeys, chunk -> {
            List<Object> parameters = new ArrayList<>(chunk.size() + 1);
            parameters.add(chain);
            parameters.addAll(chunk);
            return jdbc.query("SELECT p.ordering_key, c.mapping, p.lane, l.key_alias, max(c.seq) FROM "
                    + CallRecord.TABLES + " JOIN lane l ON l.id = p.lane WHERE l.chain = ? AND p.state < 5 AND"
                    + " p.ordering_key IN (" + SqlLists.marks(chunk.size())
                    + ") GROUP BY p.ordering_key, c.mapping, p.lane, l.key_alias",
                    (row, i) -> new KeyedLane(row.getString(1), row.getString(2), row.getLong(3), row.getString(4),
                            row.getLong(5)),
                    parameters.toArray());
        });
    }

    /** The ordering keys of the mapping's unfinished calls on a chain, each with its lane: {@code limit} of them. */
    public List<KeyInLane> keysOfUnfinished(String mapping, String chain, int limit) {
        return jdbc.query("SELECT DISTINCT p.ordering_key, p.lane FROM lane l JOIN call_progress p ON p.lane = l.id AND"
                + " p.state IN (1, 2, 3, 4) JOIN contract_call c ON c.seq = p.seq WHERE c.mapping = ? AND l.chain = ? AND"
                + " p.ordering_key IS NOT NULL FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> new KeyInLane(row.getString(1), row.getLong(2)), mapping, chain);
    }

    /** Inserts calls in list order; their accept numbers rise in that order. */
    public void insert(List<NewCall> calls) {
        List<Long> numbers = sequences.next("contract_call_seq", calls.size());
        var acceptedAt = clock.instant().atOffset(ZoneOffset.UTC);
        record Numbered(long seq, NewCall call) {}
        List<Numbered> rows = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            rows.add(new Numbered(numbers.get(i), calls.get(i)));
        }
        // Two instances that insert the same keys wait for each other in the same order, else they would deadlock.
        rows.sort((one, other) -> Arrays.compareUnsigned(one.call().keyHash(), other.call().keyHash()));
        jdbc.batchUpdate(INSERT, rows, rows.size(), (statement, row) -> {
            bind(statement, row.seq(), row.call());
            statement.setObject(20, acceptedAt);
        });
        jdbc.batchUpdate(START, rows, rows.size(), (statement, row) -> {
            statement.setLong(1, row.seq());
            statement.setLong(2, row.call().lane());
            statement.setString(3, row.call().mapped().orderingKey());
            statement.setInt(4, CallState.ACCEPTED.code());
            statement.setLong(5, row.seq());
        });
    }

    private static void bind(PreparedStatement statement, long seq, NewCall call) throws SQLException {
        MappedCall mapped = call.mapped();
        statement.setLong(1, seq);
        statement.setObject(2, call.id());
        statement.setString(3, call.mapping());
        statement.setInt(4, call.mappingVersion());
        statement.setString(5, mapped.idempotencyKey());
        statement.setBytes(6, call.keyHash());
        statement.setBytes(7, mapped.payloadHash());
        statement.setString(8, mapped.event());
        statement.setString(9, call.source());
        statement.setString(10, mapped.chain());
        statement.setString(11, mapped.contract());
        statement.setString(12, mapped.to().lowerCase());
        statement.setString(13, mapped.function());
        statement.setString(14, mapped.arguments());
        statement.setBytes(15, mapped.input());
        statement.setBigDecimal(16, new java.math.BigDecimal(mapped.value()));
        switch (mapped.gas()) {
            case GasLimit.Auto auto -> statement.setNull(17, Types.BIGINT);
            case GasLimit.Fixed fixed -> statement.setLong(17, fixed.gas());
        }
        statement.setBoolean(18, mapped.simulate());
        statement.setObject(19, call.confirmations(), Types.INTEGER);
    }
}
