package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.FeeQuote;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.OutgoingAttempt;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import io.enterpriseproxy.server.policy.Verdict;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * accepted -> signed, for a batch: tries the calls, asks the rules of the key, plans a contiguous range of nonces from the rows,
 * signs outside of any transaction, and stores nonces and bytes in one commit that checks the lease.
 *
 * <p>
 * If we crash before the commit, nothing was sent and the nonces are free again; after it, the bytes are rows.
 */
final class PlanStep {
    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final PlanCommit commit;
    private final LaneWhy why;
    private final SimulationStep simulation;
    private final FeePolicy fees;
    private final SigningGate gate;
    private final PolicyStep policy;
    private final UnclaimedStep unclaimed;
    private final PayableCalls payable;
    private final AccountUpdates updates;
    private final FrozenStep frozen;
    private @Nullable Held held;

    PlanStep(OwnedLane lane, LaneLedger ledger, Outcomes outcomes, OutcomeCommit commit, LaneWhy why,
            FeePolicy fees, SigningGate gate) {
        this.lane = lane;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.why = why;
        this.simulation = new SimulationStep(lane, ledger.calls(), gate);
        this.fees = fees;
        this.gate = gate;
        this.policy = new PolicyStep(lane, ledger, gate, outcomes, why);
        this.unclaimed = new UnclaimedStep(lane, ledger, outcomes, commit);
        this.payable = new PayableCalls(lane, ledger.calls(), gate, why);
        this.updates = new AccountUpdates(lane, ledger);
        this.commit = new PlanCommit(lane, ledger, commit, gate, updates);
        this.frozen = new FrozenStep(lane, ledger, outcomes, this.commit, why, simulation, policy, gate);
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
    Planned run(LaneRecord row, long takenUpTo, SigningAccount account) {
        if (!row.started()) {
            return new Planned(List.of(), start(row));
        }
        Optional<Planned> ofFrozen = frozen.run(row, takenUpTo, account);
        if (ofFrozen.isPresent()) {
            return ofFrozen.get();
        }
        Optional<Verdict.NotNow> outOfTime = gate.outOfTime(lane.chain());
        if (outOfTime.isPresent()) {
            why.waits(outOfTime.get().code(), outOfTime.get().reason());
            return Planned.NOTHING;
        }
        // Where others may pay for gas, a sender without money keeps some of its calls waiting and not the lane.
        Optional<String> low = lane.chain().codec().hasFeePayers() ? Optional.empty() : gate.balances().low(lane);
        if (low.isPresent()) {
            why.waits("low-balance", low.get());
            return Planned.NOTHING;
        }
        if (updates.underWay(row)) {
            why.waits("account-update",
                    "the keys of " + lane.sender() + " are being changed; what comes next is signed with"
                            + " the new ones, once that is final");
            return Planned.NOTHING;
        }
        long out = row.out();
        long room = lane.chain().policy().maxInFlight() - out;
        if (room <= 0) {
            why.waits("in-flight-cap", out + " transactions wait to be mined (lanes.max-in-flight)");
            return Planned.NOTHING;
        }
        int limit = (int) Math.min(room, LaneWorker.BATCH);
        List<CallRecord> accepted = payable.next(limit);
        List<CallRecord> calls = policy.withoutWaiting(unclaimed.run(accepted));
        if (calls.isEmpty()) {
            return new Planned(List.of(), !accepted.isEmpty());
        }
        Held before = held;
        if (before != null && calls.getFirst().seq() == before.call() && row.minedNonce() == before.head() && out > 0) {
            why.waits(before.code(), before.detail());
            return Planned.NOTHING;
        }
        SimulationStep.Tried tried = simulation.run(calls, account, out > 0);
        Stored stored = store(tried, row.signedNonce() + 1, takenUpTo, account);
        CallRecord heldBy = tried.heldBy();
        if (heldBy != null) {
            String code = tried.held() ? "held-by-simulation" : ProblemCode.NODE_UNAVAILABLE.slug();
            String detail = "call " + heldBy.id() + ": " + tried.why();
            held = tried.held() ? new Held(heldBy.seq(), row.minedNonce(), code, detail) : null;
            why.waits(code, detail);
            return new Planned(stored.attempts(), false);
        }
        return new Planned(stored.attempts(), stored.movesOn() && (stored.alone() || accepted.size() == limit));
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

    /**
     * What was stored.
     *
     * @param movesOn whether the next calls may be looked at
     * @param alone whether only the first call was looked at
     */
    private record Stored(List<OutgoingAttempt> attempts, boolean movesOn, boolean alone) {}

    private Stored store(SimulationStep.Tried tried, long firstNonce, long takenUpTo, SigningAccount account) {
        String sender = lane.sender().checksummed();
        List<CallOutcome> rejected = new ArrayList<>(tried.failed().stream()
                .map(failed -> outcomes.rejected(failed.call(), sender, failed.reverts())).toList());
        boolean byHolders = !tried.passed().isEmpty() && isByHolders(tried.passed().getFirst().call(), account);
        PolicyStep.Judged judged = tried.passed().isEmpty()
                ? PolicyStep.Judged.NOTHING
                : judged(tried.passed(), byHolders, account);
        rejected.addAll(judged.rejected());
        Optional<PolicyStep.Cleared> freezes = judged.cleared().stream().filter(first -> byHolders).findFirst();
        SignStep.Signed signed = byHolders
                ? SignStep.Signed.NOTHING
                : sign(judged.cleared(), firstNonce, account);
        if (PlanCommit.isAny(rejected, judged, signed) || freezes.isPresent()) {
            commit.commit(rejected, judged, signed, takenUpTo,
                    () -> freezes.ifPresent(cleared -> frozen.freeze(cleared, firstNonce, account)));
        }
        return new Stored(signed.attempts().stream().map(OutgoingAttempt::of).toList(), signed.fault() == null
                && (judged.movesOn() || !rejected.isEmpty()), byHolders);
    }

    private boolean isByHolders(CallRecord call, SigningAccount account) {
        return account.needsHolders(lane.chain(), lane.chain().codec().role(call.to(), call.input()));
    }

    private PolicyStep.Judged judged(List<SimulationStep.Passed> passed, boolean byHolders, SigningAccount account) {
        FeeQuote quote = lane.chain().client().fees();
        if (!byHolders) {
            return policy.run(passed, fees.offers(quote, account));
        }
        FeePolicy.Offers patient = fees.patient(quote);
        if (FeePolicy.stuck(patient.usual().cap(), quote)) {
            why.waits("fee-limit", "people are to sign the next transaction, and it may not offer what the chain asks"
                    + " (gas.max-fee)");
            return PolicyStep.Judged.NOTHING;
        }
        return policy.run(passed.subList(0, 1), patient);
    }

    private SignStep.Signed sign(List<PolicyStep.Cleared> cleared, long firstNonce, SigningAccount account) {
        if (cleared.isEmpty()) {
            return SignStep.Signed.NOTHING;
        }
        List<SignStep.Planned> planned = new ArrayList<>(cleared.size());
        for (int i = 0; i < cleared.size(); i++) {
            planned.add(SignStep.Planned.first(cleared.get(i), firstNonce + i));
        }
        SignStep.Signed signed = new SignStep(lane, account, gate).run(planned);
        String fault = signed.fault();
        if (fault != null) {
            why.waits(ProblemCode.KEY_UNAVAILABLE.slug(), "key " + lane.keyAlias() + ": " + fault);
        }
        return signed;
    }
}
