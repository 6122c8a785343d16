package io.enterpriseproxy.server.ledger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class H2EventPurgeIT extends EventPurgeContract {
    private static LedgerDatabase database;

    @BeforeAll
    static void start(@TempDir Path directory) {
        database = LedgerDatabase.h2(directory);
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
