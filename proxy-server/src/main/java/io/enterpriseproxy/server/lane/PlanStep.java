package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.ChainPolicy;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.OutgoingAttempt;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * accepted -> signed, for a batch: tries the calls, plans a contiguous range of nonces from the rows, signs outside of any
 * transaction, and stores nonces and bytes in one commit that checks the lease.
 *
 * <p>
 * If we crash before the commit, nothing was sent and the nonces are free again; after it, the bytes are rows.
 */
final class PlanStep {
    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;
    private final LaneWhy why;
    private final SimulationStep simulation;
    private final FeePolicy fees;
    private final UnclaimedStep unclaimed;
    private @Nullable Held held;

    PlanStep(OwnedLane lane, LaneLedger ledger, Outcomes outcomes, OutcomeCommit commit, LaneWhy why,
            FeePolicy fees) {
        this.lane = lane;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.commit = commit;
        this.why = why;
        this.simulation = new SimulationStep(lane, ledger.calls());
        this.fees = fees;
        this.unclaimed = new UnclaimedStep(lane, ledger, outcomes, commit);
    }

    /** The call at which the lane holds as long as its head is this nonce. */
    private record Held(long call, long head, String code, String detail) {}

    /**
     * What was signed and stored.
     *
     * @param more whether there may be more to plan at once
     */
    record Planned(List<OutgoingAttempt> attempts, boolean more) {
        static final Planned NOTHING = new Planned(List.of(), false);
    }

    /** @param takenUpTo the lane's broadcast watermark, written in the same commit */
    Planned run(LaneRecord row, long takenUpTo, Signer signer) {
        ChainPolicy policy = lane.chain().policy();
        if (!row.started()) {
            return new Planned(List.of(), start(row));
        }
        long out = row.out();
        long room = policy.maxInFlight() - out;
        if (room <= 0) {
            why.waits("in-flight-cap", out + " transactions wait to be mined (lanes.max-in-flight)");
            return Planned.NOTHING;
        }
        int limit = (int) Math.min(room, LaneWorker.BATCH);
        List<CallRecord> accepted = ledger.calls().accepted(lane.id(), limit);
        List<CallRecord> calls = unclaimed.run(accepted);
        if (calls.isEmpty()) {
            return new Planned(List.of(), !accepted.isEmpty());
        }
        Held before = held;
        if (before != null && calls.getFirst().seq() == before.call() && row.minedNonce() == before.head() && out > 0) {
            why.waits(before.code(), before.detail());
            return Planned.NOTHING;
        }
        SimulationStep.Tried tried = simulation.run(calls, out > 0);
        SignStep.Signed signed = store(tried, row.signedNonce() + 1, takenUpTo, signer);
        List<OutgoingAttempt> stored = signed.attempts().stream().map(OutgoingAttempt::of).toList();
        CallRecord heldBy = tried.heldBy();
        if (heldBy != null) {
            String code = tried.held() ? "held-by-simulation" : ProblemCode.NODE_UNAVAILABLE.slug();
            String detail = "call " + heldBy.id() + ": " + tried.why();
            held = tried.held() ? new Held(heldBy.seq(), row.minedNonce(), code, detail) : null;
            why.waits(code, detail);
            return new Planned(stored, false);
        }
        return new Planned(stored, signed.fault() == null && accepted.size() == limit);
    }

    /** A lane begins at the chain's count, once nothing of the account is pending, ours or others'. */
    private boolean start(LaneRecord row) {
        if (row.out() > 0) {
            why.waits("foreign-use", "transactions of the lane are out; it begins anew when they are settled");
            return false;
        }
        // A node that has switched to another chain since it was asked last would name that chain's count.
        lane.chain().client().recheck();
        long latest = lane.chain().client().nonce(lane.sender(), BlockTag.LATEST);
        long pending = lane.chain().client().nonce(lane.sender(), BlockTag.PENDING);
        if (pending > latest) {
            why.waits("foreign-use",
                    "the sender has " + (pending - latest) + " pending transactions that are not ours");
            return false;
        }
        if (latest <= row.signedNonce()) {
            why.waits(ProblemCode.NODE_UNAVAILABLE.slug(), "a node has seen nonces up to " + (latest - 1)
                    + " of the sender only, and those up to " + row.signedNonce() + " are used: it is behind");
            return false;
        }
        // One that begins anew may have calls in blocks that are not deep yet.
        long finalUpTo = Math.min(latest, ledger.calls().firstMined(lane.id()).orElse(latest)) - 1;
        ledger.transactions().commit(() -> ledger.lanes().startAt(lane.lease(), latest, finalUpTo));
        return true;
    }

    private SignStep.Signed store(SimulationStep.Tried tried, long firstNonce, long takenUpTo, Signer signer) {
        String sender = lane.sender().checksummed();
        List<CallOutcome> rejected = tried.failed().stream()
                .map(failed -> outcomes.rejected(failed.call(), sender, failed.reverts())).toList();
        SignStep.Signed signed = sign(tried.passed(), firstNonce, signer);
        if (rejected.isEmpty() && signed.attempts().isEmpty()) {
            return signed;
        }
        commit.commit(lane.lease(), rejected, () -> {
            if (!signed.attempts().isEmpty()) {
                ledger.attempts().insert(lane.signing(), signed.attempts());
                ledger.lanes().signed(lane.lease(), signed.attempts().getLast().nonce(), takenUpTo);
                ledger.calls().signed(signed.attempts());
            }
        });
        return signed;
    }

    private SignStep.Signed sign(List<SimulationStep.Passed> passed, long firstNonce, Signer signer) {
        if (passed.isEmpty()) {
            return new SignStep.Signed(List.of(), null);
        }
        Fee fee = fees.offer(lane.chain().client().fees());
        List<SignStep.Planned> planned = new ArrayList<>(passed.size());
        for (int i = 0; i < passed.size(); i++) {
            planned.add(new SignStep.Planned(passed.get(i).call(), AttemptKind.CALL, firstNonce + i, 0,
                    passed.get(i).gasLimit(), fee));
        }
        SignStep.Signed signed = new SignStep(lane, signer).run(planned);
        String fault = signed.fault();
        if (fault != null) {
            why.waits(ProblemCode.KEY_UNAVAILABLE.slug(), "key " + lane.keyAlias() + ": " + fault);
        }
        return signed;
    }
}
