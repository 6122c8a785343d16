package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.NewAttempt;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Updates of the keys of a lane's account. What is signed behind one that is not final could be signed with keys that are not the
 * account's any more by then.
 */
final class AccountUpdates {
    private static final long NONE = -1;

    private final OwnedLane lane;
    private final LaneLedger ledger;
    private @Nullable Long last;

    AccountUpdates(OwnedLane lane, LaneLedger ledger) {
        this.lane = lane;
        this.ledger = ledger;
    }

    /** Whether one is on its way. */
    boolean underWay(LaneRecord row) {
        if (row.signedNonce() <= row.finalNonce() || !lane.chain().codec().hasFeePayers()) {
            return false;
        }
        Long nonce = last;
        if (nonce == null) {
            nonce = found(row);
            last = nonce;
        }
        return nonce > row.finalNonce();
    }

    /** Something is about to be stored, and may be though that cannot be told. */
    void storing() {
        last = null;
    }

    /** This was stored. */
    void stored(List<NewAttempt> attempts) {
        if (!attempts.isEmpty()) {
            NewAttempt newest = attempts.getLast();
            last = isUpdate(newest.call()) ? newest.nonce() : NONE;
        }
    }

    /** After a start. Nothing was signed behind one, so it is the last. */
    private long found(LaneRecord row) {
        return ledger.attempts().latestAfter(lane.id(), row.signedNonce() - 1, 1).stream()
                .filter(attempt -> ledger.calls().bySeq(List.of(attempt.call())).values().stream()
                        .anyMatch(this::isUpdate))
                .findFirst().map(attempt -> attempt.nonce()).orElse(NONE);
    }

    private boolean isUpdate(CallRecord call) {
        return lane.chain().codec().role(call.to(), call.input()) == AccountRole.ACCOUNT_UPDATE;
    }
}
