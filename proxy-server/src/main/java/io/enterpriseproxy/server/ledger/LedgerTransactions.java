package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Commits to the ledger. When {@link #commit} returns, the rows are on the disk: nothing is acknowledged, broadcast or
 * written back before.
 *
 * <p>
 * The embedded database (H2) has one writer at a time. What it writes to its file at one thread's commit is gathered table
 * by table, and holds what another thread has written to some of them only: a process that dies before the next write would
 * leave half a transaction behind, such as a lane's watermark without the outcomes below it.
 */
public final class LedgerTransactions {
    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;
    private final boolean embedded;
    private final ReentrantLock writer = new ReentrantLock();
    /** Both only with the writer's lock. */
    private long commits;
    private long synced;

    /**
     * @param embedded whether the database is H2, which besides writes its file at a commit without an fsync, so that one
     *            has to be asked for
     */
    public LedgerTransactions(PlatformTransactionManager manager, JdbcTemplate jdbc, boolean embedded) {
        this.transactions = new TransactionTemplate(manager);
        this.jdbc = jdbc;
        this.embedded = embedded;
    }

    /**
     * Runs the work in one transaction and makes it durable.
     *
     * @throws org.springframework.dao.DataAccessException if the database refused or is gone; nothing of the work is kept
     *             then, or (connection lost at the commit itself) it is not known whether it is
     */
    public <T> T commit(Supplier<T> work) {
        if (!embedded) {
            return transactions.execute(status -> work.get());
        }
        T result;
        long commit;
        writer.lock();
        try {
            commit = ++commits;
            result = transactions.execute(status -> work.get());
        } finally {
            writer.unlock();
        }
        sync(commit);
        return result;
    }

    /**
     * Makes durable all that can be read: rows are seen by others before they are on the disk, for ever so if the disk is
     * full, and nothing may be done on their word before.
     *
     * @throws org.springframework.dao.DataAccessException if it cannot
     */
    public void settle() {
        if (!embedded) {
            return;
        }
        writer.lock();
        try {
            sync(commits);
        } finally {
            writer.unlock();
        }
    }

    /** One for all who have committed while another was under way. */
    private void sync(long commit) {
        writer.lock();
        try {
            if (synced < commit) {
                jdbc.execute("CHECKPOINT SYNC");
                synced = commits;
            }
        } finally {
            writer.unlock();
        }
    }

    /** {@link #commit(Supplier)} for work without a result. */
    public void commit(Runnable work) {
        commit(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
