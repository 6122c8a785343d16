package io.enterpriseproxy.connector.database;

import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where a poller takes rows from. */
interface RowQueue extends AutoCloseable {
    /**
     * Takes a batch, hands it to the work and marks what the work says is done, in one transaction. If anything fails
     * nothing is marked, and the same rows are taken again.
     *
     * @param work returns the rows that are done; not called if there are none
     * @return whether more rows are likely to be there
     */
    boolean poll(UnaryOperator<List<Row>> work) throws SQLException;

    @Override
    void close();
}
