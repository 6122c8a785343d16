package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.server.ledger.AttemptList;
import io.enterpriseproxy.server.ledger.AttemptList.Range;
import io.enterpriseproxy.server.ledger.SigningLeaf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The attempts of a lane as the ledger has them now, and what is left of purged ones. */
final class LaneAttempts {
    /** Nonces that are looked at together. */
    private static final int WINDOW = 5_000;

    private static final String ATTEMPT = "attempt";
    private static final String PURGED = "purged_attempt";

    private final JdbcTemplate jdbc;
    private final long lane;

    LaneAttempts(JdbcTemplate jdbc, long lane) {
        this.jdbc = jdbc;
        this.lane = lane;
    }

    /** Which attempt. */
    record Key(long nonce, int number) {}

    /**
     * What an attempt gives.
     *
     * @param hash null if it cannot be computed
     * @param trouble what is wrong with the attempt by itself; null if nothing is
     */
    record Leaf(byte @Nullable [] hash, boolean purged, @Nullable String trouble) {}

    private record Span(long first, long last) {}

    /** The leaves of these attempts, as far as they are there. */
    Map<Key, Leaf> leaves(Collection<AttemptList> lists) {
        Map<Key, Leaf> leaves = new HashMap<>();
        for (Span span : spans(lists)) {
            jdbc.query(
                    "SELECT nonce, p.number, leaf, c.idempotency_key = '' FROM purged_attempt p LEFT JOIN contract_call"
                            + " c ON c.seq = p.call_seq WHERE p.lane = ? AND p.nonce BETWEEN ? AND ?",
                    row -> {
                        leaves.put(new Key(row.getLong(1), row.getInt(2)), new Leaf(row.getBytes(3), true,
                                row.getBoolean(4) ? null : "it is purged, and its call is not"));
                    }, lane, span.first(), span.last());
            jdbc.query("SELECT " + SigningLeaf.COLUMNS + ", a.raw FROM attempt a LEFT JOIN contract_call c ON c.seq ="
                    + " a.call_seq WHERE a.lane = ? AND a.nonce BETWEEN ? AND ?", row -> {
                        leaves.put(new Key(row.getLong(2), row.getInt(3)), row.getObject(5) == null
                                ? new Leaf(null, false, "its call is missing")
                                : leaf(SigningLeaf.Signed.of(row), row.getBytes(8)));
                    }, lane, span.first(), span.last());
        }
        return leaves;
    }

    /** A transaction's hash is the Keccak-256 of its bytes. */
    private static Leaf leaf(SigningLeaf.Signed attempt, byte[] raw) {
        boolean fits = Hex.encode(Keccak256.hash(raw)).equals(attempt.hash());
        return new Leaf(SigningLeaf.of(attempt), false,
                fits ? null : "its bytes do not give its tx_hash " + attempt.hash() + ": one of both was changed");
    }

    /** Ranges that follow each other are read at once. */
    private static List<Span> spans(Collection<AttemptList> lists) {
        List<Range> ranges = lists.stream().flatMap(list -> list.ranges().stream())
                .sorted(Comparator.comparingLong(Range::first)).toList();
        List<Span> spans = new ArrayList<>();
        for (Range range : ranges) {
            Span last = spans.isEmpty() ? null : spans.getLast();
            if (last != null && range.first() <= last.last() + 1) {
                spans.set(spans.size() - 1, new Span(last.first(), Math.max(last.last(), range.last())));
            } else {
                spans.add(new Span(range.first(), range.last()));
            }
        }
        return spans;
    }

    /** All attempts, and all that are purged. */
    void forEach(Consumer<Key> each) {
        for (String table : new String[]{ATTEMPT, PURGED}) {
            inWindows(table, span -> jdbc.query("SELECT nonce, number FROM " + table + " WHERE lane = ? AND nonce"
                    + " BETWEEN ? AND ? ORDER BY nonce, number", row -> {
                        each.accept(new Key(row.getLong(1), row.getInt(2)));
                    }, lane, span.first(), span.last()));
        }
    }

    /** What was signed and is not purged, in nonce order. */
    void forEachSigned(Consumer<SigningLeaf.Signed> each) {
        inWindows(ATTEMPT,
                span -> jdbc.query("SELECT " + SigningLeaf.COLUMNS + " FROM attempt a JOIN contract_call c ON"
                        + " c.seq = a.call_seq WHERE a.lane = ? AND a.nonce BETWEEN ? AND ? ORDER BY a.nonce, a.number",
                        (row, i) -> SigningLeaf.Signed.of(row), lane, span.first(), span.last()).forEach(each));
    }

    /** What is left of purged attempts, in nonce order. */
    void forEachPurged(BiConsumer<Key, byte[]> each) {
        inWindows(PURGED, span -> jdbc.query("SELECT nonce, number, leaf FROM purged_attempt WHERE lane = ? AND nonce"
                + " BETWEEN ? AND ? ORDER BY nonce, number", row -> {
                    each.accept(new Key(row.getLong(1), row.getInt(2)), row.getBytes(3));
                }, lane, span.first(), span.last()));
    }

    private void inWindows(String table, Consumer<Span> each) {
        Long from = next(table, -1);
        while (from != null) {
            long last = from + WINDOW - 1;
            each.accept(new Span(from, last));
            from = next(table, last);
        }
    }

    private @Nullable Long next(String table, long after) {
        return jdbc.queryForObject("SELECT min(nonce) FROM " + table + " WHERE lane = ? AND nonce > ?", Long.class,
                lane,
                after);
    }
}
