package io.enterpriseproxy.bench.parts;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fills a ledger in PostgreSQL with calls that are long finished: copies of ones that really went through, with keys, ids
 * and nonces of their own. Columns that are not named here are copied as they are.
 */
public final class FinishedCalls {
    private static final int TEMPLATES = 1_000;
    private static final Map<String, String> CALL = Map.of("seq", "-g", "id", "gen_random_uuid()", "idempotency_key",
            "'old-' || g", "key_hash", "sha256(('old-' || g)::bytea)", "payload_hash", "sha256(('p' || g)::bytea)");
    private static final Map<String, String> PROGRESS = Map.of("seq", "-g", "lane_position", "-g", "nonce", "g",
            "ordering_key", "'old-' || g");
    private static final Map<String, String> ATTEMPT = Map.of("call_seq", "-g", "nonce", "g", "tx_hash",
            "'0x' || encode(sha256(('t' || g)::bytea), 'hex')");
    private static final Map<String, String> WRITE_BACK = Map.of("seq", "-g", "call_seq", "-g", "call_id",
            "gen_random_uuid()");

    private FinishedCalls() {}

    /**
     * Adds calls numbered {@code from} to {@code to}, which are their nonces too: those of the lanes must lie above.
     *
     * @return how many
     * @throws SQLException if the ledger has other tables than expected here
     */
    public static long add(Postgres postgres, long from, long to) throws SQLException {
        try (Connection connection = postgres.connect("ledger"); Statement statement = connection.createStatement()) {
            statement.execute("SET maintenance_work_mem = '256MB'");
            statement.execute("CREATE TEMP TABLE template AS SELECT row_number() OVER () - 1 AS i, seq AS call FROM"
                    + " (SELECT p.seq FROM call_progress p WHERE p.seq > 0 AND p.finished_at IS NOT NULL AND EXISTS"
                    + " (SELECT 1 FROM write_back w WHERE w.call_seq = p.seq AND w.delivered_at IS NOT NULL) LIMIT "
                    + TEMPLATES + ") finished");
            long added = copy(statement, "contract_call", "seq", CALL, from, to);
            copy(statement, "call_progress", "seq", PROGRESS, from, to);
            copy(statement, "attempt", "call_seq", ATTEMPT, from, to);
            copy(statement, "write_back", "call_seq", WRITE_BACK, from, to);
            statement.execute("VACUUM ANALYZE");
            statement.execute("CHECKPOINT");
            return added;
        }
    }

    private static long copy(Statement statement, String table, String call, Map<String, String> changed, long from,
            long to) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT column_name FROM information_schema.columns WHERE"
                + " table_schema = 'public' AND table_name = '" + table + "'")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        List<String> values = columns.stream().map(column -> changed.getOrDefault(column, "t." + column)).toList();
        return statement.executeLargeUpdate("INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT "
                + String.join(", ", values) + " FROM generate_series(" + from + ", " + to
                + ") g JOIN template p ON p.i ="
                + " g % (SELECT count(*) FROM template) JOIN " + table + " t ON t." + call + " = p.call");
    }

    /** Bytes of the ledger's database with its indexes. */
    public static long bytes(Postgres postgres) throws SQLException {
        try (Connection connection = postgres.connect("ledger");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_database_size('ledger')")) {
            row.next();
            return row.getLong(1);
        }
    }
}
