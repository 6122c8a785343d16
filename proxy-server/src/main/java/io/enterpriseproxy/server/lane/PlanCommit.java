package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.outcome.OutcomeCommit;

import java.util.List;

/**
 * Stores what a round has planned in one commit that checks the lease: outcomes, what people are asked for, nonces and bytes.
 */
final class PlanCommit {
    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final OutcomeCommit commit;
    private final SigningGate gate;
    private final AccountUpdates updates;

    PlanCommit(OwnedLane lane, LaneLedger ledger, OutcomeCommit commit, SigningGate gate, AccountUpdates updates) {
        this.lane = lane;
        this.ledger = ledger;
        this.commit = commit;
        this.gate = gate;
        this.updates = updates;
    }

    /** Whether there is anything to store. */
    static boolean isAny(List<CallOutcome> rejected, PolicyStep.Judged judged, SignStep.Signed signed) {
        return !rejected.isEmpty() || !signed.attempts().isEmpty() || !judged.awaiting().isEmpty();
    }

    /**
     * Commits.
     *
     * @param takenUpTo the lane's broadcast watermark, written in the same commit
     * @param besides more to write in it
     */
    void commit(List<CallOutcome> rejected, PolicyStep.Judged judged, SignStep.Signed signed, long takenUpTo,
            Runnable besides) {
        updates.storing();
        commit.commit(lane.lease(), rejected, () -> {
            gate.approvals().ask(judged.asked());
            ledger.calls().await(judged.awaiting());
            if (!signed.attempts().isEmpty()) {
                ledger.attempts().insert(lane.signing(), signed.attempts());
                ledger.lanes().signed(lane.lease(), signed.attempts().getLast().nonce(), takenUpTo);
                ledger.calls().signed(signed.attempts());
                gate.budgets().take(lane.id(), judged.cleared().stream().limit(signed.attempts().size())
                        .flatMap(cleared -> cleared.charges().stream()).toList());
            }
            besides.run();
        });
        updates.stored(signed.attempts());
    }
}
