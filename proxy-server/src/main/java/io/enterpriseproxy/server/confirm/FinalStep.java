package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;

import java.util.List;
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
        lane.inTurn(() -> finish(lane, depth));
    }

    private void finish(OwnedLane lane, Depth depth) {
        LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
        if (row.finalNonce() >= row.minedNonce()) {
            return;
        }
        long finalized = ledger.calls().anyWaitsForFinalized(lane.id()) ? depth.finalized() : -1;
        List<CallRecord> deep = ledger.calls().deepEnough(lane.id(), depth.head(),
                lane.chain().policy().confirmations(), finalized);
        // Results go out in the order of the outcomes: what is behind one whose block is gone waits for it.
        List<CallRecord> there = deep.stream().takeWhile(call -> depth.has(Objects.requireNonNull(call.blockNumber()),
                Objects.requireNonNull(call.blockHash()))).toList();
        if (there.size() < deep.size()) {
            lane.reconcile();
        }
        if (there.isEmpty()) {
            return;
        }
        String sender = lane.sender().checksummed();
        List<CallOutcome> results = there.stream().map(call -> outcomes.deepEnough(call, sender)).toList();
        commit.commit(lane.lease(), results, () -> {
            long finalUpTo = ledger.calls().firstMined(lane.id()).orElse(row.minedNonce() + 1) - 1;
            ledger.lanes().reached(lane.lease(), row, row.minedNonce(), finalUpTo);
        });
    }
}
