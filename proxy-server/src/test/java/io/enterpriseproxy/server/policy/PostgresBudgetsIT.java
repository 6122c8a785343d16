package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.server.ledger.LedgerDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresBudgetsIT extends BudgetsContract {
    private static LedgerDatabase database;

    @BeforeAll
    static void start() {
        database = LedgerDatabase.postgres();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Override
    LedgerDatabase database() {
        return database;
    }
}
