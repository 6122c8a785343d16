package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.server.ledger.LedgerDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresIntakeIT extends IntakeContract {
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
