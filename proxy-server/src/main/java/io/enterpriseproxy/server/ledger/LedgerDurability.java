package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.Map;
import java.util.TreeMap;

/** Finds settings of the database with which a commit that has returned can be lost when the power goes. */
public final class LedgerDurability {
    private final JdbcTemplate jdbc;
    private final boolean h2;

    public LedgerDurability(JdbcTemplate jdbc, boolean h2) {
        this.jdbc = jdbc;
        this.h2 = h2;
    }

    /** Each such setting with what it means; empty if commits are durable. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        if (!h2) {
            jdbc.queryForList("SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting ="
                    + " 'off'", String.class).forEach(name -> troubles.put(name, meaning(name)));
        }
        return troubles;
    }

    private static String meaning(String setting) {
        return setting.equals("fsync")
                ? "off: PostgreSQL does not wait for the disk, and a loss of power loses or corrupts what was acknowledged"
                : "off: a loss of power in the middle of a write corrupts the ledger";
    }
}
