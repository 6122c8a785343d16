package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** mined -> confirmed or reverted: finds the mined calls of a lane whose blocks are deep enough by now. */
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
        String sender = lane.sender().checksummed();
        List<CallOutcome> results = new ArrayList<>();
        long finalNonce = row.minedNonce();
        for (CallRecord call : ledger.calls().mined(lane.id())) {
            if (depth.isFinal(call, Objects.requireNonNull(call.blockNumber()))) {
                results.add(outcomes.deepEnough(call, sender));
            } else {
                finalNonce = Math.min(finalNonce, Objects.requireNonNull(call.nonce()) - 1);
            }
        }
        long finalUpTo = finalNonce;
        if (!results.isEmpty() || finalUpTo > row.finalNonce()) {
            commit.commit(lane.lease(), results,
                    () -> ledger.lanes().reached(lane.lease(), row.minedNonce(), finalUpTo));
        }
    }
}
