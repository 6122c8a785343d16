package io.enterpriseproxy.connector.database;

class PostgresTargetIT extends StatementTargetContract {
    PostgresTargetIT() {
        super(TestDatabase.postgres());
    }
}
