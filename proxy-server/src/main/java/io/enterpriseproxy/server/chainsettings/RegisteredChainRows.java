package io.enterpriseproxy.server.chainsettings;

import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of chains that were registered. */
final class RegisteredChainRows {
    private final JdbcTemplate jdbc;

    RegisteredChainRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** JSON by chain. */
    Map<String, String> all() {
        Map<String, String> all = new HashMap<>();
        jdbc.query("SELECT chain, registration FROM registered_chain", row -> {
            all.put(row.getString(1), row.getString(2));
        });
        return all;
    }

    /** The JSON of a chain, locked until the transaction ends; empty if there is none. */
    Optional<String> lock(String chain) {
        return jdbc.query("SELECT registration FROM registered_chain WHERE chain = ? FOR UPDATE",
                (row, number) -> row.getString(1), chain).stream().findFirst();
    }

    /** The name of the chain that has this id. */
    Optional<String> withId(long id) {
        return jdbc
                .query("SELECT chain FROM registered_chain WHERE chain_id = ?", (row, number) -> row.getString(1), id)
                .stream().findFirst();
    }

    /** Whether lanes, or readers of events, were at work on a chain of this name. */
    boolean wasUsed(String chain) {
        Long rows = jdbc.queryForObject("SELECT (SELECT COUNT(*) FROM lane WHERE chain = ?)"
                + " + (SELECT COUNT(*) FROM chain_reader WHERE chain = ?)", Long.class, chain, chain);
        return rows != null && rows > 0;
    }

    /** Adds a chain. What was set of another that had its name once is not for it. */
    void insert(String chain, long id, String json, String by, Instant at) {
        jdbc.update("INSERT INTO registered_chain (chain, chain_id, registration, changed_by, changed_at)"
                + " VALUES (?, ?, ?, ?, ?)", chain, id, json, by, at.atOffset(ZoneOffset.UTC));
        jdbc.update("DELETE FROM chain_nodes WHERE chain = ?", chain);
        jdbc.update("DELETE FROM chain_terms WHERE chain = ?", chain);
    }

    void update(String chain, String json, String by, Instant at) {
        jdbc.update("UPDATE registered_chain SET registration = ?, changed_by = ?, changed_at = ? WHERE chain = ?",
                json,
                by, at.atOffset(ZoneOffset.UTC), chain);
    }
}
