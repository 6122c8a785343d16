package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.audit.AuditRows.LaneBefore;
import io.enterpriseproxy.server.audit.EntriesCheck.Named;
import io.enterpriseproxy.server.ledger.AttemptList;
import io.enterpriseproxy.server.ledger.AttemptList.Range;
import io.enterpriseproxy.server.ledger.FieldsHash;
import io.enterpriseproxy.server.ledger.MerkleRoot;
import io.enterpriseproxy.server.ledger.SigningBatch;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The chain of one lane, and whether its attempts are those that were signed: all of them, and no other. */
final class LaneCheck {
    private static final int PAGE = 50;
    /** More than any commit signs: a list that names more is none of ours. */
    private static final int MOST = 100_000;

    private final JdbcTemplate jdbc;
    private final LaneAttempts stored;
    private final long lane;
    private final Consumer<Finding> report;
    private final SignedRanges signed = new SignedRanges();
    private long read = Long.MIN_VALUE;
    private long last;
    private String lastHash = FieldsHash.NONE;
    private long batches;
    private long attempts;
    private long purged;
    private long older;

    LaneCheck(JdbcTemplate jdbc, long lane, Consumer<Finding> report) {
        this.jdbc = jdbc;
        this.stored = new LaneAttempts(jdbc, lane);
        this.lane = lane;
        this.report = report;
    }

    static String place(long lane, long batch) {
        return "lane " + lane + ", batch " + batch;
    }

    /**
     * @param named the end that the audit trail has named last; null if none
     * @param before what the lane had signed before its chain
     */
    void run(@Nullable Named named, LaneBefore before) {
        List<SigningBatch> page = page();
        while (!page.isEmpty()) {
            Map<SigningBatch, AttemptList> readable = new LinkedHashMap<>();
            for (SigningBatch batch : page) {
                AttemptList list = check(batch);
                if (list != null) {
                    readable.put(batch, list);
                }
            }
            checkAttempts(readable);
            page = page();
        }
        if (named != null && named.number() > last) {
            missing(last + 1, named.number(), "; audit entry " + named.entry() + " names batch " + named.number());
        }
        checkOthers(before);
    }

    private List<SigningBatch> page() {
        return jdbc.query("SELECT " + SigningBatch.COLUMNS + " FROM signing_batch WHERE lane = ? AND number > ?"
                + " ORDER BY number FETCH FIRST " + PAGE + " ROWS ONLY", (row, i) -> SigningBatch.of(row), lane, read);
    }

    /** Checks a batch by itself and its link; answers what it has signed, if that can be read. */
    private @Nullable AttemptList check(SigningBatch batch) {
        read = batch.number();
        if (batch.number() < 1) {
            found(batch, EntriesCheck.INSERTED);
            return null;
        }
        batches++;
        if (batch.number() > last + 1) {
            missing(last + 1, batch.number() - 1, "");
        } else if (!batch.previousHash().equals(lastHash)) {
            found(batch, "it does not follow batch " + last + ": one of both was changed, moved or inserted");
        }
        if (!batch.computedHash().equals(batch.hash())) {
            found(batch, "its content does not give its hash: it was changed or moved");
        }
        last = batch.number();
        lastHash = batch.hash();
        return list(batch);
    }

    private @Nullable AttemptList list(SigningBatch batch) {
        try {
            AttemptList list = AttemptList.parse(batch.attempts());
            if (list.count() == batch.count() && list.count() > 0 && list.count() <= MOST) {
                list.ranges().stream().filter(range -> !signed.add(range))
                        .forEach(range -> found(batch,
                                "it signs " + range + " again, which an earlier batch has signed"));
                return list;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as of a list of another length.
        }
        found(batch, "its list of attempts is not one of " + batch.count());
        return null;
    }

    private void checkAttempts(Map<SigningBatch, AttemptList> page) {
        Map<LaneAttempts.Key, LaneAttempts.Leaf> leaves = stored.leaves(page.values());
        page.forEach((batch, list) -> {
            List<byte[]> found = new ArrayList<>();
            list.ranges().forEach(range -> collect(batch, range, leaves, found));
            if (found.size() == batch.count() && !MerkleRoot.of(found).equals(batch.root())) {
                found(batch, "its attempts (" + batch.attempts() + ") do not give its root: one of them, or its call's"
                        + " id, was changed");
            }
        });
    }

    private void collect(SigningBatch batch, Range range, Map<LaneAttempts.Key, LaneAttempts.Leaf> leaves,
            List<byte[]> found) {
        SignedRanges missing = new SignedRanges();
        for (long nonce = range.first(); nonce <= range.last(); nonce++) {
            LaneAttempts.Leaf leaf = leaves.get(new LaneAttempts.Key(nonce, range.number()));
            if (leaf == null) {
                missing.add(new Range(nonce, nonce, range.number()));
                continue;
            }
            String trouble = leaf.trouble();
            if (trouble != null) {
                found(new Range(nonce, nonce, range.number()), trouble);
            }
            if (leaf.hash() != null) {
                found.add(leaf.hash());
            }
            purged += leaf.purged() ? 1 : 0;
            attempts += leaf.purged() ? 0 : 1;
        }
        missing.all().forEach(each -> found(each, "missing; batch " + batch.number() + " has signed it, and its call is"
                + " not purged"));
    }

    /** Attempts that no batch has signed are from before the chain, or inserted. */
    private void checkOthers(LaneBefore before) {
        SignedRanges inserted = new SignedRanges();
        stored.forEach(key -> {
            if (!signed.has(key.nonce(), key.number())) {
                if (key.nonce() <= before.lastNonce() && older < before.attempts()) {
                    older++;
                } else {
                    inserted.add(new Range(key.nonce(), key.nonce(), key.number()));
                }
            }
        });
        inserted.all().forEach(each -> found(each, "no batch has signed it: it was inserted, or its batch is gone"));
        if (older < before.attempts()) {
            report.accept(new Finding("lane " + lane, "of " + before.attempts() + " attempts from before its chain, "
                    + (before.attempts() - older) + " are missing"));
        }
    }

    private void missing(long first, long last, String how) {
        report.accept(new Finding("lane " + lane + (first == last
                ? ", batch " + first
                : ", batches " + first + " to " + last), "missing" + how));
    }

    private void found(SigningBatch batch, String what) {
        report.accept(new Finding(place(lane, batch.number()), what));
    }

    private void found(Range attempts, String what) {
        report.accept(new Finding("lane " + lane + (attempts.first() == attempts.last()
                ? ", nonce " + attempts.first()
                : ", nonces " + attempts.first() + " to " + attempts.last()) + ", attempt " + attempts.number(), what));
    }

    long batches() {
        return batches;
    }

    long attempts() {
        return attempts;
    }

    long purged() {
        return purged;
    }

    long older() {
        return older;
    }
}
