package io.enterpriseproxy.server.ledger;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.util.List;
import java.util.Set;

/**
 * Rows that the server may add and never change: in PostgreSQL, if one user owns the tables and another runs the server. After
 * each migration the second gets what it needs, and no more.
 */
public final class AppendOnly implements Callback {
    private static final List<String> TABLES = List.of("audit_entry", "signing_batch", "policy_version",
            "approval_vote");
    private static final String HISTORY = "flyway_schema_history";
    private static final String CHANGES = "UPDATE, DELETE, TRUNCATE";

    private final @Nullable String user;

    /** @param user that runs the server; null if it owns the tables itself, or the database is embedded */
    public AppendOnly(@Nullable String user) {
        this.user = user;
    }

    /** The tables in which this connection's user may change or delete rows. On PostgreSQL only. */
    public static List<String> changeable(JdbcTemplate jdbc) {
        return TABLES.stream().filter(table -> Boolean.TRUE.equals(
                jdbc.queryForObject("SELECT has_table_privilege(?, '" + CHANGES + "')", Boolean.class, table)))
                .toList();
    }

    @Override
    public boolean supports(Event event, @Nullable Context context) {
        return event == Event.AFTER_MIGRATE && user != null;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
        String to = quoted(String.valueOf(user));
        String schema = quoted(String.valueOf(jdbc.queryForObject("SELECT current_schema()", String.class)));
        jdbc.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + to);
        jdbc.execute("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA " + schema + " TO " + to);
        for (String table : jdbc.query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
                + " AND tableowner = current_user", (row, i) -> row.getString(1))) {
            String on = " ON " + schema + "." + quoted(table);
            jdbc.execute("GRANT " + rights(table) + on + " TO " + to);
            if (!rights(table).contains("DELETE")) {
                jdbc.execute("REVOKE " + CHANGES + on + " FROM " + to);
            }
        }
    }

    private static String rights(String table) {
        return table.equals(HISTORY)
                ? "SELECT"
                : Set.copyOf(TABLES).contains(table) ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public String getCallbackName() {
        return "append-only";
    }
}
