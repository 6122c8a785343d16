package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.LaneAction;
import io.enterpriseproxy.server.ledger.LaneRequest;
import io.enterpriseproxy.server.ledger.NewAttempt;
import io.enterpriseproxy.server.ledger.StoredAttempt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Does what was asked for calls that have a transaction: offers more for gas, or uses their nonce for nothing. */
final class RequestStep {
    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final FeePolicy fees;
    private final ReplaceStep replace;

    RequestStep(OwnedLane lane, LaneLedger ledger, FeePolicy fees, ReplaceStep replace) {
        this.lane = lane;
        this.ledger = ledger;
        this.fees = fees;
        this.replace = replace;
    }

    /**
     * Whether there are replacements to send. A request that the fee limit forbids stays, and says so.
     *
     * @param takenUpTo no node has taken a transaction above this nonce
     */
    boolean run(long takenUpTo, SigningAccount account, LaneWhy why) {
        List<LaneRequest> open = ledger.requests().open(lane.id());
        if (open.isEmpty()) {
            return false;
        }
        Map<Long, CallRecord> calls = ledger.calls().bySeq(open.stream().map(LaneRequest::call).toList());
        Map<Long, StoredAttempt> latest = latestOf(calls);
        List<LaneRequest> settled = new ArrayList<>();
        List<LaneRequest> possible = new ArrayList<>();
        for (LaneRequest request : open) {
            CallRecord call = calls.get(request.call());
            if (call != null && call.state() == CallState.MINED) {
                // A reorg may take it back: then it is still asked for.
                continue;
            }
            StoredAttempt attempt = latest.get(request.call());
            if (attempt == null || attempt.kind() == AttemptKind.CANCEL) {
                settled.add(request);
            } else if (attempt.nonce() > takenUpTo || fees.mayRaise(attempt)) {
                possible.add(request);
            } else {
                why.waits("fee-limit", "a transaction is to be replaced and may not offer more (gas.max-fee)");
            }
        }
        if (!settled.isEmpty()) {
            ledger.transactions().commit(() -> ledger.requests().done(settled));
        }
        if (possible.isEmpty()) {
            return false;
        }
        return replace.run(possible.stream().map(request -> replacement(request, latest, takenUpTo)).toList(),
                lane.chain().client().fees(), account, signed -> ledger.requests().done(ofSigned(possible, signed)));
    }

    /** By call; only of calls that have a transaction which is not mined. */
    private Map<Long, StoredAttempt> latestOf(Map<Long, CallRecord> calls) {
        return ledger.attempts().latestOf(lane.id(), List.copyOf(calls.keySet())).stream().filter(attempt -> {
            CallRecord call = Objects.requireNonNull(calls.get(attempt.call()), "an attempt's call is in the ledger");
            return call.state() == CallState.SIGNED && Objects.equals(call.nonce(), attempt.nonce());
        }).collect(Collectors.toMap(StoredAttempt::call, attempt -> attempt));
    }

    private static ReplaceStep.Replacement replacement(LaneRequest request, Map<Long, StoredAttempt> latest,
            long takenUpTo) {
        StoredAttempt attempt = Objects.requireNonNull(latest.get(request.call()));
        return new ReplaceStep.Replacement(attempt,
                request.action() == LaneAction.SPEED_UP ? AttemptKind.CALL : AttemptKind.CANCEL,
                attempt.nonce() <= takenUpTo);
    }

    private static List<LaneRequest> ofSigned(List<LaneRequest> requests, List<NewAttempt> signed) {
        Set<Long> calls = signed.stream().map(attempt -> attempt.call().seq()).collect(Collectors.toSet());
        return requests.stream().filter(request -> calls.contains(request.call())).toList();
    }
}
