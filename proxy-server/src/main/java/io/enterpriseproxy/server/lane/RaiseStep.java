package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.FeeQuote;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.NewAttempt;
import io.enterpriseproxy.server.ledger.StoredAttempt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Replaces transactions whose fee cap has fallen below the base fee: a new attempt at the same nonce, lowest first. All
 * attempts stay watched; the mined one decides.
 */
final class RaiseStep {
    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final FeePolicy fees;

    RaiseStep(OwnedLane lane, LaneLedger ledger) {
        this.lane = lane;
        this.ledger = ledger;
        this.fees = new FeePolicy(lane.chain().policy().gas());
    }

    /** Stores replacements for all that are stuck; they go out when what is out is sent again. */
    void run(LaneRecord row, Signer signer) {
        FeeQuote quote = lane.chain().client().fees();
        List<StoredAttempt> stuck = ledger.attempts()
                .latestAfter(lane.id(), row.minedNonce(), LaneWorker.BATCH).stream()
                .filter(attempt -> attempt.kind() == AttemptKind.CALL && FeePolicy.stuck(attempt, quote)
                        && fees.mayRaise(attempt))
                .toList();
        if (stuck.isEmpty()) {
            return;
        }
        Map<Long, CallRecord> calls = ledger.calls()
                .bySeq(stuck.stream().map(attempt -> Objects.requireNonNull(attempt.call())).toList());
        List<SignStep.Planned> planned = new ArrayList<>();
        for (StoredAttempt attempt : stuck) {
            CallRecord call = Objects.requireNonNull(calls.get(attempt.call()), "an attempt's call is in the ledger");
            planned.add(new SignStep.Planned(call, attempt.nonce(), attempt.number() + 1, attempt.gasLimit(),
                    fees.raise(attempt, quote)));
        }
        List<NewAttempt> raised = new SignStep(lane, signer).run(planned).attempts();
        ledger.transactions().commit(() -> {
            ledger.lanes().check(lane.lease());
            ledger.attempts().insert(lane.id(), raised);
        });
    }
}
