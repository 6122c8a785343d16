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
    /** So many calls are looked at when some wait; what is behind waits with them. */
    private static final int MOST = 5_000;

    private final OwnedLane lane;
    private final CallProgress ledger;
    private final SigningGate gate;
    private final LaneWhy why;
    private boolean someWait;

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
        List<CallRecord> first = payable(ledger.accepted(lane.id(), limit), limit);
        // In one statement: between two, a call may come to stand before another of its ordering key.
        return first.size() == limit || !someWait ? first : payable(ledger.accepted(lane.id(), MOST), limit);
    }

    private List<CallRecord> payable(List<CallRecord> calls, int limit) {
        List<CallRecord> payable = new ArrayList<>();
        Set<String> waiting = new HashSet<>();
        someWait = false;
        for (CallRecord call : calls) {
            if (isPayable(call, waiting)) {
                payable.add(call);
            }
            if (payable.size() == limit) {
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
            someWait = true;
            why.waits(reason.code(), reason.reason());
            if (key != null) {
                waiting.add(key);
            }
        });
        return kept.isEmpty();
    }
}
