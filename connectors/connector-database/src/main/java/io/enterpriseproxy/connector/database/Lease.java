package io.enterpriseproxy.connector.database;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** What a session takes so that it alone polls for a mapping; the database ends it with the session. */
record Lease(NamedStatement statement, String name) {
    /** MariaDB takes names of at most this many characters. */
    private static final int LONGEST_NAME = 64;

    static String nameFor(String mapping) {
        String name = "enterprise-proxy:" + mapping;
        return name.length() <= LONGEST_NAME
                ? name
                : "enterprise-proxy:" + UUID.nameUUIDFromBytes(mapping.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the session has the lease now; false if another session has it. */
    boolean take(Connection session) throws SQLException {
        try (PreparedStatement prepared = session.prepareStatement(statement.sql())) {
            for (int i = 1; i <= statement.names().size(); i++) {
                prepared.setString(i, name);
            }
            try (ResultSet rows = prepared.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1;
            }
        }
    }
}
