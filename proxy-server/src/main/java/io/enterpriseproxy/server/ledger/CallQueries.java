package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the API asks of the ledger. The status of a signed call depends on its lane's watermark. */
public final class CallQueries {
    private static final String SELECT = "SELECT " + CallRecord.COLUMNS
            + ", l.sender, l.key_alias, l.broadcast_nonce FROM " + CallRecord.TABLES + " JOIN lane l ON l.id = p.lane ";

    private final JdbcTemplate jdbc;

    public CallQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A call with what its lane says of it.
     *
     * @param status the API's word
     */
    public record Found(CallRecord call, String sender, String keyAlias, String status) {}

    /**
     * What to look for; null: anything.
     *
     * @param nonce of a transaction of the call, also one that was replaced; only together with the sender
     * @param before only calls accepted before this accept number: where the previous page ended
     */
    public record Filter(
            @Nullable String mapping,
            @Nullable String status,
            @Nullable String idempotencyKey,
            @Nullable String sender,
            @Nullable Long nonce,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before) {}

    public Optional<Found> byId(UUID id) {
        return query(SELECT + "WHERE c.id = ?", id).stream().findFirst();
    }

    /** Those that there are, in any order. */
    public List<Found> byIds(Collection<UUID> ids) {
        return SqlLists.inChunks(List.copyOf(ids), chunk -> query(
                SELECT + "WHERE c.id IN (" + SqlLists.marks(chunk.size()) + ")", chunk.toArray()));
    }

    /** Newest first. */
    public List<Found> list(Filter filter, int limit) {
        StringBuilder where = new StringBuilder("WHERE 1 = 1");
        List<Object> values = new ArrayList<>();
        and(where, values, " AND c.mapping = ?", filter.mapping());
        String key = filter.idempotencyKey();
        if (key != null) {
            List<byte[]> hashes = keyHashes(filter.mapping(), key);
            where.append(" AND c.key_hash IN (").append(SqlLists.marks(hashes.size())).append(')');
            values.addAll(hashes);
        }
        and(where, values, " AND l.sender = ?", filter.sender());
        if (filter.nonce() != null) {
            List<Long> calls = attemptedAt(filter.sender(), filter.nonce());
            where.append(" AND c.seq IN (").append(SqlLists.marks(calls.size())).append(')');
            values.addAll(calls);
        }
        and(where, values, " AND c.accepted_at >= ?",
                filter.from() == null ? null : filter.from().atOffset(ZoneOffset.UTC));
        and(where, values, " AND c.accepted_at < ?", filter.to() == null ? null : filter.to().atOffset(ZoneOffset.UTC));
        and(where, values, " AND c.seq < ?", filter.before());
        if (filter.status() != null) {
            where.append(switch (filter.status()) {
                case "signed" -> " AND p.state = 3 AND p.nonce > l.broadcast_nonce";
                case "broadcast" -> " AND p.state = 3 AND p.nonce <= l.broadcast_nonce";
                default -> " AND p.state = " + CallStatus.state(filter.status()).code();
            });
        }
        return query(SELECT + where + " ORDER BY c.seq DESC FETCH FIRST " + limit + " ROWS ONLY", values.toArray());
    }

    /** Of the key in this mapping, or in each that was ever published: the key itself has no index. */
    private List<byte[]> keyHashes(@Nullable String mapping, String key) {
        List<String> mappings = mapping == null
                ? jdbc.query("SELECT name FROM mapping", (row, i) -> row.getString(1))
                : List.of(mapping);
        return mappings.isEmpty()
                ? List.of(new byte[0])
                : mappings.stream().map(name -> KeyHash.of(name, key).bytes()).toList();
    }

    /** The account has a lane on each of its chains; none has the accept number 0. */
    private List<Long> attemptedAt(@Nullable String sender, long nonce) {
        List<Long> calls = jdbc.query("SELECT DISTINCT a.call_seq FROM lane l JOIN attempt a ON a.lane = l.id"
                + " WHERE l.sender = ? AND a.nonce = ? AND a.call_seq IS NOT NULL", (row, i) -> row.getLong(1), sender,
                nonce);
        return calls.isEmpty() ? List.of(0L) : calls;
    }

    private List<Found> query(String sql, Object... values) {
        return jdbc.query(sql, (row, i) -> {
            CallRecord call = CallRecord.of(row);
            return new Found(call, row.getString(CallRecord.COLUMN_COUNT + 1),
                    row.getString(CallRecord.COLUMN_COUNT + 2),
                    CallStatus.of(call, row.getLong(CallRecord.COLUMN_COUNT + 3)));
        }, values);
    }

    private static void and(StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            where.append(condition);
            values.add(value);
        }
    }
}
