package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of what could not go on by itself. */
public final class DeadLetterRows {
    /** So much of a payload is shown in a list. */
    public static final int GLIMPSE = 1_000;

    private static final String COLUMNS = ", octet_length(payload), source, whole, write_back_seq, call_id, code, reason,"
            + " state, parked_at, settled_at, settled_reason FROM dead_letter ";
    private static final String HEAD = "SELECT number, id, kind, mapping, source_key, ";
    private static final String SELECT = HEAD + "payload" + COLUMNS;
    private static final String LIST = HEAD + "substring(payload FROM 1 FOR " + GLIMPSE + ")" + COLUMNS;

    private static final int LONGEST_KEY = 512;
    private static final char NUL = 0;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    public DeadLetterRows(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * An event to be parked.
     *
     * @param sourceKey one that no database keeps is cut, and ends with its hash
     * @param source JSON of the source's metadata and reply address
     * @param whole false: its source could not take it whole
     * @param callId the call that has its idempotency key
     */
    public record ParkedEvent(String mapping, @Nullable String sourceKey, byte[] payload, @Nullable String source,
            boolean whole, @Nullable UUID callId) {}

    /** Parks an event. The same payload under the same key of the source that is open already is not parked twice. */
    public UUID parkEvent(ParkedEvent event, String code, String reason) {
        String key = event.sourceKey() == null ? null : storable(event.sourceKey());
        if (key != null) {
            List<UUID> open = jdbc.query(
                    "SELECT id FROM dead_letter WHERE mapping = ? AND source_key = ? AND state = 1 AND payload = ?",
                    (row, i) -> row.getObject(1, UUID.class), event.mapping(), key, event.payload());
            if (!open.isEmpty()) {
                return open.getFirst();
            }
        }
        UUID id = UUID.randomUUID();
        jdbc.update("INSERT INTO dead_letter (id, kind, mapping, source_key, payload, source, whole, call_id, code,"
                + " reason, state, parked_at) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)", id, event.mapping(), key,
                event.payload(), event.source(), event.whole(), event.callId(), code, withoutNul(reason), now());
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
                writeBack.payload().getBytes(StandardCharsets.UTF_8), writeBack.seq(), writeBack.callId(), code,
                withoutNul(reason), now());
    }

    /** Those parked before this number, newest first, with glimpses of their payloads. */
    public List<DeadLetterRecord> newest(DeadLetterFilter filter, long before, int limit) {
        return list(filter.where("<", before), "DESC", limit);
    }

    /** Those parked after this number, oldest first, with glimpses of their payloads. */
    public List<DeadLetterRecord> oldest(DeadLetterFilter filter, long after, int limit) {
        return list(filter.where(">", after), "ASC", limit);
    }

    private List<DeadLetterRecord> list(DeadLetterFilter.Where where, String direction, int limit) {
        return jdbc.query(LIST + where.sql() + " ORDER BY number " + direction + " FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> record(row), where.values().toArray());
    }

    public Optional<DeadLetterRecord> find(UUID id) {
        return jdbc.query(SELECT + "WHERE id = ?", (row, i) -> record(row), id).stream().findFirst();
    }

    /** Takes an open one for a while, by the database's clock; false if it is settled, or somebody else has taken it. */
    public boolean claim(UUID id, Duration atMost) {
        return jdbc.update("UPDATE dead_letter SET claimed_until = CURRENT_TIMESTAMP + INTERVAL '" + atMost.toSeconds()
                + "' SECOND WHERE id = ? AND state = 1 AND (claimed_until IS NULL OR claimed_until < CURRENT_TIMESTAMP)",
                id) == 1;
    }

    /** Gives back what {@link #claim} took. */
    public void release(UUID id) {
        jdbc.update("UPDATE dead_letter SET claimed_until = NULL WHERE id = ?", id);
    }

    /** open -> replayed or skipped; false if it was settled before. */
    public boolean settle(UUID id, DeadLetterState state, @Nullable String reason) {
        return jdbc.update(
                "UPDATE dead_letter SET state = ?, settled_at = ?, settled_reason = ? WHERE id = ? AND state = 1",
                state.code(), now(), reason, id) == 1;
    }

    /** open -> skipped, unless somebody is replaying it. */
    public boolean skip(UUID id, String reason) {
        return jdbc.update("UPDATE dead_letter SET state = ?, settled_at = ?, settled_reason = ? WHERE id = ? AND"
                + " state = 1 AND (claimed_until IS NULL OR claimed_until < CURRENT_TIMESTAMP)",
                DeadLetterState.SKIPPED.code(), now(), reason, id) == 1;
    }

    /** Forgets settled ones. */
    public void delete(List<UUID> settled) {
        SqlLists.inChunks(settled, chunk -> {
            jdbc.update("DELETE FROM dead_letter WHERE state <> 1 AND id IN (" + SqlLists.marks(chunk.size()) + ")",
                    chunk.toArray());
            return List.of();
        });
    }

    /** Which call an event became. */
    public void became(UUID id, UUID call) {
        jdbc.update("UPDATE dead_letter SET call_id = ? WHERE id = ?", call, id);
    }

    public long openCount() {
        Long count = jdbc.queryForObject("SELECT count(*) FROM dead_letter WHERE state = 1", Long.class);
        return count == null ? 0 : count;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static DeadLetterRecord record(ResultSet row) throws SQLException {
        OffsetDateTime settled = row.getObject(16, OffsetDateTime.class);
        return new DeadLetterRecord(row.getLong(1), row.getObject(2, UUID.class), row.getInt(3) == 1, row.getString(4),
                row.getString(5), row.getBytes(6), row.getInt(7), row.getString(8), row.getBoolean(9),
                row.getObject(10, Long.class), row.getObject(11, UUID.class), row.getString(12), row.getString(13),
                DeadLetterState.of(row.getInt(14)), row.getObject(15, OffsetDateTime.class).toInstant(),
                settled == null ? null : settled.toInstant(), row.getString(17));
    }
}
