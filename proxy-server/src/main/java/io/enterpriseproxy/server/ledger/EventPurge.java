package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * Forgets results of contract events that were delivered, or skipped, long ago. Their numbers fall with time, from -1 on, so
 * that a round goes up to the first page without an old one. Those that still wait or are parked stay, and so does one that
 * was tried or replayed lately; none of them keeps the others.
 */
public final class EventPurge {
    private final JdbcTemplate jdbc;

    public EventPurge(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where a round is.
     *
     * @param event results of events from this number on were looked at
     * @param over whether all that are old enough were
     */
    public record Place(long event, boolean over) {
        public static final Place START = new Place(0, false);
    }

    private record Looked(long seq, long event, boolean old, boolean settled) {}

    /** Forgets those of the next results that are older than this. Inside a transaction. */
    public Place next(Place from, OffsetDateTime before, int limit) {
        List<Looked> page = jdbc.query("SELECT seq, call_seq, due_at < ?, state IN (2, 4) FROM write_back WHERE"
                + " call_seq < ? ORDER BY call_seq DESC, number FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> new Looked(row.getLong(1), row.getLong(2), row.getBoolean(3), row.getBoolean(4)), before,
                from.event());
        List<Looked> old = page.stream().filter(Looked::old).toList();
        SqlLists.inChunks(old.stream().filter(Looked::settled).map(Looked::seq).toList(), chunk -> {
            jdbc.update("DELETE FROM write_back WHERE seq IN (" + SqlLists.marks(chunk.size()) + ")", chunk.toArray());
            return List.of();
        });
        return old.isEmpty() || page.size() < limit
                ? new Place(from.event(), true)
                // The last event's further results may be on the next page.
                : new Place(page.getLast().event() + 1, false);
    }
}
