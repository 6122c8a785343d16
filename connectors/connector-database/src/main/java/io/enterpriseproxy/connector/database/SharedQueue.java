package io.enterpriseproxy.connector.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rows that several pollers share without order: each locks the rows it takes until they are marked, and the others skip
 * them. The locks last for one commit of the ledger. Thread-safe.
 */
final class SharedQueue implements RowQueue {
    private final Sessions sessions;
    private final PolledTable table;

    SharedQueue(Sessions sessions, PolledTable table) {
        this.sessions = sessions;
        this.table = table;
    }

    @Override
    public boolean poll(UnaryOperator<List<Row>> work) throws SQLException {
        try (Connection connection = sessions.pooled()) {
            try {
                return poll(connection, work);
            } catch (SQLException | RuntimeException e) {
                sessions.discardIfBroken(connection);
                throw e;
            }
        }
    }

    /** What is not committed is rolled back when the session goes back to the pool. */
    private boolean poll(Connection connection, UnaryOperator<List<Row>> work) throws SQLException {
        connection.setAutoCommit(false);
        List<Row> rows = table.read(connection);
        if (!rows.isEmpty()) {
            table.mark(connection, work.apply(rows));
        }
        connection.commit();
        return table.filledBy(rows);
    }

    @Override
    public void close() {}
}
