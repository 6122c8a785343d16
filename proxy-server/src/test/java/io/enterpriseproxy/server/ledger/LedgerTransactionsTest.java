package io.enterpriseproxy.server.ledger;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LedgerTransactionsTest {
    private final Disk disk = new Disk();
    private final LedgerTransactions transactions = new LedgerTransactions(new Manager(), disk, true);

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

    private static final class Disk extends JdbcTemplate {
        private boolean full;
        private int syncs;

        @Override
        public void execute(String sql) {
            if (full) {
                throw new DataAccessResourceFailureException("No space left on device");
            }
            syncs++;
        }
    }

    private static final class Manager extends AbstractPlatformTransactionManager {
        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
