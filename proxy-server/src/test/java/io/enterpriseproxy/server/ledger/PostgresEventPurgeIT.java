package io.enterpriseproxy.server.ledger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresEventPurgeIT extends EventPurgeContract {
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
