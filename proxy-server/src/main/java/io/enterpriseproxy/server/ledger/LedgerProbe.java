package io.enterpriseproxy.server.ledger;

import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.SQLException;
import java.util.Objects;

import javax.sql.DataSource;

/** Finds out whether the ledger can commit. */
public final class LedgerProbe {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerProbe.class);
    /** H2's "The database has been closed". */
    private static final int CLOSED = 90098;

    private final LedgerTransactions transactions;
    private final JdbcTemplate jdbc;

    public LedgerProbe(LedgerTransactions transactions, JdbcTemplate jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /**
     * Commits a small write.
     *
     * @throws org.springframework.dao.DataAccessException or a transaction exception, if the ledger cannot
     */
    public void write() {
        try {
            transactions.commit(() -> {
                if (jdbc.update("UPDATE ledger_probe SET written_at = CURRENT_TIMESTAMP") != 1) {
                    throw new IllegalStateException("the ledger has lost its probe row");
                }
            });
        } catch (RuntimeException e) {
            if (hasClosedItself(e)) {
                letGo();
            }
            throw e;
        }
    }

    private static boolean hasClosedItself(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getErrorCode() == CLOSED) {
                return true;
            }
        }
        return false;
    }

    /** An embedded database that could not write closes itself, and is opened anew when nobody holds the old one any more. */
    private void letGo() {
        DataSource source = Objects.requireNonNull(jdbc.getDataSource());
        try {
            source.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        } catch (SQLException e) {
            LOG.atWarn().setCause(e).log("The connections to a database that has closed itself cannot be given up");
        }
    }
}
