package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;

/**
 * Numbers that rise in commit order of one writer: taken from the database at the insert, never reserved ahead, so that
 * an event accepted after another has the higher number on every instance.
 */
final class Sequences {
    private final JdbcTemplate jdbc;
    private final boolean h2;

    Sequences(JdbcTemplate jdbc, boolean h2) {
        this.jdbc = jdbc;
        this.h2 = h2;
    }

    /** The next {@code count} numbers, rising. */
    List<Long> next(String sequence, int count) {
        String sql = h2
                ? "SELECT NEXT VALUE FOR " + sequence + " FROM SYSTEM_RANGE(1, ?)"
                : "SELECT nextval('" + sequence + "') FROM generate_series(1, ?)";
        return jdbc.query(sql, (row, i) -> row.getLong(1), count).stream().sorted().toList();
    }
}
