package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.ledger.FieldsHash;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The rows of the audit trail. They are only added, and the head's row is what tells the last. */
final class AuditRows {
    private static final String SELECT = "SELECT id, number, at, actor, action, subject, detail, state_before,"
            + " state_after, origin, previous_hash, hash FROM audit_entry WHERE ";
    private static final int PAGE = 500;

    private final JdbcTemplate jdbc;

    AuditRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The last entry of the chain; number 0 before the first. */
    record Head(long number, String hash) {}

    Head head() {
        return head("");
    }

    /** Inside a transaction, until whose end nobody else adds an entry. */
    Head lockHead() {
        return head(" FOR UPDATE");
    }

    private Head head(String lock) {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT number, hash FROM audit_head" + lock,
                (row, i) -> new Head(row.getLong(1), row.getString(2))));
    }

    /** Adds an entry behind a head that is locked; answers the new head. */
    Head append(Head head, Audited entry) {
        Audited next = entry.chained(head.number() + 1, head.hash());
        jdbc.update("INSERT INTO audit_entry (number, at, actor, action, subject, detail, state_before, state_after,"
                + " origin, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", next.number(),
                next.at().atOffset(ZoneOffset.UTC), next.actor(), next.action(), next.subject(), next.detail(),
                next.before(), next.after(), next.origin(), next.previousHash(), next.hash());
        Head moved = new Head(head.number() + 1, Objects.requireNonNull(next.hash()));
        jdbc.update("UPDATE audit_head SET number = ?, hash = ?", moved.number(), moved.hash());
        return moved;
    }

    /** The newest with a smaller id, newest first. */
    List<Audited> newest(long beforeId, int limit) {
        return jdbc.query(SELECT + "id < ? ORDER BY id DESC FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> entry(row), beforeId);
    }

    /** The entries of the chain behind a number, in order; some of them. */
    List<Audited> after(long number) {
        return jdbc.query(SELECT + "number > ? ORDER BY number FETCH FIRST " + PAGE + " ROWS ONLY",
                (row, i) -> entry(row), number);
    }

    /** The entries without a number behind an id, in order; some of them. */
    List<Audited> unchainedAfter(long id) {
        return jdbc.query(SELECT + "id > ? AND number IS NULL ORDER BY id FETCH FIRST " + PAGE + " ROWS ONLY",
                (row, i) -> entry(row), id);
    }

    /** The entries behind an id, in order, with and without a number; some of them. */
    List<Audited> oldest(long afterId) {
        return jdbc.query(SELECT + "id > ? ORDER BY id FETCH FIRST " + PAGE + " ROWS ONLY", (row, i) -> entry(row),
                afterId);
    }

    /** Entries without a number, and one hash over them all. */
    record Unchained(long count, long lastId, String hash) {
        static final Unchained NONE = new Unchained(0, 0, FieldsHash.NONE);

        Unchained with(Audited entry) {
            return new Unchained(count + 1, entry.id(), FieldsHash.of("audit-entry/0", hash, entry.id(), entry.at(),
                    entry.actor(), entry.action(), entry.subject(), entry.detail()));
        }
    }

    /** All without a number. */
    Unchained unchained() {
        Unchained all = Unchained.NONE;
        List<Audited> page = unchainedAfter(0);
        while (!page.isEmpty()) {
            for (Audited entry : page) {
                all = all.with(entry);
            }
            page = unchainedAfter(all.lastId());
        }
        return all;
    }

    /** What lanes had signed before their chains: attempts and last nonce by lane. */
    Map<String, LaneBefore> lanesBefore() {
        Map<String, LaneBefore> lanes = new TreeMap<>();
        jdbc.query("SELECT lane, count(*), max(nonce) FROM attempt GROUP BY lane", row -> {
            lanes.put(row.getString(1), new LaneBefore(row.getLong(2), row.getLong(3)));
        });
        return lanes;
    }

    /** What a lane had signed before its chain. */
    record LaneBefore(long attempts, long lastNonce) {}

    /** The last batch of a lane's chain. */
    record LaneHead(long lane, long number, String hash) {}

    /** The ends of lanes' chains that have moved since they were named last. */
    List<LaneHead> moved() {
        return jdbc.query(
                "SELECT b.lane, b.number, b.hash FROM lane l JOIN signing_batch b ON b.lane = l.id AND b.number ="
                        + " (SELECT max(m.number) FROM signing_batch m WHERE m.lane = l.id) LEFT JOIN signing_head h ON h.lane ="
                        + " l.id WHERE h.number IS NULL OR h.number < b.number ORDER BY b.lane",
                (row, i) -> new LaneHead(row.getLong(1), row.getLong(2), row.getString(3)));
    }

    /** An entry names them now. */
    void named(List<LaneHead> heads) {
        jdbc.batchUpdate("DELETE FROM signing_head WHERE lane = ?",
                heads.stream().map(head -> new Object[]{head.lane()}).toList());
        jdbc.batchUpdate("INSERT INTO signing_head (lane, number) VALUES (?, ?)",
                heads.stream().map(head -> new Object[]{head.lane(), head.number()}).toList());
    }

    private static Audited entry(ResultSet row) throws SQLException {
        return new Audited(row.getLong(1), row.getObject(2, Long.class),
                row.getObject(3, OffsetDateTime.class).toInstant(), row.getString(4), row.getString(5),
                row.getString(6),
                row.getString(7), row.getString(8), row.getString(9), row.getString(10), row.getString(11),
                row.getString(12));
    }
}
