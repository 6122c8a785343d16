package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of contract events: how far each mapping has read, and what its targets may have to be told again. */
public final class ContractEventRows {
    private static final String SELECT = "SELECT seq, id, mapping, mapping_version, block_number, ordering_key, seen,"
            + " state, outcome_count FROM contract_event WHERE reader = ? AND mapping = ? AND ";

    private static final String CURSOR = "SELECT mapping, block_number, final_block, trail, read_at FROM event_cursor"
            + " WHERE reader = ? ";

    private static final RowsStatement<Row> INSERT = RowsStatement.insert("contract_event", List.of(
            Column.bigint("seq", row -> row.event().seq()),
            new Column<>("id", ColumnType.UUID, row -> row.event().id()),
            Column.bigint("reader", Row::reader),
            Column.text("mapping", row -> row.event().mapping()),
            Column.integer("mapping_version", row -> row.event().mappingVersion()),
            Column.bigint("block_number", row -> row.event().blockNumber()),
            Column.text("ordering_key", row -> row.event().orderingKey()),
            Column.text("seen", row -> row.event().seen()),
            Column.integer("state", row -> row.event().state().code()),
            Column.integer("outcome_count", Row::count)));

    private static final RowsStatement<Row> UPDATE = RowsStatement.update("contract_event", "",
            List.of(Column.integer("state", row -> row.event().state().code()),
                    Column.integer("outcome_count", Row::count)),
            List.of(Column.bigint("seq", row -> row.event().seq())));

    private final JdbcTemplate jdbc;
    private final boolean h2;
    private final Sequences sequences;
    private final WriteBackRows writeBacks;
    private final Clock clock;

    public ContractEventRows(JdbcTemplate jdbc, boolean h2, WriteBackRows writeBacks, Clock clock) {
        this.jdbc = jdbc;
        this.h2 = h2;
        this.sequences = new Sequences(jdbc, h2);
        this.writeBacks = writeBacks;
        this.clock = clock;
    }

    /**
     * A step of a contract event that targets are told of.
     *
     * @param event in its new state, with the count of results before
     */
    public record Told(ContractEventRecord event, List<NewWriteBack> writeBacks) {
        public Told {
            writeBacks = List.copyOf(writeBacks);
        }
    }

    private record Row(long reader, ContractEventRecord event, int count) {}

    /** How far a mapping has read; empty if it has not begun. */
    public Optional<EventCursor> cursor(long reader, String mapping) {
        return jdbc.query(CURSOR + "AND mapping = ?",
                (row, i) -> cursor(row), reader, mapping).stream().findFirst();
    }

    /** How far all mappings have read a chain. */
    public List<EventCursor> cursors(long reader) {
        return jdbc.query(CURSOR + "ORDER BY mapping",
                (row, i) -> cursor(row), reader);
    }

    /**
     * Moves a mapping's cursor, or sets it first.
     *
     * @param block all blocks up to this one were read
     * @param finalBlock targets were told that what was read up to this one is final
     */
    public void moveTo(long reader, String mapping, long block, long finalBlock, String trail) {
        if (jdbc.update("UPDATE event_cursor SET block_number = ?, final_block = ?, trail = ?, read_at = ? WHERE"
                + " reader = ? AND mapping = ?", block, finalBlock, trail, now(), reader, mapping) == 0) {
            jdbc.update("INSERT INTO event_cursor (reader, mapping, block_number, final_block, trail, read_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?)", reader, mapping, block, finalBlock, trail, now());
        }
    }

    /**
     * Stores what targets are told of events, in list order.
     *
     * @param kept whether the new ones among them are kept for what may have to be told later
     */
    public void tell(long reader, List<Told> told, boolean kept) {
        int fresh = (int) told.stream().filter(each -> each.event().seq() == 0).count();
        Iterator<Long> numbers = fresh == 0
                ? Collections.emptyIterator()
                : sequences.next("contract_event_seq", fresh).iterator();
        List<Row> inserted = new ArrayList<>();
        List<Row> updated = new ArrayList<>();
        List<WriteBackRows.NewResults> results = new ArrayList<>();
        for (Told each : told) {
            boolean isNew = each.event().seq() == 0;
            ContractEventRecord event = isNew ? each.event().numbered(numbers.next()) : each.event();
            (isNew ? inserted : updated).add(new Row(reader, event, event.outcomeCount() + each.writeBacks().size()));
            results.add(new WriteBackRows.NewResults(ResultOrigin.of(reader, event), each.writeBacks()));
        }
        if (kept) {
            INSERT.execute(jdbc, h2, inserted);
        }
        UPDATE.execute(jdbc, h2, updated);
        writeBacks.insertNew(results);
    }

    /** The events of these blocks that were told before, in whatever state. */
    public List<ContractEventRecord> inBlocks(long reader, String mapping, long from, long to) {
        return jdbc.query(SELECT + "block_number BETWEEN ? AND ? ORDER BY block_number, seq", (row, i) -> record(row),
                reader, mapping,
                from, to);
    }

    /** Provisional ones of blocks behind {@code after} up to {@code to}, in the order of the chain; so many at most. */
    public List<ContractEventRecord> mined(long reader, String mapping, long after, long to, int limit) {
        return jdbc
                .query(SELECT + "block_number > ? AND block_number <= ? AND state = 1 ORDER BY block_number, seq FETCH"
                        + " FIRST " + limit + " ROWS ONLY", (row, i) -> record(row), reader, mapping, after, to);
    }

    /** Those behind this block that targets think are true, in the order of the chain. */
    public List<ContractEventRecord> standingAbove(long reader, String mapping, long block) {
        return jdbc.query(SELECT + "block_number > ? AND state <> 3 ORDER BY block_number, seq",
                (row, i) -> record(row), reader,
                mapping, block);
    }

    /** Forgets those before this block: no reorg goes back as far. */
    public void forgetBefore(long reader, String mapping, long block) {
        jdbc.update("DELETE FROM contract_event WHERE reader = ? AND mapping = ? AND block_number < ?", reader, mapping,
                block);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static EventCursor cursor(ResultSet row) throws SQLException {
        return new EventCursor(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant());
    }

    private static ContractEventRecord record(ResultSet row) throws SQLException {
        return new ContractEventRecord(row.getLong(1), row.getObject(2, UUID.class), row.getString(3),
                row.getInt(4), row.getLong(5), row.getString(6), row.getString(7),
                ContractEventState.of(row.getInt(8)), row.getInt(9));
    }
}
