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

    /** @param source checked: it fits the connection */
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
                : sql(outbox.select());
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
                        .orElseThrow(() -> new IllegalStateException("settings that were not checked"));
    }

    private static void oneOf(String column, List<String> values, List<String> conditions) {
        if (!values.isEmpty()) {
            conditions.add(column + " IN (" + String.join(", ", values.stream().map(value -> "?").toList()) + ")");
        }
    }

    private PolledTable query(String mapping, DatabaseSourceSettings source) {
        String select = sql(Objects.requireNonNull(source.query()));
        String mark = sql(Objects.requireNonNull(source.mark()));
        return table(source, select, List.of(), NamedStatement.parse(mark),
                new QueryReader(mapping, Objects.requireNonNull(source.key()), source.orderingKey()));
    }

    private String sql(String text) {
        return SqlText.require(text, connection.statements());
    }

    private PolledTable table(DatabaseSourceSettings source, String select, List<String> filter, NamedStatement mark,
            RowReader reader) {
        return new PolledTable(select, filter, mark, reader, source.batch(), (int) connection.timeout().toSeconds());
    }
}
