package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

import java.time.Instant;
import java.util.Map;

/**
 * Follows the rows of clients twice a second, so that what one instance makes or takes away counts on all within a second,
 * and writes now and then which keys were used. No request asks the database who sends it.
 */
final class ClientRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRefresh.class);
    private static final long LOOK_MILLIS = 500;
    private static final long WRITE_MILLIS = 10_000;

    private final ClientRows rows;
    private final ApiClients clients;
    private final KeyUses uses;
    private final LedgerTransactions transactions;

    ClientRefresh(ClientRows rows, ApiClients clients, KeyUses uses, LedgerTransactions transactions) {
        this.rows = rows;
        this.clients = clients;
        this.uses = uses;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelay = LOOK_MILLIS)
    void refresh() {
        try {
            clients.follow(rows.all());
        } catch (DataAccessException | TransactionException e) {
            LOG.atDebug().setCause(e).log("The clients cannot be read now; those that are known go on");
        }
    }

    @Scheduled(fixedDelay = WRITE_MILLIS)
    void writeUses() {
        Map<ApiKeyHash, Instant> used = uses.unwritten();
        if (used.isEmpty()) {
            return;
        }
        try {
            transactions.commit(() -> rows.noteUses(used));
            uses.written(used);
        } catch (DataAccessException | TransactionException e) {
            LOG.atDebug().setCause(e).log("When keys were used cannot be written now; it is tried again");
        }
    }
}
