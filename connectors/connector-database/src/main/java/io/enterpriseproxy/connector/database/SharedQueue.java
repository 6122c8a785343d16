package io.enterpriseproxy.connector.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

/**
 * Rows that several pollers share without order: each locks the rows it takes until they are marked, and the others skip
 * them. The locks last for one commit of the ledger. Thread-safe.
 */
final class SharedQueue implements RowQueue {
    private final DataSource pool;
    private final PolledTable table;

    SharedQueue(DataSource pool, PolledTable table) {
        this.pool = pool;
        this.table = table;
    }

    @Override
    public int poll(UnaryOperator<List<Row>> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Row> rows = table.read(connection);
                if (!rows.isEmpty()) {
                    table.mark(connection, work.apply(rows));
                }
                connection.commit();
                return rows.size();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    @Override
    public void close() {}
}
