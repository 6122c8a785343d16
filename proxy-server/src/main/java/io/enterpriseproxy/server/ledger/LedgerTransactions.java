package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.concurrent.atomic.AtomicLong;
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
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong synced = new AtomicLong();
    private final AtomicLong notSynced = new AtomicLong();

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
            result = transactions.execute(status -> work.get());
            commit = commits.incrementAndGet();
        } finally {
            writer.unlock();
        }
        sync(commit);
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

    /** One for all who have committed while another was under way. */
    private void sync(long commit) {
        writer.lock();
        try {
            if (synced.get() >= commit) {
                return;
            }
            long upTo = commits.get();
            jdbc.execute("CHECKPOINT SYNC");
            synced.accumulateAndGet(upTo, Math::max);
        } catch (RuntimeException e) {
            notSynced.accumulateAndGet(commit, Math::max);
            throw e;
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
