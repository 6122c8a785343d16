package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.proof.AnchorProof;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The rows of trees and of their leaves. */
public final class AnchorRows {
    private static final String SELECT = "SELECT number, id, name, root, records, built_at, state, why, call_id, chain, chain_id,"
            + " contract, tx_hash, block_number, block_hash, anchored_at FROM anchor ";
    /** Most characters of why a tree does not go on. */
    public static final int LONGEST_WHY = 1_000;
    private static final int PAGE = 100;
    private static final RowsStatement<Row> INSERT = RowsStatement.insert("anchor_record", List.of(
            Column.bigint("call_seq", Row::call),
            Column.text("name", row -> row.leaf().place()),
            Column.bytes("salt", row -> row.leaf().salt()),
            Column.bytes("leaf", row -> row.leaf().leaf())));
    private static final RowsStatement<Placed> PLACE = RowsStatement.update("anchor_record", "leaf = t.leaf",
            List.of(Column.bigint("anchor", Placed::anchor), Column.integer("leaf_index", Placed::index)),
            List.of(Column.bigint("call_seq", Placed::call)));

    private final JdbcTemplate jdbc;
    private final boolean h2;
    private final Sequences sequences;
    private final Clock clock;

    public AnchorRows(JdbcTemplate jdbc, boolean h2, Clock clock) {
        this.jdbc = jdbc;
        this.h2 = h2;
        this.sequences = new Sequences(jdbc, h2);
        this.clock = clock;
    }

    private record Row(long call, RecordLeaf leaf) {}

    private record Placed(long call, long anchor, int index) {}

    /** A record that is in no tree yet: its call's accept number, and its leaf. */
    public record Waiting(long call, byte[] leaf) {}

    /**
     * A record's leaf in its tree.
     *
     * @param salt null if the record is purged or erased
     * @param anchor number of the tree; null if it is in none yet
     */
    public record Leaf(byte @Nullable [] salt, byte[] leaf, @Nullable Long anchor, int index) {}

