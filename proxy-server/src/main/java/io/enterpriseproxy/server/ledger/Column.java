package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** A column of rows that are written together: its name, and its value in a row. */
record Column<T>(String name, ColumnType type, Function<T, @Nullable Object> value) {

    static <T> Column<T> bigint(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, ColumnType.BIGINT, value);
    }

    static <T> Column<T> integer(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, ColumnType.INTEGER, value);
    }

    static <T> Column<T> text(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, ColumnType.TEXT, value);
    }

    static <T> Column<T> bytes(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, ColumnType.BYTES, value);
    }

    /** The value in this row. */
    void bind(PreparedStatement statement, int position, T row) throws SQLException {
        Object found = value.apply(row);
        if (found == null) {
            statement.setNull(position, type.jdbcType());
        } else {
            statement.setObject(position, found);
        }
    }

    /** The values in all rows, as one array. */
    void bindAll(PreparedStatement statement, int position, List<T> rows) throws SQLException {
        statement.setArray(position, statement.getConnection().createArrayOf(type.postgresName(),
                rows.stream().map(value).toArray(type::array)));
    }
}
