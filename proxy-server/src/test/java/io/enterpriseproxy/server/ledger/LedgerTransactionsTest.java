package io.enterpriseproxy.server.ledger;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LedgerTransactionsTest {
    private final Disk disk = new Disk();
    private final Manager manager = new Manager();
    private final LedgerTransactions transactions = new LedgerTransactions(manager, disk, true);

    @Test
    void whatCouldNotBeMadeDurableIsSettledBeforeAnythingIsDoneOnItsWord() {
        // Given
        disk.full = true;
        assertThatThrownBy(() -> transactions.commit(() -> {})).isInstanceOf(DataAccessResourceFailureException.class);

        // When
        assertThatThrownBy(transactions::settle).isInstanceOf(DataAccessResourceFailureException.class);
        disk.full = false;
        transactions.settle();
        transactions.settle();

        // Then
        assertThat(disk.syncs).isEqualTo(1);
    }

    @Test
    void nextCommitSettlesTheOneBefore() {
        // Given
        disk.full = true;
        assertThatThrownBy(() -> transactions.commit(() -> {})).isInstanceOf(DataAccessResourceFailureException.class);
        disk.full = false;

        // When
        transactions.commit(() -> {});
        transactions.settle();

        // Then
        assertThat(disk.syncs).isEqualTo(1);
    }

    @Test
    void commitThatIsDurableNeedsNoSettling() {
        transactions.commit(() -> {});
        transactions.settle();

        assertThat(disk.syncs).isEqualTo(1);
    }

    @Test
    void whatOthersCanReadAlreadyIsOnTheDiskWhenItIsSettled() throws Exception {
        // Given
        List<Future<Integer>> readers = new ArrayList<>();
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            manager.committed = () -> readers.add(reader.submit(() -> {
                transactions.settle();
                return disk.syncs;
            }));

            // When
            transactions.commit(() -> {});

            // Then
            assertThat(readers.getFirst().get()).isEqualTo(1);
        }
    }

    @Test
    void nobodyWritesWhileAnotherTransactionOrTheDiskIsAtWork() throws Exception {
        // Given
        List<Callable<Boolean>> commits = Collections.nCopies(200, () -> transactions.commit(() -> {
            disk.alone();
            return Boolean.TRUE;
        }));

        // When
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> commit : threads.invokeAll(commits)) {
                commit.get();
            }
        }

        // Then
        assertThat(disk.together).isFalse();
        assertThat(disk.syncs).isBetween(1, 200);
    }

    private static final class Disk extends JdbcTemplate {
        private final AtomicInteger inside = new AtomicInteger();
        private volatile boolean together;
        private boolean full;
        private int syncs;

        void alone() {
            together |= inside.incrementAndGet() > 1;
            Thread.onSpinWait();
            inside.decrementAndGet();
        }

        @Override
        public void execute(String sql) {
            alone();
            if (full) {
                throw new DataAccessResourceFailureException("No space left on device");
            }
            syncs++;
        }
    }

    private static final class Manager extends AbstractPlatformTransactionManager {
        private Runnable committed = () -> {};

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            committed.run();
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
