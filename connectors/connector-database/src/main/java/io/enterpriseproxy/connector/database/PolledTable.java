package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a poller reads and how it marks what is done.
 *
 * <p>
 * There is no last id that would say where to go on: a row whose transaction commits late may have a lower id than one
 * that was taken before. What is not marked is selected, and what is done is marked by its id.
 *
 * @param select its parameters are {@code selectValues}, by position
 * @param mark run for each row that is done, with columns of the row
 */
record PolledTable(
        String select,
        List<String> selectValues,
        NamedStatement mark,
        RowReader reader,
        int batch,
        int timeoutSeconds) {

    /** Keeps large rows from filling the memory: a batch ends with the row that passes this size. */
    private static final long BATCH_BYTES = 8L << 20;
    private static final int MOST_ROWS_AHEAD = 50;

    /** The first rows, at most a batch and about {@link #BATCH_BYTES}. */
    List<Row> read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setQueryTimeout(timeoutSeconds);
            statement.setMaxRows(batch);
            statement.setFetchSize(Math.min(batch, MOST_ROWS_AHEAD));
            for (int i = 0; i < selectValues.size(); i++) {
                statement.setString(i + 1, selectValues.get(i));
            }
            List<Row> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                for (long bytes = 0; bytes < BATCH_BYTES && rows.next(); bytes += found.getLast().size()) {
                    found.add(row(rows));
                }
            }
            return found;
        }
    }

    /** Whether more rows are likely to be there than these, which were read together. */
    boolean filledBy(List<Row> rows) {
        return rows.size() == batch || rows.stream().mapToLong(Row::size).sum() >= BATCH_BYTES;
    }

    private Row row(ResultSet rows) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : mark.names()) {
            values.add(reader.markValue(rows, name));
        }
        SourceEvent event = reader.event(rows);
        return new Row(String.valueOf(event.sourceKey()), event, values);
    }

    void mark(Connection connection, List<Row> done) throws SQLException {
        if (done.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(mark.sql())) {
            statement.setQueryTimeout(timeoutSeconds);
            for (Row row : done) {
                for (int i = 0; i < row.markValues().size(); i++) {
                    statement.setObject(i + 1, row.markValues().get(i));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
