package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MappedCall;
import org.springframework.jdbc.core.JdbcTemplate;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The rows of accepted calls: looked up by idempotency key, inserted in batches. */
public final class CallRows {
    private static final RowsStatement<Accepted> CALL = RowsStatement.insert("contract_call", List.of(
            Column.bigint("seq", Accepted::seq),
            new Column<>("id", ColumnType.UUID, row -> row.call().id()),
            Column.text("mapping", row -> row.call().mapping()),
            Column.integer("mapping_version", row -> row.call().mappingVersion()),
            Column.text("idempotency_key", row -> row.mapped().idempotencyKey()),
            Column.bytes("key_hash", row -> row.call().keyHash()),
            Column.bytes("payload_hash", row -> row.mapped().payloadHash()),
            Column.text("event", row -> row.mapped().event()),
            Column.text("source", row -> row.call().source()),
            Column.text("chain", row -> row.mapped().chain()),
            Column.text("contract", row -> row.mapped().contract()),
            Column.text("to_address", row -> row.mapped().to().lowerCase()),
            Column.text("function", row -> row.mapped().function()),
            Column.text("arguments", row -> row.mapped().arguments()),
            Column.bytes("input", row -> row.mapped().input()),
            new Column<>("amount", ColumnType.NUMERIC, row -> new BigDecimal(row.mapped().value())),
            Column.bigint("gas_limit", row -> switch (row.mapped().gas()) {
                case GasLimit.Auto auto -> null;
                case GasLimit.Fixed fixed -> fixed.gas();
            }),
            new Column<>("simulate", ColumnType.BOOLEAN, row -> row.mapped().simulate()),
            Column.integer("confirmations", row -> row.call().confirmations()),
            new Column<>("accepted_at", ColumnType.TIME, Accepted::at)));
    private static final RowsStatement<Accepted> START = RowsStatement.insert("call_progress", List.of(
            Column.bigint("seq", Accepted::seq),
            Column.bigint("lane", row -> row.call().lane()),
            Column.text("ordering_key", row -> row.mapped().orderingKey()),
            Column.integer("state",
                    row -> (row.call().leaf() == null ? CallState.ACCEPTED : CallState.AWAITING_ANCHOR).code()),
            // Records stand before all calls of the lane: whoever looks for its newest calls does not come past them.
            Column.bigint("lane_position", row -> row.call().leaf() == null ? row.seq() : -row.seq())));

    private final JdbcTemplate jdbc;
    private final boolean h2;
    private final Sequences sequences;
    private final CloakRows cloaks;
    private final Clock clock;

    public CallRows(JdbcTemplate jdbc, boolean h2, Clock clock) {
        this.jdbc = jdbc;
        this.h2 = h2;
        this.sequences = new Sequences(jdbc, h2);
        this.cloaks = new CloakRows(jdbc, h2);
        this.clock = clock;
    }

    private record Accepted(long seq, NewCall call, OffsetDateTime at) {
        MappedCall mapped() {
            return call.mapped();
        }
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
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        List<Accepted> rows = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            rows.add(new Accepted(numbers.get(i), calls.get(i), now));
        }
        // Two instances that insert the same keys wait for each other in the same order, else they would deadlock.
        rows.sort((one, other) -> Arrays.compareUnsigned(one.call().keyHash(), other.call().keyHash()));
        CALL.execute(jdbc, h2, rows);
        START.execute(jdbc, h2, rows);
        List<Accepted> records = rows.stream().filter(row -> row.call().leaf() != null).toList();
        if (!records.isEmpty()) {
            AnchorRows.insert(jdbc, h2, records.stream().map(Accepted::seq).toList(),
                    records.stream().map(row -> Objects.requireNonNull(row.call().leaf())).toList());
        }
        cloaks.insert(rows.stream().filter(row -> !row.mapped().personal().isEmpty())
                .map(row -> new CloakRows.Owner(row.seq(), row.mapped().personal())).toList());
    }
}
