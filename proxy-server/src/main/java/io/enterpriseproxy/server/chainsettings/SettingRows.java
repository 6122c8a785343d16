package io.enterpriseproxy.server.chainsettings;

import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of chains of which something is not as the configuration says: one table for each kind, with a column of JSON. */
final class SettingRows {
    private final JdbcTemplate jdbc;
    private final String table;
    private final String column;

    /** @param column which holds the JSON; what is in code, not what somebody sends */
    SettingRows(JdbcTemplate jdbc, String table, String column) {
        this.jdbc = jdbc;
        this.table = table;
        this.column = column;
    }

    /** JSON by chain. */
    Map<String, String> all() {
        Map<String, String> all = new HashMap<>();
        jdbc.query("SELECT chain, " + column + " FROM " + table, row -> {
            all.put(row.getString(1), row.getString(2));
        });
        return all;
    }

    /** The JSON of a chain, locked until the transaction ends; empty if there is none. */
    Optional<String> lock(String chain) {
        return jdbc.query("SELECT " + column + " FROM " + table + " WHERE chain = ? FOR UPDATE",
                (row, number) -> row.getString(1), chain).stream().findFirst();
    }

    void put(String chain, String json, String by, Instant at) {
        if (jdbc.update("UPDATE " + table + " SET " + column + " = ?, changed_by = ?, changed_at = ? WHERE chain = ?",
                json, by, at.atOffset(ZoneOffset.UTC), chain) == 0) {
            jdbc.update("INSERT INTO " + table + " (chain, " + column + ", changed_by, changed_at) VALUES (?, ?, ?, ?)",
                    chain, json, by, at.atOffset(ZoneOffset.UTC));
        }
    }

    void remove(String chain) {
        jdbc.update("DELETE FROM " + table + " WHERE chain = ?", chain);
    }
}
