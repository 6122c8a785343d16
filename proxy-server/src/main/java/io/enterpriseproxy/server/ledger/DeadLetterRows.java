package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of what could not go on by itself. */
public final class DeadLetterRows {
    private static final String SELECT = "SELECT id, kind, mapping, source_key, payload, source, write_back_seq, call_id,"
            + " code, reason, state, parked_at, settled_at, settled_reason FROM dead_letter ";

    private static final int LONGEST_KEY = 512;
    private static final char NUL = 0;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    public DeadLetterRows(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Parks an event. The same payload under the same key of the source that is open already is not parked twice.
     *
     * @param sourceKey one that no database keeps is cut, and ends with its hash
     */
    public UUID parkEvent(String mapping, @Nullable String sourceKey, byte[] payload, @Nullable String source,
            String code, String reason) {
        String key = sourceKey == null ? null : storable(sourceKey);
        if (key != null) {
            List<UUID> open = jdbc.query(
                    "SELECT id FROM dead_letter WHERE mapping = ? AND source_key = ? AND state = 1 AND payload = ?",
                    (row, i) -> row.getObject(1, UUID.class), mapping, key, payload);
            if (!open.isEmpty()) {
                return open.getFirst();
            }
        }
        UUID id = UUID.randomUUID();
        jdbc.update(
                "INSERT INTO dead_letter (id, kind, mapping, source_key, payload, source, code, reason, state, parked_at)"
                        + " VALUES (?, 1, ?, ?, ?, ?, ?, ?, 1, ?)",
                id, mapping, key, payload, source, code, withoutNul(reason), now());
        return id;
    }

    /** The hash keeps two long keys apart. */
    private static String storable(String key) {
        if (key.length() <= LONGEST_KEY && key.indexOf(NUL) < 0) {
            return key;
        }
        String hash = "~" + HexFormat.of().formatHex(KeyHash.of("", key).bytes());
        return withoutNul(key.substring(0, Math.min(key.length(), LONGEST_KEY - hash.length()))) + hash;
    }

    /** PostgreSQL has no text with U+0000; a reason may quote one out of the event. */
    private static String withoutNul(String text) {
        return text.replace(NUL, '\uFFFD');
    }

    /** Parks a result that its target does not take. */
    public void parkWriteBack(WriteBackRecord writeBack, String code, String reason) {
        jdbc.update("INSERT INTO dead_letter (id, kind, mapping, payload, write_back_seq, call_id, code, reason, state,"
                + " parked_at) VALUES (?, 2, ?, ?, ?, ?, ?, ?, 1, ?)", UUID.randomUUID(), writeBack.mapping(),
                writeBack.payload().getBytes(StandardCharsets.UTF_8), writeBack.seq(), writeBack.callId(), code, reason,
                now());
    }

    /** Newest first. */
    public List<DeadLetterRecord> list(boolean openOnly, int limit, int offset) {
        return jdbc.query(SELECT + (openOnly ? "WHERE state = 1 " : "") + "ORDER BY parked_at DESC, id OFFSET " + offset
                + " ROWS FETCH NEXT " + limit + " ROWS ONLY", (row, i) -> record(row));
    }

    public Optional<DeadLetterRecord> find(UUID id) {
        return jdbc.query(SELECT + "WHERE id = ?", (row, i) -> record(row), id).stream().findFirst();
    }

    /** open -> replayed or skipped; false if it was settled before. */
    public boolean settle(UUID id, DeadLetterState state, @Nullable String reason) {
        return jdbc.update(
                "UPDATE dead_letter SET state = ?, settled_at = ?, settled_reason = ? WHERE id = ? AND state = 1",
                state.code(), now(), reason, id) == 1;
    }

    public long openCount() {
        Long count = jdbc.queryForObject("SELECT count(*) FROM dead_letter WHERE state = 1", Long.class);
        return count == null ? 0 : count;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static DeadLetterRecord record(ResultSet row) throws SQLException {
        OffsetDateTime settled = row.getObject(13, OffsetDateTime.class);
        return new DeadLetterRecord(row.getObject(1, UUID.class), row.getInt(2) == 1, row.getString(3),
                row.getString(4),
                row.getBytes(5), row.getString(6), row.getObject(7, Long.class), row.getObject(8, UUID.class),
                row.getString(9), row.getString(10), DeadLetterState.of(row.getInt(11)),
                row.getObject(12, OffsetDateTime.class).toInstant(), settled == null ? null : settled.toInstant(),
                row.getString(14));
    }
}
