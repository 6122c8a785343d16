package io.enterpriseproxy.server.policy;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of policies. A version is written once. */
final class PolicyRows {
    private static final String SELECT = "SELECT v.name, v.version, v.origin, v.document, v.published_by, v.published_at,"
            + " COALESCE(p.current_version = v.version, FALSE) FROM policy_version v JOIN policy p ON p.name = v.name ";

    private final JdbcTemplate jdbc;

    PolicyRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The version that counts of each policy, by name; of those that are not withdrawn. */
    Map<String, Integer> current() {
        Map<String, Integer> current = new HashMap<>();
        jdbc.query("SELECT name, current_version FROM policy WHERE current_version IS NOT NULL", row -> {
            current.put(row.getString(1), row.getInt(2));
        });
        return current;
    }

    Optional<PolicyVersion> find(String name, int version) {
        return jdbc.query(SELECT + "WHERE v.name = ? AND v.version = ?", (row, i) -> version(row), name, version)
                .stream().findFirst();
    }

    /** The newest first. */
    List<PolicyVersion> versions(String name) {
        return jdbc.query(SELECT + "WHERE v.name = ? ORDER BY v.version DESC", (row, i) -> version(row), name);
    }

    /** All that count, by name. */
    List<PolicyVersion> allCurrent() {
        return jdbc.query(SELECT + "WHERE p.current_version = v.version ORDER BY v.name", (row, i) -> version(row));
    }

    /** Makes all who publish wait for each other until the transaction ends: no two policies may name the same key. */
    void lockAll() {
        jdbc.query("SELECT name FROM policy ORDER BY name FOR UPDATE", (row, i) -> row.getString(1));
    }

    /** Adds a version, and makes it the one that counts. */
    void add(PolicyVersion version) {
        jdbc.update("INSERT INTO policy_version (name, version, origin, document, published_by, published_at) VALUES"
                + " (?, ?, ?, ?, ?, ?)", version.name(), version.version(), version.origin(), version.document(),
                version.publishedBy(), version.publishedAt().atOffset(ZoneOffset.UTC));
        if (!makeCurrent(version.name(), version.version())) {
            jdbc.update("INSERT INTO policy (name, current_version) VALUES (?, ?)", version.name(), version.version());
        }
    }

    /** False if there is no policy of this name. */
    boolean makeCurrent(String name, @Nullable Integer version) {
        return jdbc.update("UPDATE policy SET current_version = ? WHERE name = ?", version, name) == 1;
    }

    private static PolicyVersion version(ResultSet row) throws SQLException {
        return new PolicyVersion(row.getString(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant(), row.getBoolean(7));
    }
}
