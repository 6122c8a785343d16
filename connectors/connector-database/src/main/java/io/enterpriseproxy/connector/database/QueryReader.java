package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** Reads rows of a query as JSON objects. A row that cannot be read is an event that is refused, so that it is parked. */
record QueryReader(String mapping, String key, @Nullable String orderingKey) implements RowReader {
    private record Body(byte[] bytes, @Nullable Problem unusable) {}

    @Override
    public SourceEvent event(ResultSet rows) throws SQLException {
        String rowKey = rows.getString(key);
        Body body = body(rows, rowKey);
        return new SourceEvent(mapping, body.bytes(), rowKey == null ? Map.of() : Map.of("key", rowKey), null, rowKey,
                orderingKey == null ? null : rows.getString(orderingKey), null, body.unusable());
    }

    private Body body(ResultSet rows, @Nullable String rowKey) throws SQLException {
        try {
            return new Body(RowJson.write(rows), null);
        } catch (SQLException e) {
            SqlFault fault = SqlFault.of(e);
            if (fault.retryable()) {
                throw e;
            }
            return unusable(rowKey, fault.reason());
        } catch (RuntimeException e) {
            return unusable(rowKey, e.toString());
        }
    }

    private Body unusable(@Nullable String rowKey, String reason) {
        return new Body((key + ": " + rowKey).getBytes(StandardCharsets.UTF_8),
                Problem.of(ProblemCode.MALFORMED_EVENT, "the row cannot be read: " + reason));
    }

    @Override
    public @Nullable Object markValue(ResultSet rows, String parameter) throws SQLException {
        return rows.getObject(parameter);
    }
}
