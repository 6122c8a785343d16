package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** Reads rows of a query as JSON objects. */
record QueryReader(String mapping, String key, @Nullable String orderingKey) implements RowReader {
    @Override
    public SourceEvent event(ResultSet rows) throws SQLException {
        String rowKey = rows.getString(key);
        return new SourceEvent(mapping, RowJson.write(rows), rowKey == null ? Map.of() : Map.of("key", rowKey), null,
                rowKey, orderingKey == null ? null : rows.getString(orderingKey), null);
    }

    @Override
    public @Nullable Object markValue(ResultSet rows, String parameter) throws SQLException {
        return rows.getObject(parameter);
    }
}