    /** The leaf of a record that is accepted in the same transaction. */
    static void insert(JdbcTemplate jdbc, boolean h2, List<Long> calls, List<RecordLeaf> leaves) {
        List<Row> rows = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            rows.add(new Row(calls.get(i), leaves.get(i)));
        }
        INSERT.execute(jdbc, h2, rows);
    }

    /**
     * Makes the row that is held by whoever works at a place.
     *
     * @throws DuplicateKeyException if another instance has made it meanwhile
     */
    public void open(String name) {
        if (jdbc.queryForList("SELECT name FROM anchor_place WHERE name = ?", String.class, name).isEmpty()) {
            jdbc.update("INSERT INTO anchor_place (name) VALUES (?)", name);
        }
    }

    /** Holds a place for the rest of the transaction; false if somebody else does. */
    public boolean hold(String name) {
        return !jdbc.queryForList("SELECT name FROM anchor_place WHERE name = ? FOR UPDATE SKIP LOCKED", String.class,
                name).isEmpty();
    }

    /** Places that have records in no tree, or trees that are not settled. */
    public List<String> busyPlaces() {
        return jdbc.query("SELECT p.name FROM anchor_place p WHERE EXISTS (SELECT 1 FROM anchor_record r WHERE"
                + " r.name = p.name AND r.anchor IS NULL) OR EXISTS (SELECT 1 FROM anchor a WHERE a.name = p.name AND"
                + " a.state < 4)", (row, i) -> row.getString(1));
    }

    /** Whether a place has so many records in no tree, or one that has waited so long. */
    public boolean isDue(String name, int count, Duration every) {
        List<OffsetDateTime> oldest = jdbc.query("SELECT c.accepted_at FROM anchor_record r JOIN contract_call c ON"
                + " c.seq = r.call_seq WHERE r.name = ? AND r.anchor IS NULL ORDER BY r.call_seq FETCH FIRST 1 ROWS ONLY",
                (row, i) -> row.getObject(1, OffsetDateTime.class), name);
        if (oldest.isEmpty()) {
            return false;
        }
        return !oldest.getFirst().plus(every).isAfter(now()) || waitAtLeast(name, count);
    }

    private boolean waitAtLeast(String name, int count) {
        return !jdbc
                .queryForList("SELECT call_seq FROM anchor_record WHERE name = ? AND anchor IS NULL ORDER BY call_seq"
                        + " OFFSET " + (count - 1) + " ROWS FETCH FIRST 1 ROWS ONLY", Long.class, name)
                .isEmpty();
    }

    /** The first records of a place that are in no tree, in accept order. */
    public List<Waiting> waiting(String name, int limit) {
        return jdbc.query("SELECT call_seq, leaf FROM anchor_record WHERE name = ? AND anchor IS NULL ORDER BY call_seq"
                + " FETCH FIRST " + limit + " ROWS ONLY", (row, i) -> new Waiting(row.getLong(1), row.getBytes(2)),
                name);
    }

    /** Keeps a tree over these records, whose place the caller holds. */
    public void build(String name, byte[] root, List<Waiting> records) {
        long number = sequences.next("anchor_seq", 1).getFirst();
        jdbc.update(
                "INSERT INTO anchor (number, id, name, root, records, built_at, state) VALUES (?, ?, ?, ?, ?, ?, 1)",
                number, UUID.randomUUID(), name, root, records.size(), now());
        List<Placed> placed = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            placed.add(new Placed(records.get(i).call(), number, i));
        }
        if (PLACE.execute(jdbc, h2, placed) != placed.size()) {
            throw new OptimisticLockingFailureException("records of " + name + " are gone");
        }
    }

    /** Does something with each tree of a place in a state, the first first. Read in pages, in no transaction. */
    public void each(String name, AnchorState state, Consumer<AnchorRecord> work) {
        List<AnchorRecord> page;
        long after = -1;
        do {
            page = jdbc.query(SELECT + "WHERE name = ? AND state = ? AND number > ? ORDER BY number FETCH FIRST " + PAGE
                    + " ROWS ONLY", (row, i) -> record(row), name, state.code(), after);
            page.forEach(work);
            after = page.isEmpty() ? after : page.getLast().number();
        } while (page.size() == PAGE);
    }

    public Optional<AnchorRecord> find(UUID id) {
        return jdbc.query(SELECT + "WHERE id = ?", (row, i) -> record(row), id).stream().findFirst();
    }

    public Optional<AnchorRecord> find(long number) {
        return jdbc.query(SELECT + "WHERE number = ?", (row, i) -> record(row), number).stream().findFirst();
    }

    /** The newest trees before a number; of a place, if one is named. */
    public List<AnchorRecord> newest(@Nullable String name, long before, int limit) {
        List<Object> parameters = new ArrayList<>(List.of(before));
        if (name != null) {
            parameters.add(name);
        }
        return jdbc.query(SELECT + "WHERE number < ?" + (name == null ? "" : " AND name = ?")
                + " ORDER BY number DESC FETCH FIRST " + limit + " ROWS ONLY", (row, i) -> record(row),
                parameters.toArray());
    }

    /** A call is to put its root on the chain. */
    public void submitted(long number, UUID call) {
        jdbc.update("UPDATE anchor SET state = 2, call_id = ?, why = NULL WHERE number = ?", call, number);
    }

    /** Why it does not go on, in at most {@link #LONGEST_WHY} characters; null: it does. */
    public void why(long number, @Nullable String why) {
        jdbc.update("UPDATE anchor SET why = ? WHERE number = ?", why, number);
    }

    /** Its root is final on the chain. */
    public void anchored(long number, AnchorProof.Place place) {
        jdbc.update("UPDATE anchor SET state = 3, why = NULL, chain = ?, chain_id = ?, contract = ?, tx_hash = ?,"
                + " block_number = ?, block_hash = ?, anchored_at = ? WHERE number = ?", place.chain(), place.chainId(),
                place.contract(), place.transaction(), place.blockNumber(), place.blockHash(), now(), number);
    }

    /** All its records are confirmed. */
    public void settled(long number) {
        jdbc.update("UPDATE anchor SET state = 4, why = NULL WHERE number = ?", number);
    }

    /** A record of a tree that waits for it to be final: its call's accept number, and its place in the tree. */
    public record Unsettled(long call, int index) {}

    /** Those behind a place in the tree, in its order. */
    public List<Unsettled> unsettled(long number, int after, int limit) {
        return jdbc.query("SELECT r.call_seq, r.leaf_index FROM anchor_record r JOIN call_progress p ON p.seq ="
                + " r.call_seq WHERE r.anchor = ? AND r.leaf_index > ? AND p.state = 0 ORDER BY r.leaf_index FETCH FIRST "
                + limit + " ROWS ONLY", (row, i) -> new Unsettled(row.getLong(1), row.getInt(2)), number, after);
    }

    /** The leaf of a record; empty if the call is none. */
    public Optional<Leaf> leaf(long call) {
        return jdbc.query("SELECT salt, leaf, anchor, leaf_index FROM anchor_record WHERE call_seq = ?",
                (row, i) -> new Leaf(row.getBytes(1), row.getBytes(2), row.getObject(3, Long.class), row.getInt(4)),
                call).stream().findFirst();
    }

    /** All leaves of a tree, in order. */
    public List<byte[]> leaves(long number) {
        return jdbc.query("SELECT leaf FROM anchor_record WHERE anchor = ? ORDER BY leaf_index",
                (row, i) -> row.getBytes(1), number);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static AnchorRecord record(ResultSet row) throws SQLException {
        OffsetDateTime anchored = row.getObject(16, OffsetDateTime.class);
        return new AnchorRecord(row.getLong(1), row.getObject(2, UUID.class), row.getString(3), row.getBytes(4),
                row.getInt(5), row.getObject(6, OffsetDateTime.class).toInstant(), AnchorState.of(row.getInt(7)),
                row.getString(8), row.getObject(9, UUID.class),
                anchored == null
                        ? null
                        : new AnchorProof.Place(row.getString(10), row.getLong(11), row.getString(12),
                                row.getString(13), row.getLong(14), row.getString(15)),
                anchored == null ? null : anchored.toInstant());
    }
}
