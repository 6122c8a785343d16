package io.enterpriseproxy.server.policy;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The rows of what is stopped. */
final class StopRows {
    private final JdbcTemplate jdbc;

    StopRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<Stop> all() {
        return jdbc.query("SELECT scope, name, stopped_by, stopped_at, reason FROM stop_switch",
                (row, number) -> new Stop(StopScope.valueOf(row.getString(1)), row.getString(2), row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(), row.getString(5)));
    }

    /** False if it is stopped already. */
    boolean add(Stop stop) {
        try {
            return jdbc.update("INSERT INTO stop_switch (scope, name, stopped_by, stopped_at, reason)"
                    + " VALUES (?, ?, ?, ?, ?)", stop.scope().name(), stop.name(), stop.by(),
                    stop.at().atOffset(ZoneOffset.UTC), stop.reason()) == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** False if it is not stopped. */
    boolean remove(StopScope scope, String name) {
        return jdbc.update("DELETE FROM stop_switch WHERE scope = ? AND name = ?", scope.name(), name) == 1;
    }
}
