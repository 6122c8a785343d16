package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of lanes: who owns them, how far they are, and why they wait. Leases go by the database's clock. */
public final class LaneRows {
    private static final String SELECT = "SELECT id, chain, sender, key_alias, owner, fence, first_nonce, signed_nonce, broadcast_nonce, mined_nonce,"
            + " final_nonce, paused, catch_up, why_code, why_detail FROM lane ";

    private final JdbcTemplate jdbc;
    private final Sequences sequences;

    public LaneRows(JdbcTemplate jdbc, boolean h2) {
        this.jdbc = jdbc;
        this.sequences = new Sequences(jdbc, h2);
    }

    public List<LaneRecord> all() {
        return jdbc.query(SELECT + "ORDER BY chain, key_alias", (row, i) -> lane(row));
    }

    public Optional<LaneRecord> find(long id) {
        return jdbc.query(SELECT + "WHERE id = ?", (row, i) -> lane(row), id).stream().findFirst();
    }

    /** The lanes of an owner on a chain, by id. */
    public Map<Long, LaneRecord> of(String owner, String chain) {
        return jdbc.query(SELECT + "WHERE owner = ? AND chain = ?", (row, i) -> lane(row), owner, chain).stream()
                .collect(Collectors.toMap(LaneRecord::id, Function.identity()));
    }

    /** The lane of a chain and sender. */
    public Optional<LaneRecord> find(String chain, Address sender) {
        return jdbc.query(SELECT + "WHERE chain = ? AND sender = ?", (row, i) -> lane(row), chain, sender.lowerCase())
                .stream().findFirst();
    }

    /**
     * Makes the lane of a chain and sender.
     *
     * @throws org.springframework.dao.DuplicateKeyException if there is one already
     */
    public void create(String chain, Address sender, String keyAlias) {
        jdbc.update("INSERT INTO lane (id, chain, sender, key_alias) VALUES (?, ?, ?, ?)",
                sequences.next("lane_seq", 1).getFirst(), chain, sender.lowerCase(), keyAlias);
    }

    /**
     * The lanes that nobody holds, and those of owners whose lease ran out.
     *
     * @param alone whether no other instance can be alive (embedded database): then every lane of another owner is free
     */
    public List<LaneRecord> free(String owner, boolean alone) {
        return jdbc.query(SELECT + "WHERE " + Leases.FREE, (row, i) -> lane(row), owner, alone);
    }

    /** The lanes of an owner that have calls to sign, transactions to hand out, or requests. */
    public List<Long> withWork(String owner) {
        return jdbc.query("SELECT l.id FROM lane l WHERE l.owner = ? AND (l.signed_nonce > l.broadcast_nonce"
                + " OR EXISTS (SELECT 1 FROM call_progress p WHERE p.lane = l.id AND p.state = 1)"
                + " OR EXISTS (SELECT 1 FROM lane_request r WHERE r.lane = l.id AND r.done = FALSE))",
                (row, i) -> row.getLong(1), owner);
    }

    /** Takes a lane if it is still free. */
    public Optional<LaneLease> take(long lane, String owner, Duration lease, boolean alone) {
        return jdbc.update("UPDATE lane SET owner = ?, fence = fence + 1, lease_until =" + Leases.until(lease)
                + " WHERE id = ? AND " + Leases.FREE, owner, lane, owner, alone) == 1
                        ? find(lane).map(taken -> new LaneLease(lane, owner, taken.fence()))
                        : Optional.empty();
    }

    /** The leases that the owner holds. */
    public List<LaneLease> heldBy(String owner) {
        return jdbc.query("SELECT id, fence FROM lane WHERE owner = ?",
                (row, i) -> new LaneLease(row.getLong(1), owner, row.getLong(2)), owner);
    }

    /** Extends all leases of the owner. */
    public void renew(String owner, Duration lease) {
        jdbc.update("UPDATE lane SET lease_until =" + Leases.until(lease) + " WHERE owner = ?", owner);
    }

    /** Gives one lease back. */
    public void release(LaneLease lease) {
        jdbc.update("UPDATE lane SET owner = NULL, lease_until = NULL WHERE id = ? AND owner = ? AND fence = ?",
                lease.lane(), lease.owner(), lease.fence());
    }

    /** Gives all leases of the owner back. */
    public void release(String owner) {
        jdbc.update("UPDATE lane SET owner = NULL, lease_until = NULL WHERE owner = ?", owner);
    }

    /**
     * Locks the lane's row for the rest of the transaction if the lease still holds.
     *
     * @throws LeaseLostException if it does not
     */
    public void check(LaneLease lease) {
        write(lease, "fence = fence");
    }

