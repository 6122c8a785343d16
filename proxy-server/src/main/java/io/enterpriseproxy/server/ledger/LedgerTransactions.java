package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Commits to the ledger. When {@link #commit} returns, the rows are on the disk: nothing is acknowledged, broadcast or
 * written back before.
 */
public final class LedgerTransactions {
    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;
    private final boolean syncAfterCommit;
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong synced = new AtomicLong();
    private final AtomicLong notSynced = new AtomicLong();

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
            sync(commits.incrementAndGet());
        }
        return result;
    }

    /**
     * Makes durable what was committed and then could not be (a full disk): such rows can be read, and nothing may be done
     * on their word before.
     *
     * @throws org.springframework.dao.DataAccessException if it still cannot
     */
    public void settle() {
        if (synced.get() < notSynced.get()) {
            sync(commits.get());
        }
    }

    private void sync(long commit) {
        long upTo = commits.get();
        try {
            jdbc.execute("CHECKPOINT SYNC");
        } catch (RuntimeException e) {
            notSynced.accumulateAndGet(commit, Math::max);
            throw e;
        }
        synced.accumulateAndGet(upTo, Math::max);
    }

    /** {@link #commit(Supplier)} for work without a result. */
    public void commit(Runnable work) {
        commit(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
