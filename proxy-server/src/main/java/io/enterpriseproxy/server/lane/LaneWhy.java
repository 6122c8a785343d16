package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.ledger.LaneLease;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LaneRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Objects;

/**
 * Why a lane waits: the first reason of a round, kept in the lane's row. The row is written when the reason has changed for
 * good: under load a lane reaches its cap and leaves it with each block.
 */
final class LaneWhy {
    private static final Logger LOG = LoggerFactory.getLogger(LaneWhy.class);

    private static final Duration FOR_GOOD = Duration.ofMillis(500);

    private final LedgerTransactions transactions;
    private final LaneRows lanes;
    private final LaneLease lease;
    private @Nullable Reason stored;
    private @Nullable Reason found;
    private @Nullable Long differsSince;

    private record Reason(String code, String detail) {}

    LaneWhy(LedgerTransactions transactions, LaneRows lanes, LaneLease lease) {
        this.transactions = transactions;
        this.lanes = lanes;
        this.lease = lease;
    }

    /** A round begins with this row: a person who resumes the lane changes it too. */
    void ask(LaneRecord row) {
        String code = row.whyCode();
        String detail = row.whyDetail();
        stored = code == null ? null : new Reason(code, detail == null ? "" : detail);
        found = null;
    }

    /** The lane waits for this; what a round finds first counts. */
    void waits(String code, String detail) {
        if (found == null) {
            found = new Reason(code, detail);
        }
    }

    /** Whether the lane goes, and its row says so. */
    boolean isSettled() {
        return stored == null && found == null;
    }

    /**
     * The round is over; without a reason the lane goes.
     *
     * @throws io.enterpriseproxy.server.ledger.LeaseLostException if another instance has the lane by now
     */
    void keep() {
        Reason reason = found;
        if (Objects.equals(stored, reason)) {
            differsSince = null;
            return;
        }
        long now = System.nanoTime();
        Long since = differsSince;
        if (since == null || now - since < FOR_GOOD.toNanos()) {
            differsSince = since == null ? now : since;
            return;
        }
        differsSince = null;
        transactions.commit(() -> lanes.why(lease, reason == null ? null : reason.code(),
                reason == null ? null : reason.detail()));
        if (reason != null && (stored == null || !reason.code().equals(stored.code()))) {
            LOG.atInfo().addKeyValue("lane", lease.lane()).addKeyValue("code", reason.code()).log("The lane waits: {}",
                    reason.detail());
        }
        stored = reason;
    }
}
