package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.OptionalLong;

/** Which block of a chain was handed in last to be anchored. */
public final class BlockAnchorRows {
    private final JdbcTemplate jdbc;

    public BlockAnchorRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of that block; empty if there is none yet. */
    public OptionalLong last(String name) {
        return jdbc.query("SELECT number FROM block_anchor WHERE name = ?", (row, i) -> row.getLong(1), name).stream()
                .mapToLong(Long::longValue).findFirst();
    }

    /** It is this one now; an instance that is behind changes nothing. */
    public void reached(String name, long number) {
        if (jdbc.update("UPDATE block_anchor SET number = ? WHERE name = ? AND number < ?", number, name, number) == 0
                && last(name).isEmpty()) {
            jdbc.update("INSERT INTO block_anchor (name, number) VALUES (?, ?)", name, number);
        }
    }
}
