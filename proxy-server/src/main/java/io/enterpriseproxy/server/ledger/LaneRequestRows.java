package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The rows of what lanes' owners are asked to do: any instance may ask, the owner alone signs. */
public final class LaneRequestRows {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    public LaneRequestRows(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Asks. A wish to be rid of a call takes the place of a speed-up, and nothing undoes it; what was done can be asked for
     * again, since a reorg undoes it too.
     *
     * @return false if the same, or more, is asked for already
     */
    public boolean ask(long lane, LaneRequest request) {
        int changed = jdbc.update("UPDATE lane_request SET action = ?, reason = ?, done = FALSE WHERE call_seq = ?"
                + " AND (action = 1 OR (action = ? AND done = TRUE))", request.action().code(), request.reason(),
                request.call(), request.action().code());
        if (changed == 0 && find(request.call()).isEmpty()) {
            changed = jdbc.update("INSERT INTO lane_request (call_seq, lane, action, reason, done, requested_at) VALUES"
                    + " (?, ?, ?, ?, FALSE, ?)", request.call(), lane, request.action().code(), request.reason(),
                    clock.instant().atOffset(ZoneOffset.UTC));
        }
        return changed == 1;
    }

    /** The call begins anew: what was asked for it before concerns it no longer. */
    public void forget(long call) {
        jdbc.update("DELETE FROM lane_request WHERE call_seq = ?", call);
    }

    /** What is to be done in the lane. */
    public List<LaneRequest> open(long lane) {
        return jdbc.query("SELECT call_seq, action, reason FROM lane_request WHERE lane = ? AND done = FALSE ORDER BY"
                + " call_seq",
                (row, i) -> new LaneRequest(row.getLong(1), LaneAction.of(row.getInt(2)),
                        row.getString(3)),
                lane);
    }

    /** What was asked for a call, done or not. */
    public Optional<LaneRequest> find(long call) {
        return jdbc.query("SELECT call_seq, action, reason FROM lane_request WHERE call_seq = ?",
                (row, i) -> new LaneRequest(row.getLong(1), LaneAction.of(row.getInt(2)), row.getString(3)), call)
                .stream().findFirst();
    }

    /** These are done. */
    public void done(List<LaneRequest> requests) {
        jdbc.batchUpdate("UPDATE lane_request SET done = TRUE WHERE call_seq = ?", requests,
                Math.max(1, requests.size()), (statement, request) -> statement.setLong(1, request.call()));
    }
}
