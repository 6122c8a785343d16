package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.audit.Verification.Known;
import io.enterpriseproxy.server.ledger.FieldsHash;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** The audit trail's own chain, and whether lanes are where its entries say. */
final class EntriesCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEAD = "audit head";
    static final String INSERTED = "no chain has this number: it was inserted";

    private final JdbcTemplate jdbc;
    private final AuditRows rows;
    private final Consumer<Finding> report;
    private final Map<Long, Named> named = new HashMap<>();
    private AuditRows.Head last = new AuditRows.Head(0, FieldsHash.NONE);
    private LanesBefore before = LanesBefore.NOTHING;
    private long count;
    private long olderCount;

    EntriesCheck(JdbcTemplate jdbc, Consumer<Finding> report) {
        this.jdbc = jdbc;
        this.rows = new AuditRows(jdbc);
        this.report = report;
    }

    /** The end of a lane's chain, and the entry that has named it last. */
    record Named(long number, String hash, long entry) {}

    void run(@Nullable Known known) {
        boolean knownIsThere = false;
        List<Audited> page = rows.after(Long.MIN_VALUE);
        while (!page.isEmpty()) {
            for (Audited entry : page) {
                check(entry, Objects.requireNonNull(entry.number()));
                knownIsThere |= known != null && known.number() == last.number();
                if (known != null && known.number() == last.number() && !known.hash().equalsIgnoreCase(last.hash())) {
                    found(last.number(), "its hash is " + last.hash() + ", and is known to be " + known.hash()
                            + ": the chain was written anew");
                }
            }
            page = rows.after(Objects.requireNonNull(page.getLast().number()));
        }
        if (known != null && !knownIsThere) {
            found(known.number(), "it is known, and missing");
        }
        checkHead();
        checkOlder();
        checkNamed();
    }

    private void check(Audited entry, long number) {
        if (number < 1) {
            found(number, INSERTED);
            return;
        }
        String hash = String.valueOf(entry.hash());
        count++;
        if (number > last.number() + 1) {
            missing(last.number() + 1, number - 1, "");
        } else if (!last.hash().equals(entry.previousHash())) {
            found(number, "it does not follow entry " + last.number() + ": one of both was changed, moved or inserted");
        }
        if (!entry.computedHash().equals(hash)) {
            found(number, "its content does not give its hash: it was changed or moved");
        }
        last = new AuditRows.Head(number, hash);
        read(entry, number);
    }

    private void read(Audited entry, long number) {
        try {
            if (number == 1) {
                before = LanesBefore.of(entry.after());
            } else if (entry.action().equals(SigningHeads.ACTION)) {
                JSON.readTree(String.valueOf(entry.after())).path(SigningHeads.LANES).properties()
                        .forEach(lane -> checkLane(Long.parseLong(lane.getKey()),
                                new Named(lane.getValue().path("number").asLong(0),
                                        lane.getValue().path("hash").asString(""), number)));
            }
        } catch (JacksonException | NumberFormatException e) {
            found(number, "what it says of lanes cannot be read");
        }
    }

    /** A batch that is not there is found where its lane is checked. */
    private void checkLane(long lane, Named end) {
        named.merge(lane, end, (old, now) -> old.number() > now.number() ? old : now);
        jdbc.queryForList("SELECT hash FROM signing_batch WHERE lane = ? AND number = ?", String.class, lane,
                end.number()).stream().filter(hash -> !hash.equals(end.hash())).forEach(hash -> report.accept(
                        new Finding(LaneCheck.place(lane, end.number()), "its hash is not the one that audit entry "
                                + end.entry() + " names: the lane's chain was written anew")));
    }

    private void checkHead() {
        List<AuditRows.Head> heads = jdbc.query("SELECT number, hash FROM audit_head",
                (row, i) -> new AuditRows.Head(row.getLong(1), row.getString(2)));
        if (heads.size() != 1) {
            report.accept(new Finding(HEAD, "there are " + heads.size() + " rows in audit_head; one was written"));
            return;
        }
        AuditRows.Head head = heads.getFirst();
        if (head.number() > last.number()) {
            missing(last.number() + 1, head.number(), ", and audit_head names the last of them");
        } else if (!head.equals(last)) {
            report.accept(new Finding(HEAD, "it names entry " + head.number() + " with the hash " + head.hash()
                    + "; the last is entry " + last.number() + " with the hash " + last.hash()
                    + ": it was set back, or entries were inserted behind it"));
        }
    }

    private void checkOlder() {
        AuditRows.Unchained older = AuditRows.Unchained.NONE;
        List<Audited> page = rows.unchainedAfter(0);
        while (!page.isEmpty()) {
            for (Audited entry : page) {
                if (entry.id() > before.lastId()) {
                    report.accept(new Finding("audit entry without a number (id " + entry.id() + ")",
                            "it was inserted, or written by an instance of an earlier version"));
                } else {
                    older = older.with(entry);
                }
            }
            page = rows.unchainedAfter(page.getLast().id());
        }
        olderCount = older.count();
        if (count > 0 && !(older.count() == before.entries() && older.hash().equals(before.hash()))) {
            report.accept(new Finding("audit entries from before the chain", "there are " + older.count()
                    + " that do not give the hash in entry 1, which names " + before.entries()));
        }
    }

    /** What each instance looks up to know which lanes have moved. */
    private void checkNamed() {
        Map<Long, Long> kept = new HashMap<>();
        jdbc.query("SELECT lane, number FROM signing_head", row -> {
            kept.put(row.getLong(1), row.getLong(2));
        });
        named.forEach((lane, end) -> {
            Long number = kept.remove(lane);
            if (number == null || number != end.number()) {
                report.accept(new Finding("lane " + lane, "signing_head has "
                        + (number == null ? "no row of it" : "batch " + number) + "; audit entry " + end.entry()
                        + " names batch " + end.number()));
            }
        });
        kept.forEach((lane, number) -> report.accept(new Finding("lane " + lane,
                "signing_head has batch " + number + "; no audit entry names the lane")));
    }

    private void missing(long first, long last, String how) {
        report.accept(new Finding(first == last ? "audit entry " + first : "audit entries " + first + " to " + last,
                "missing" + how));
    }

    private void found(long number, String what) {
        report.accept(new Finding("audit entry " + number, what));
    }

    /** The end of a lane's chain as named last; null if none is. */
    @Nullable
    Named named(long lane) {
        return named.get(lane);
    }

    Set<Long> namedLanes() {
        return named.keySet();
    }

    LanesBefore lanesBefore() {
        return before;
    }

    AuditRows.Head last() {
        return last;
    }

    long count() {
        return count;
    }

    long olderCount() {
        return olderCount;
    }
}
