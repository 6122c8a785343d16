package io.enterpriseproxy.server.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Computes every hash, root and link of a ledger again: the chain of the audit trail, the chain of each lane, and what the
 * lanes' chains say of the transactions that were signed. Reads page by page; what it keeps in memory is small. All reads are
 * to be of one moment: give it a connection with a transaction that sees one.
 */
public final class Verification {
    private final JdbcTemplate jdbc;
    private final Consumer<Finding> report;
    private long findings;

    /** @param report is given each finding at once */
    public Verification(JdbcTemplate jdbc, Consumer<Finding> report) {
        this.jdbc = jdbc;
        this.report = report;
    }

    /** An entry of which the hash is known from elsewhere: an anchor on a chain, or an earlier verification. */
    public record Known(long number, String hash) {}

    /** Verifies all. */
    public Verified run(@Nullable Known known) {
        EntriesCheck entries = new EntriesCheck(jdbc, this::found);
        entries.run(known);
        LanesBefore before = entries.lanesBefore();
        long batches = 0;
        long attempts = 0;
        long purged = 0;
        long older = 0;
        Set<Long> lanes = lanes(entries);
        for (long lane : lanes) {
            LaneCheck check = new LaneCheck(jdbc, lane, this::found);
            check.run(entries.named(lane), before.of(lane));
            batches += check.batches();
            attempts += check.attempts();
            purged += check.purged();
            older += check.older();
        }
        return new Verified(entries.count(), entries.olderCount(), lanes.size(), batches, attempts, purged, older,
                findings, entries.last().number(), entries.last().hash());
    }

    private void found(Finding finding) {
        findings++;
        report.accept(finding);
    }

    private Set<Long> lanes(EntriesCheck entries) {
        Set<Long> lanes = new TreeSet<>(entries.namedLanes());
        for (String table : new String[]{"signing_batch", "attempt", "purged_attempt"}) {
            lanes.addAll(jdbc.queryForList("SELECT DISTINCT lane FROM " + table, Long.class));
        }
        return lanes;
    }
}
