package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

/** Finds out whether the ledger can commit. */
public final class LedgerProbe {
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
        transactions.commit(() -> {
            if (jdbc.update("UPDATE ledger_probe SET written_at = CURRENT_TIMESTAMP") != 1) {
                throw new IllegalStateException("the ledger has lost its probe row");
            }
        });
    }
}
