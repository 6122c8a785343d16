package io.enterpriseproxy.connector.database;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Rows that one poller among all instances takes in order. The lease belongs to the database session that also reads and
 * marks, so it cannot outlive the poller, and no row is locked while the ledger works.
 *
 * <p>
 * The order does not hang on the lease; that only saves the others the work. A poller reads the oldest rows and marks
 * them after the ledger's commit, so whoever reads at the same time reads either the same rows, which the ledger knows
 * by their keys, or later ones.
 */
final class LeasedQueue implements RowQueue {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedQueue.class);

    private final Sessions sessions;
    private final PolledTable table;
    private final Optional<Lease> lease;
    private @Nullable Connection session;
    private boolean held;

    /** @param lease empty where the database has none */
    LeasedQueue(Sessions sessions, PolledTable table, Optional<Lease> lease) {
        this.sessions = sessions;
        this.table = table;
        this.lease = lease;
    }

    @Override
    public synchronized boolean poll(UnaryOperator<List<Row>> work) throws SQLException {
        try {
            Connection opened = openSession();
            return holdsLease(opened) && poll(opened, work);
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean poll(Connection opened, UnaryOperator<List<Row>> work) throws SQLException {
        List<Row> rows = table.read(opened);
        opened.commit();
        if (!rows.isEmpty()) {
            table.mark(opened, work.apply(rows));
            opened.commit();
        }
        return table.filledBy(rows);
    }

    private Connection openSession() throws SQLException {
        Connection opened = session;
        if (opened == null) {
            opened = sessions.unpooled();
            session = opened;
            opened.setAutoCommit(false);
        }
        return opened;
    }

    private boolean holdsLease(Connection opened) throws SQLException {
        if (!held) {
            held = lease.isEmpty() || lease.get().take(opened);
            opened.commit();
        }
        return held;
    }

    /** Ends the session, and the lease with it; the next poll opens another. */
    @Override
    public synchronized void close() {
        Connection opened = session;
        session = null;
        held = false;
        if (opened == null) {
            return;
        }
        try (opened) {
            opened.rollback();
        } catch (SQLException e) {
            LOG.debug("a session ended with an error; the next poll opens another", e);
        }
    }
}
