package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rows that say which instance reads the events of a chain. Leases go by the database's clock, as those of lanes do. */
public final class ChainReaderRows {
    private static final String SELECT = "SELECT id, chain, owner, fence FROM chain_reader ";

    private final JdbcTemplate jdbc;
    private final Sequences sequences;

    public ChainReaderRows(JdbcTemplate jdbc, boolean h2) {
        this.jdbc = jdbc;
        this.sequences = new Sequences(jdbc, h2);
    }

    /**
     * The reader of a chain.
     *
     * @param owner null: no instance reads it now
     */
    public record Reader(long id, String chain, @Nullable String owner, long fence) {}

    public List<Reader> all() {
        return jdbc.query(SELECT + "ORDER BY chain", (row, i) -> reader(row));
    }

    /**
     * Makes the reader of a chain.
     *
     * @throws org.springframework.dao.DuplicateKeyException if there is one already
     */
    public void create(String chain) {
        jdbc.update("INSERT INTO chain_reader (id, chain) VALUES (?, ?)", sequences.next("lane_seq", 1).getFirst(),
                chain);
    }

    /** Takes a reader if nobody holds it, or whoever did has not renewed its lease. */
    public Optional<ReaderLease> take(Reader reader, String owner, Duration lease, boolean alone) {
        return jdbc.update("UPDATE chain_reader SET owner = ?, fence = fence + 1, lease_until =" + Leases.until(lease)
                + " WHERE id = ? AND " + Leases.FREE, owner, reader.id(), owner, alone) == 1
                        ? jdbc.query(SELECT + "WHERE id = ?", (row, i) -> reader(row), reader.id()).stream()
                                .map(taken -> new ReaderLease(taken.id(), taken.chain(), owner, taken.fence()))
                                .findFirst()
                        : Optional.empty();
    }

    /** Extends the lease; false if it is not ours any more. */
    public boolean renew(ReaderLease lease, Duration length) {
        return jdbc.update("UPDATE chain_reader SET lease_until =" + Leases.until(length)
                + " WHERE id = ? AND owner = ? AND fence = ?", lease.reader(), lease.owner(), lease.fence()) == 1;
    }

    /** Gives the lease back. */
    public void release(ReaderLease lease) {
        jdbc.update(
                "UPDATE chain_reader SET owner = NULL, lease_until = NULL WHERE id = ? AND owner = ? AND fence = ?",
                lease.reader(), lease.owner(), lease.fence());
    }

    /**
     * Locks the row for the rest of the transaction if the lease still holds.
     *
     * @throws LeaseLostException if it does not
     */
    public void check(ReaderLease lease) {
        if (jdbc.update("UPDATE chain_reader SET fence = fence WHERE id = ? AND owner = ? AND fence = ?",
                lease.reader(), lease.owner(), lease.fence()) != 1) {
            throw new LeaseLostException(lease);
        }
    }

    private static Reader reader(ResultSet row) throws SQLException {
        return new Reader(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4));
    }
}
