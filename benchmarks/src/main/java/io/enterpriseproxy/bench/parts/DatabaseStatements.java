package io.enterpriseproxy.bench.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the database spent its time on, as its extension pg_stat_statements counts it. */
public final class DatabaseStatements {
    private static final String QUERY = """
            SELECT format('%10s ms %8s calls %9s rows %8s ms/call  %9s kB WAL  %s', round(total_exec_time), calls, rows,
                          round((total_exec_time / calls)::numeric, 3), wal_bytes::bigint / 1024,
                          left(regexp_replace(query, '\\s+', ' ', 'g'), 200))
            FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 40""";
    private static final String SIZES = """
            SELECT format('%8s kB  of it indexes %8s kB  %8s HOT of %8s updates  %s',
                          pg_total_relation_size(relid) / 1024, pg_indexes_size(relid) / 1024, n_tup_hot_upd, n_tup_upd,
                          relname)
            FROM pg_stat_user_tables ORDER BY pg_total_relation_size(relid) DESC LIMIT 12""";

    private DatabaseStatements() {}

    static void prepare(Statement statement) throws SQLException {
        statement.execute("CREATE EXTENSION pg_stat_statements");
    }

    /** Writes the costliest statements and the largest tables of the ledger to a file. */
    public static void write(Postgres postgres, Path file) {
        StringBuilder text = new StringBuilder();
        append(text, postgres, Postgres.USER, QUERY);
        append(text, postgres, "ledger", SIZES);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(StringBuilder text, Postgres postgres, String database, String query) {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the statistics cannot be read", e);
        }
    }
}
