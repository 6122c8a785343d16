package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.function.Supplier;

/**
 * Commits to the ledger. When {@link #commit} returns, the rows are on the disk: nothing is acknowledged, broadcast or
 * written back before.
 */
public final class LedgerTransactions {
    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;
    private final boolean syncAfterCommit;

    /**
     * @param syncAfterCommit whether the database writes its log at a commit without an fsync (H2), so that one has to be
     *            asked for
     */
    public LedgerTransactions(PlatformTransactionManager manager, JdbcTemplate jdbc, boolean syncAfterCommit) {
        this.transactions = new TransactionTemplate(manager);
        this.jdbc = jdbc;
        this.syncAfterCommit = syncAfterCommit;
    }

    /**
     * Runs the work in one transaction and makes it durable.
     *
     * @throws org.springframework.dao.DataAccessException if the database refused or is gone; nothing of the work is kept
     *             then, or (connection lost at the commit itself) it is not known whether it is
     */
    public <T> T commit(Supplier<T> work) {
        T result = transactions.execute(status -> work.get());
        if (syncAfterCommit) {
            jdbc.execute("CHECKPOINT SYNC");
        }
        return result;
    }

    /** {@link #commit(Supplier)} for work without a result. */
    public void commit(Runnable work) {
        commit(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
