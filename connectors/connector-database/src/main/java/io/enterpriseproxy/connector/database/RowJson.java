package io.enterpriseproxy.connector.database;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;

/** A row as a JSON object: exact decimals, ISO times, 0x-hex bytes; what JSON has no form for is the database's text. */
final class RowJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** Plain digits end at some thousand places; such a number is written as it is read. */
    private static final JsonMapper SCIENTIFIC = JSON.rebuild().disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RowJson() {}

    static byte[] write(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        ObjectNode object = NODES.objectNode();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            object.set(fieldName(columns.getColumnLabel(i)), value(rows, columns, i));
        }
        try {
            return JSON.writeValueAsBytes(object);
        } catch (JacksonException numberOfTooManyPlaces) {
            return SCIENTIFIC.writeValueAsBytes(object);
        }
    }

    /** Unquoted names are upper case in some databases and lower case in others; here they are lower case. */
    static String fieldName(String label) {
        return label.equals(label.toUpperCase(Locale.ROOT)) ? label.toLowerCase(Locale.ROOT) : label;
    }

    /** A value that the driver cannot convert would stop the source at its row, so each is asked for what it is. */
    private static JsonNode value(ResultSet rows, ResultSetMetaData columns, int i) throws SQLException {
        String typeName = columns.getColumnTypeName(i).toLowerCase(Locale.ROOT);
        if (typeName.equals("uuid") || typeName.equals("bit")) {
            return form(rows.getString(i), text -> text);
        }
        return switch (columns.getColumnType(i)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL, Types.REAL,
                    Types.FLOAT, Types.DOUBLE ->
                number(rows.getString(i));
            case Types.BOOLEAN, Types.BIT -> bool(rows.getBoolean(i), rows.wasNull());
            case Types.DATE -> form(rows.getObject(i, LocalDate.class), LocalDate::toString);
            case Types.TIME -> form(rows.getObject(i, LocalTime.class), DateTimeFormatter.ISO_LOCAL_TIME::format);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> isZoned(typeName)
                    ? form(rows.getObject(i, OffsetDateTime.class), time -> time.toInstant().toString())
                    : form(rows.getObject(i, LocalDateTime.class), DateTimeFormatter.ISO_LOCAL_DATE_TIME::format);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                form(rows.getBytes(i), bytes -> "0x" + HexFormat.of().formatHex(bytes));
            default -> typeName.startsWith("json")
                    ? json(rows.getString(i))
                    : form(rows.getString(i), text -> text);
        };
    }

    /** PostgreSQL's driver gives both kinds of timestamp the same type code. */
    private static boolean isZoned(String typeName) {
        return typeName.equals("timestamptz") || typeName.contains("with time zone");
    }

    private static <T> JsonNode form(@Nullable T value, Function<T, String> text) {
        return value == null ? NODES.nullNode() : NODES.stringNode(text.apply(value));
    }

    private static JsonNode bool(boolean value, boolean isNull) {
        return isNull ? NODES.nullNode() : NODES.booleanNode(value);
    }

    /** What is too deep for a tree stays text. */
    private static JsonNode json(@Nullable String text) {
        if (text == null) {
            return NODES.nullNode();
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return NODES.stringNode(text);
        }
    }

    /** NaN and infinity, and money with its currency sign, are no numbers of JSON. */
    private static JsonNode number(@Nullable String text) {
        if (text == null) {
            return NODES.nullNode();
        }
        try {
            return NODES.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return NODES.stringNode(text);
        }
    }
}
