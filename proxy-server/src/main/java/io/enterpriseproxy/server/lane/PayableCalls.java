package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.ledger.CallProgress;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.policy.Verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The next calls of a lane that somebody pays for now. Those whose fee payer is stopped, away or without money stay where they
 * are, with the later ones of their ordering keys, and the others go past them.
 */
final class PayableCalls {
    /** So far past waiting calls a round looks; what is behind waits with them. */
    private static final int MOST_SKIPPED = 20_000;
    private static final int PAGE = 500;

    private final OwnedLane lane;
    private final CallProgress ledger;
    private final SigningGate gate;
    private final LaneWhy why;

    PayableCalls(OwnedLane lane, CallProgress ledger, SigningGate gate, LaneWhy why) {
        this.lane = lane;
        this.ledger = ledger;
        this.gate = gate;
        this.why = why;
    }

    /** In accept order. */
    List<CallRecord> next(int limit) {
        if (!lane.chain().codec().hasFeePayers()) {
            return ledger.accepted(lane.id(), limit);
        }
        List<CallRecord> payable = new ArrayList<>();
        Set<String> waiting = new HashSet<>();
        for (int looked = 0; looked < MOST_SKIPPED; looked += PAGE) {
            List<CallRecord> page = ledger.acceptedAfter(lane.id(), looked, PAGE);
            for (CallRecord call : page) {
                if (isPayable(call, waiting)) {
                    payable.add(call);
                }
                if (payable.size() == limit) {
                    return payable;
                }
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return payable;
    }

    private boolean isPayable(CallRecord call, Set<String> waiting) {
        String key = call.orderingKey();
        if (key != null && waiting.contains(key)) {
            return false;
        }
        Optional<Verdict.NotNow> kept = gate.kept(lane, call);
        kept.ifPresent(reason -> {
            why.waits(reason.code(), reason.reason());
            if (key != null) {
                waiting.add(key);
            }
        });
        return kept.isEmpty();
    }
}