    /** All attempts up to this nonce were handed to a node. */
    public void broadcast(LaneLease lease, long nonce) {
        write(lease, "broadcast_nonce = ?", nonce);
    }

    /** The ledger has used all nonces up to this one, and those up to {@code broadcast} were handed to a node. */
    public void signed(LaneLease lease, long nonce, long broadcast) {
        write(lease, "signed_nonce = ?, broadcast_nonce = ?", nonce, broadcast);
    }

    /**
     * All nonces up to {@code mined} are in a block, and those up to {@code last} are final.
     *
     * @param from the lane as it was read: blocks are applied by one thread and a lane is brought up to date by another
     * @throws OptimisticLockingFailureException if its watermarks have moved since
     */
    public void reached(LaneLease lease, LaneRecord from, long mined, long last) {
        check(lease);
        // What is mined was handed out, though that may not have been written yet.
        if (jdbc.update(
                "UPDATE lane SET mined_nonce = ?, final_nonce = ?, broadcast_nonce = CASE WHEN broadcast_nonce <"
                        + " ? THEN ? ELSE broadcast_nonce END WHERE id = ? AND mined_nonce = ? AND final_nonce = ?",
                mined, last,
                mined, mined, lease.lane(), from.minedNonce(), from.finalNonce()) != 1) {
            throw new OptimisticLockingFailureException("the lane's watermarks have moved in the meantime");
        }
    }

    /** Starts a lane at the chain's nonce: everything below counts as mined, and up to {@code finalUpTo} as final. */
    public void startAt(LaneLease lease, long nonce, long finalUpTo) {
        long before = nonce - 1;
        write(lease, "first_nonce = ?, signed_nonce = ?, broadcast_nonce = ?, mined_nonce = ?, final_nonce = ?", nonce,
                before, before, before, finalUpTo);
    }

    /** Why the lane waits; null if it does not. */
    public void why(LaneLease lease, @Nullable String code, @Nullable String detail) {
        write(lease, "why_code = ?, why_detail = ?", code, shortened(detail));
    }

    /** Nothing is signed in the lane until it is resumed; false if there is no such lane. */
    public boolean pause(long lane) {
        return jdbc.update("UPDATE lane SET paused = TRUE, catch_up = FALSE WHERE id = ?", lane) == 1;
    }

    /**
     * Signing goes on; false if there is no such lane.
     *
     * @param catchUp whether the lane first takes over what its account did without it
     */
    public boolean resume(long lane, boolean catchUp) {
        return jdbc.update(
                "UPDATE lane SET paused = FALSE, why_code = NULL, why_detail = NULL, catch_up = ? WHERE id = ?",
                catchUp, lane) == 1;
    }

    /**
     * Signing goes on from the chain's count, once nothing of the lane is out, whatever its account did meanwhile; false if
     * there is no such lane.
     */
    public boolean resumeAnew(long lane) {
        return jdbc.update("UPDATE lane SET paused = FALSE, why_code = NULL, why_detail = NULL, catch_up = FALSE,"
                + " first_nonce = NULL WHERE id = ?", lane) == 1;
    }

    /** All that the account did is taken over: the lane goes on behind {@code last}. */
    public void caughtUp(LaneLease lease, long last, long finalUpTo) {
        write(lease, "catch_up = FALSE, signed_nonce = ?, broadcast_nonce = ?, mined_nonce = ?, final_nonce = ?", last,
                last, last, finalUpTo);
    }

    /** Waiting and unfinished calls of a lane. */
    public long unfinished(long lane) {
        Long count = jdbc.queryForObject("SELECT count(*) FROM call_progress WHERE lane = ? AND state IN (1, 2, 3, 4)",
                Long.class, lane);
        return count == null ? 0 : count;
    }

    private void write(LaneLease lease, String assignments, @Nullable Object... values) {
        @Nullable
        Object[] parameters = new @Nullable Object[values.length + 3];
        System.arraycopy(values, 0, parameters, 0, values.length);
        parameters[values.length] = lease.lane();
        parameters[values.length + 1] = lease.owner();
        parameters[values.length + 2] = lease.fence();
        if (jdbc.update("UPDATE lane SET " + assignments + " WHERE id = ? AND owner = ? AND fence = ?",
                parameters) != 1) {
            throw new LeaseLostException(lease);
        }
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= 1000 ? text : text.substring(0, 1000);
    }

    private static LaneRecord lane(ResultSet row) throws SQLException {
        return new LaneRecord(row.getLong(1), row.getString(2), Address.parse(row.getString(3)), row.getString(4),
                row.getString(5), row.getLong(6), row.getObject(7) != null, row.getLong(8), row.getLong(9),
                row.getLong(10), row.getLong(11), row.getBoolean(12), row.getBoolean(13), row.getString(14),
                row.getString(15));
    }
}
