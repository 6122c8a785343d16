package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * mined -> confirmed, reverted or cancelled: finds the mined calls of a lane whose blocks are deep enough by now. A call
 * whose block the chain does not have waits: what became of it is found out by hash.
 */
final class FinalStep {
    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;

    FinalStep(LaneLedger ledger, Outcomes outcomes, OutcomeCommit commit) {
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.commit = commit;
    }

    void run(OwnedLane lane, Depth depth) {
        LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
        if (row.finalNonce() >= row.minedNonce()) {
            return;
        }
        int confirmations = lane.chain().policy().confirmations();
        long finalized = ledger.calls().anyWaitsForFinalized(lane.id(), confirmations) ? depth.finalized() : -1;
        List<CallRecord> deep = ledger.calls().deepEnough(lane.id(), depth.head(), confirmations, finalized);
        // Results go out in the order of the outcomes: what is behind one whose block is gone waits for it.
        List<CallRecord> there = deep.stream().takeWhile(call -> depth.has(Objects.requireNonNull(call.blockNumber()),
                Objects.requireNonNull(call.blockHash()))).toList();
        if (there.size() < deep.size()) {
            lane.reconcile();
        }
        if (!there.isEmpty()) {
            lane.inTurn(() -> finish(lane, row, there));
        }
    }

    /** Unless the lane has moved on since it was read: then the next block is soon enough. */
    private void finish(OwnedLane lane, LaneRecord row, List<CallRecord> there) {
        LaneRecord now = ledger.lanes().find(lane.id()).orElseThrow();
        if (now.minedNonce() != row.minedNonce() || now.finalNonce() != row.finalNonce()) {
            return;
        }
        List<CallRecord> inOrder = inOrder(lane, there);
        if (inOrder.isEmpty()) {
            return;
        }
        String sender = lane.sender().checksummed();
        List<CallOutcome> results = inOrder.stream().map(call -> outcomes.deepEnough(call, sender)).toList();
        commit.commit(lane.lease(), results, () -> {
            long finalUpTo = ledger.calls().firstMined(lane.id()).orElse(row.minedNonce() + 1) - 1;
            ledger.lanes().reached(lane.lease(), row, row.minedNonce(), finalUpTo);
        });
    }

    /** Without those behind an earlier call of their ordering key that asks for more confirmations. */
    private List<CallRecord> inOrder(OwnedLane lane, List<CallRecord> there) {
        if (there.stream().allMatch(call -> call.orderingKey() == null)) {
            return there;
        }
        Map<Long, String> keys = ledger.calls().keysOfMined(lane.id(), nonce(there.getLast()));
        keys.keySet().removeAll(there.stream().map(FinalStep::nonce).toList());
        Map<String, Long> waiting = new HashMap<>();
        keys.forEach((nonce, key) -> waiting.merge(key, nonce, Math::min));
        return there.stream().filter(call -> call.orderingKey() == null
                || waiting.getOrDefault(call.orderingKey(), Long.MAX_VALUE) > nonce(call)).toList();
    }

    private static long nonce(CallRecord call) {
        return Objects.requireNonNull(call.nonce());
    }
}
