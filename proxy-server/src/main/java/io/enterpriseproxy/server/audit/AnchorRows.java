package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.audit.AuditAnchor.Anchor;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The row that says what is anchored, and when the next one is due; by the database's clock. */
final class AnchorRows {
    private static final String DUE = " FROM audit_anchor a WHERE a.due_at <= CURRENT_TIMESTAMP AND a.number <"
            + " (SELECT h.number FROM audit_head h)";

    private final JdbcTemplate jdbc;

    AnchorRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    boolean isDue() {
        return !jdbc.queryForList("SELECT a.number" + DUE, Long.class).isEmpty();
    }

    /** The last entry, if it is due and nobody else is at it; nobody is for so long. */
    Optional<Anchor> claim(Duration claim) {
        if (jdbc.queryForList("SELECT a.number" + DUE + " FOR UPDATE SKIP LOCKED", Long.class).isEmpty()) {
            return Optional.empty();
        }
        jdbc.update("UPDATE audit_anchor SET due_at =" + in(claim));
        return jdbc.query("SELECT e.number, e.hash, e.at FROM audit_entry e JOIN audit_head h ON h.number = e.number",
                (row, i) -> new Anchor(row.getLong(1), row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .stream().findFirst();
    }

    /** The next one is due after so long. */
    void submitted(long number, Duration every) {
        jdbc.update("UPDATE audit_anchor SET number = ?, due_at =" + in(every), number);
    }

    private static String in(Duration duration) {
        return " CURRENT_TIMESTAMP + INTERVAL '" + Math.max(1, duration.toSeconds()) + "' SECOND";
    }
}
