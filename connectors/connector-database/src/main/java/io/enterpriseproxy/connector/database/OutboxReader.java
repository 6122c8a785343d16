package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;

/** Reads rows of an outbox in the column order id, aggregate type, aggregate id, type, payload. */
record OutboxReader(String mapping, boolean inOrder) implements RowReader {
    private static final int ID = 1;
    private static final int AGGREGATE_TYPE = 2;
    private static final int AGGREGATE_ID = 3;
    private static final int TYPE = 4;
    private static final int PAYLOAD = 5;

    @Override
    public SourceEvent event(ResultSet rows) throws SQLException {
        String id = rows.getString(ID);
        String aggregateId = rows.getString(AGGREGATE_ID);
        Map<String, String> metadata = new HashMap<>();
        put(metadata, "id", id);
        put(metadata, "aggregateType", rows.getString(AGGREGATE_TYPE));
        put(metadata, "aggregateId", aggregateId);
        put(metadata, "type", rows.getString(TYPE));
        return new SourceEvent(mapping, payload(rows), metadata, null, id, inOrder ? aggregateId : null, null);
    }

    @Override
    public @Nullable Object markValue(ResultSet rows, String parameter) throws SQLException {
        return rows.getObject(ID);
    }

    private static void put(Map<String, String> metadata, String name, @Nullable String value) {
        if (value != null) {
            metadata.put(name, value);
        }
    }

    private static byte[] payload(ResultSet rows) throws SQLException {
        if (rows.getObject(PAYLOAD) == null) {
            return new byte[0];
        }
        return switch (rows.getMetaData().getColumnType(PAYLOAD)) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> rows.getBytes(PAYLOAD);
            default -> rows.getString(PAYLOAD).getBytes(StandardCharsets.UTF_8);
        };
    }
}
