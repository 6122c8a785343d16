package io.enterpriseproxy.connector.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes the statements of sources out of their settings. */
final class PolledTables {
    private final JdbcConnectionSettings connection;

    PolledTables(JdbcConnectionSettings connection) {
        this.connection = connection;
    }

    /** @throws IllegalArgumentException if the settings do not fit the connection's */
    PolledTable of(String mapping, DatabaseSourceSettings source) {
        OutboxSettings outbox = source.outbox();
        return outbox != null ? outbox(mapping, source, outbox) : query(mapping, source);
    }

    private PolledTable outbox(String mapping, DatabaseSourceSettings source, OutboxSettings outbox) {
        String id = outbox.columns().id();
        String mark = outbox.processedAt() == null
                ? "DELETE FROM " + outbox.table() + " WHERE " + id + " = ?"
                : "UPDATE " + outbox.table() + " SET " + outbox.processedAt() + " = CURRENT_TIMESTAMP WHERE " + id
                        + " = ?";
        List<String> filter = new ArrayList<>(outbox.aggregateTypes());
        filter.addAll(outbox.types());
        String select = outbox.select() == null
                ? generated(source, outbox)
                : given(source, "outbox.select", outbox.select());
        return table(source, select, filter, new NamedStatement(mark, List.of("id")),
                new OutboxReader(mapping, source.inOrder()));
    }

    private String generated(DatabaseSourceSettings source, OutboxSettings outbox) {
        OutboxColumns columns = outbox.columns();
        List<String> conditions = new ArrayList<>();
        if (outbox.processedAt() != null) {
            conditions.add(outbox.processedAt() + " IS NULL");
        }
        oneOf(columns.aggregateType(), outbox.aggregateTypes(), conditions);
        oneOf(columns.type(), outbox.types(), conditions);
        String select = "SELECT " + String.join(", ", columns.id(), columns.aggregateType(), columns.aggregateId(),
                columns.type(), columns.payload()) + " FROM " + outbox.table()
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
        Dialect dialect = connection.usedDialect();
        return source.inOrder()
                ? dialect.selectInOrder(select, outbox.order(), source.batch())
                : dialect.selectUnlocked(select, outbox.order(), source.batch())
                        .orElseThrow(() -> new IllegalArgumentException("pollers: found " + source.pollers()
                                + " for a database of which no way to skip locked rows is known; expected 1, or"
                                + " outbox.select with SKIP LOCKED"));
    }

    private static void oneOf(String column, List<String> values, List<String> conditions) {
        if (!values.isEmpty()) {
            conditions.add(column + " IN (" + String.join(", ", values.stream().map(value -> "?").toList()) + ")");
        }
    }

    private PolledTable query(String mapping, DatabaseSourceSettings source) {
        String select = given(source, "query", Objects.requireNonNull(source.query()));
        String mark = SqlText.resolve("mark", Objects.requireNonNull(source.mark()), connection.statements());
        return table(source, select, List.of(), NamedStatement.parse(mark),
                new QueryReader(mapping, Objects.requireNonNull(source.key()), source.orderingKey()));
    }

    private String given(DatabaseSourceSettings source, String setting, String text) {
        String select = SqlText.resolve(setting, text, connection.statements());
        if (!source.inOrder() && !SqlText.skipsLockedRows(select)) {
            throw new IllegalArgumentException(setting + ": found a statement without SKIP LOCKED for "
                    + source.pollers() + " pollers; expected it to end with FOR UPDATE SKIP LOCKED");
        }
        return select;
    }

    private PolledTable table(DatabaseSourceSettings source, String select, List<String> filter, NamedStatement mark,
            RowReader reader) {
        return new PolledTable(select, filter, mark, reader, source.batch(), (int) connection.timeout().toSeconds());
    }
}
