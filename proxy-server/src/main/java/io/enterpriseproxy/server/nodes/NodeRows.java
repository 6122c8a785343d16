package io.enterpriseproxy.server.nodes;

import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of chains whose nodes are not those of the configuration. */
final class NodeRows {
    private final JdbcTemplate jdbc;

    NodeRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** JSON lists by chain. */
    Map<String, String> all() {
        Map<String, String> all = new HashMap<>();
        jdbc.query("SELECT chain, nodes FROM chain_nodes", row -> {
            all.put(row.getString(1), row.getString(2));
        });
        return all;
    }

    /** The JSON list of a chain, locked until the transaction ends; empty if there is none. */
    Optional<String> lock(String chain) {
        return jdbc.query("SELECT nodes FROM chain_nodes WHERE chain = ? FOR UPDATE", (row, number) -> row.getString(1),
                chain).stream().findFirst();
    }

    void put(String chain, String nodes, String by, Instant at) {
        if (jdbc.update("UPDATE chain_nodes SET nodes = ?, changed_by = ?, changed_at = ? WHERE chain = ?", nodes, by,
                at.atOffset(ZoneOffset.UTC), chain) == 0) {
            jdbc.update("INSERT INTO chain_nodes (chain, nodes, changed_by, changed_at) VALUES (?, ?, ?, ?)", chain,
                    nodes, by, at.atOffset(ZoneOffset.UTC));
        }
    }

    void remove(String chain) {
        jdbc.update("DELETE FROM chain_nodes WHERE chain = ?", chain);
    }
}
