package io.enterpriseproxy.connector.database;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class H2TargetIT extends StatementTargetContract {
    H2TargetIT(@TempDir Path directory) {
        super(TestDatabase.h2(directory));
    }
}
