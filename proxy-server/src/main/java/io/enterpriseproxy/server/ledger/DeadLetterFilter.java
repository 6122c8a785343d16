package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Which dead letters are meant; null: any.
 *
 * @param event true: refused events; false: results
 * @param code the problem's slug
 * @param sourceKey how the source numbers the event
 * @param callId the call whose result it is, whose key the event has, or that the event became
 * @param from parked at or after this time
 * @param to parked before this time
 */
public record DeadLetterFilter(
        @Nullable DeadLetterState state,
        @Nullable Boolean event,
        @Nullable String mapping,
        @Nullable String code,
        @Nullable String sourceKey,
        @Nullable UUID callId,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final DeadLetterFilter OPEN = new DeadLetterFilter(DeadLetterState.OPEN, null, null, null, null,
            null, null, null);

    /** The conditions, joined by AND, and the values for their marks. */
    record Where(String sql, List<Object> values) {}

    /** @param comparison of the number with a last mark, for {@code position} */
    Where where(String comparison, long position) {
        StringBuilder sql = new StringBuilder("WHERE ");
        List<Object> values = new ArrayList<>();
        and(sql, values, "state = ?", state == null ? null : state.code());
        and(sql, values, "kind = ?", event == null ? null : event ? 1 : 2);
        and(sql, values, "mapping = ?", mapping);
        and(sql, values, "code = ?", code);
        and(sql, values, "source_key = ?", sourceKey);
        and(sql, values, "call_id = ?", callId);
        and(sql, values, "parked_at >= ?", from == null ? null : from.atOffset(ZoneOffset.UTC));
        and(sql, values, "parked_at < ?", to == null ? null : to.atOffset(ZoneOffset.UTC));
        values.add(position);
        return new Where(sql + "number " + comparison + " ?", values);
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition).append(" AND ");
            values.add(value);
        }
    }
}
