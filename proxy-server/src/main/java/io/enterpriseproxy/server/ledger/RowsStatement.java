package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement that writes many rows of one shape. PostgreSQL is sent it once, with an array per column, since it plans and
 * answers each statement of a JDBC batch by itself; H2 is sent a batch.
 */
final class RowsStatement<T> {
    /** Rows that are sent at once: a message to PostgreSQL holds a gigabyte at most. */
    private static final int MOST = 1_000;

    private final String oneRow;
    private final String allRows;
    private final List<Column<T>> columns;

    private RowsStatement(String oneRow, String allRows, List<Column<T>> columns) {
        this.oneRow = oneRow;
        this.allRows = allRows;
        this.columns = columns;
    }

    /** Inserts rows in list order. */
    static <T> RowsStatement<T> insert(String table, List<Column<T>> columns) {
        String into = "INSERT INTO " + table + " (" + names(columns) + ") ";
        return new RowsStatement<>(into + "VALUES (" + SqlLists.marks(columns.size()) + ")",
                into + "SELECT * FROM " + unnested(columns), columns);
    }

    /**
     * Updates the rows that have these values.
     *
     * @param fixed assignments without parameters, or none; the table is {@code t} there
     * @param set may be empty if {@code fixed} is not
     */
    static <T> RowsStatement<T> update(String table, String fixed, List<Column<T>> set, List<Column<T>> where) {
        List<Column<T>> columns = Stream.concat(set.stream(), where.stream()).toList();
        String update = "UPDATE " + table + " t SET " + fixed + (fixed.isEmpty() || set.isEmpty() ? "" : ", ");
        return new RowsStatement<>(
                update + each(set, "", ", ", name -> name + " = ?") + " WHERE "
                        + each(where, "", " AND ", name -> "t." + name + " = ?"),
                update + each(set, "", ", ", name -> name + " = s." + name) + " FROM " + unnested(columns) + " WHERE "
                        + each(where, "", " AND ", name -> "t." + name + " = s." + name),
                columns);
    }

    /** How many rows were written. */
    int execute(JdbcTemplate jdbc, boolean h2, List<T> rows) {
        int written = 0;
        for (int from = 0; from < rows.size(); from += MOST) {
            written += writeSome(jdbc, h2, rows.subList(from, Math.min(rows.size(), from + MOST)));
        }
        return written;
    }

    private int writeSome(JdbcTemplate jdbc, boolean h2, List<T> rows) {
        if (!h2) {
            return jdbc.update(allRows, statement -> {
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).bindAll(statement, i + 1, rows);
                }
            });
        }
        int[][] counts = jdbc.batchUpdate(oneRow, rows, rows.size(), (statement, row) -> {
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).bind(statement, i + 1, row);
            }
        });
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }

    private static String names(List<? extends Column<?>> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String unnested(List<? extends Column<?>> columns) {
        return "unnest(" + SqlLists.marks(columns.size()) + ") AS s(" + names(columns) + ")";
    }

    private static <T> String each(List<Column<T>> columns, String before, String between,
            Function<String, String> term) {
        return columns.stream().map(column -> before + term.apply(column.name()))
                .collect(Collectors.joining(between));
    }
}
