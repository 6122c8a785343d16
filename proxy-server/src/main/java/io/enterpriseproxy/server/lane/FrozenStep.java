package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.Holders;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.FrozenState;
import io.enterpriseproxy.server.ledger.FrozenTransaction;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.OutgoingAttempt;
import io.enterpriseproxy.server.outcome.Outcomes;
import io.enterpriseproxy.server.policy.Verdict;
import org.springframework.dao.OptimisticLockingFailureException;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Transactions of an account that people outside sign, too. What they sign holds the nonce, so a lane freezes one and plans
 * nothing behind it until enough have signed; then the keys here sign, last, and it goes the way of all others.
 *
 * <p>
 * Frozen, it uses no nonce and was never sent: when time is up, or it is cancelled, the next call takes the nonce. If we crash
 * while it is frozen, all of it is rows; a signature of ours that was not committed has not left the process.
 */
final class FrozenStep {
    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final PlanCommit commit;
    private final LaneWhy why;
    private final SimulationStep simulation;
    private final PolicyStep policy;
    private final SigningGate gate;
    /** Nobody else freezes transactions of the lane: what is false stays so until it is done here. */
    private boolean some = true;

    FrozenStep(OwnedLane lane, LaneLedger ledger, Outcomes outcomes, PlanCommit commit, LaneWhy why,
            SimulationStep simulation, PolicyStep policy, SigningGate gate) {
        this.lane = lane;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.commit = commit;
        this.why = why;
        this.simulation = simulation;
        this.policy = policy;
        this.gate = gate;
    }

    /** A frozen transaction with its call, and those who have signed it. */
    private record Waiting(FrozenTransaction frozen, CallRecord call, Map<Address, Signature> held) {
        Fee fee() {
            return new Fee.LegacyFee(frozen.feeCap());
        }

        String named() {
            return "the frozen transaction of call " + call.id() + " (nonce " + frozen.nonce() + ")";
        }
    }

    /** Freezes the transaction of a call. Inside the commit. */
    void freeze(PolicyStep.Cleared cleared, long nonce, SigningAccount account) {
        SignStep.Planned plan = SignStep.Planned.first(cleared, nonce);
        UnsignedTransaction unsigned = new SignStep(lane, account, gate).unsigned(plan);
        byte[] payload = lane.chain().codec().payload(unsigned);
        Instant now = ledger.frozen().now();
        some = true;
        ledger.frozen().insert(new FrozenTransaction(UUID.randomUUID(), cleared.call().seq(), lane.id(), nonce,
                cleared.gasLimit(), unsigned.fee().cap(),
                lane.chain().codec().assemble(unsigned, List.of(), List.of()).raw(), payload,
                Hex.encode(Keccak256.hash(payload)), FrozenState.OPEN, now, now.plus(account.holders().within()),
                null, null));
        ledger.calls().await(List.of(cleared.call()));
    }

    /**
     * What became of the lane's frozen transaction; empty if it has none.
     *
     * @param takenUpTo the lane's broadcast watermark
     */
    Optional<PlanStep.Planned> run(LaneRecord row, long takenUpTo, SigningAccount account) {
        Optional<FrozenTransaction> open = some ? ledger.frozen().open(lane.id()) : Optional.empty();
        some = open.isPresent();
        return open.map(frozen -> run(waiting(frozen), row, takenUpTo, account));
    }

    private Waiting waiting(FrozenTransaction frozen) {
        CallRecord call = ledger.calls().bySeq(List.of(frozen.call())).get(frozen.call());
        if (call == null) {
            throw new IllegalStateException("the call of a frozen transaction is not in the ledger");
        }
        Map<Address, Signature> held = new LinkedHashMap<>();
        ledger.frozen().signatures(frozen.id()).forEach(each -> held.put(each.signer(), each.signature()));
        return new Waiting(frozen, call, held);
    }

    private PlanStep.Planned run(Waiting waiting, LaneRecord row, long takenUpTo, SigningAccount account) {
        FrozenTransaction frozen = waiting.frozen();
        if (frozen.nonce() != row.signedNonce() + 1) {
            return reject(waiting, FrozenState.DROPPED, ProblemCode.PERHAPS_EXECUTED, "the nonce of " + waiting.named()
                    + " was used by somebody else, perhaps for this: its holders may have sent it themselves",
                    takenUpTo);
        }
        AccountRole role = lane.chain().codec().role(waiting.call().to(), waiting.call().input());
        SigningAccount.Standing standing = account.standing(lane.chain(), role, waiting.held().keySet());
        if (standing.isEnough()) {
            return complete(waiting, row, takenUpTo, account);
        }
        if (!frozen.isOpen(ledger.frozen().now())) {
            return reject(waiting, FrozenState.EXPIRED, ProblemCode.SIGNATURES_EXPIRED, waiting.named()
                    + " was not signed in time: the signatures weigh " + standing.weight() + " of "
                    + standing.needed() + "; these have not signed: " + names(standing), takenUpTo);
        }
        if (waiting.call().state() == CallState.ACCEPTED) {
            ledger.transactions().commit(() -> {
                ledger.lanes().check(lane.lease());
                ledger.calls().await(List.of(waiting.call()));
            });
        }
        why.waits("awaiting-signatures", waiting.named() + " has signatures that weigh " + standing.weight() + " of "
                + standing.needed() + ", ours included; until " + frozen.expiresAt() + " these may sign: "
                + names(standing));
        return PlanStep.Planned.NOTHING;
    }

    private static String names(SigningAccount.Standing standing) {
        return standing.missing().stream().map(Holders.Holder::name).collect(Collectors.joining(", "));
    }

    private PlanStep.Planned complete(Waiting waiting, LaneRecord row, long takenUpTo, SigningAccount account) {
        CallRecord call = waiting.call();
        Optional<Verdict.NotNow> kept = gate.outOfTime(lane.chain()).or(() -> gate.kept(lane, call));
        if (kept.isPresent()) {
            why.waits(kept.get().code(), kept.get().reason());
            return PlanStep.Planned.NOTHING;
        }
        BigInteger most = lane.chain().policy().gas().maxFee();
        if (most != null && waiting.frozen().feeCap().compareTo(most) > 0) {
            return drop(waiting, "it offers more for gas than gas.max-fee by now");
        }
        if (FeePolicy.stuck(waiting.frozen().feeCap(), lane.chain().client().fees())) {
            return drop(waiting, "the chain asks for a higher gas price by now than it offers");
        }
        SimulationStep.Tried tried = simulation.run(List.of(call), account, row.out() > 0);
        if (tried.heldBy() != null) {
            why.waits(tried.held() ? "held-by-simulation" : ProblemCode.NODE_UNAVAILABLE.slug(),
                    "call " + call.id() + ": " + tried.why());
            return PlanStep.Planned.NOTHING;
        }
        List<CallOutcome> rejected = new ArrayList<>(tried.failed().stream()
                .map(failed -> outcomes.rejected(call, lane.sender().checksummed(), failed.reverts())).toList());
        // As it was frozen, whatever would be asked for it now.
        PolicyStep.Judged judged = policy.run(tried.passed().stream().map(
                passed -> new SimulationStep.Passed(call, waiting.frozen().gasLimit(), passed.payer())).toList(),
                new FeePolicy.Offers(waiting.fee(), waiting.fee()));
        rejected.addAll(judged.rejected());
        if (judged.cleared().isEmpty()) {
            return end(waiting, rejected, judged, takenUpTo);
        }
        return sign(waiting, judged, takenUpTo, account);
    }

    /** It was refused, or other people have to say yes to it; or neither yet. */
    private PlanStep.Planned end(Waiting waiting, List<CallOutcome> rejected, PolicyStep.Judged judged,
            long takenUpTo) {
        if (!PlanCommit.isAny(rejected, judged, SignStep.Signed.NOTHING)) {
            return PlanStep.Planned.NOTHING;
        }
        commit.commit(rejected, judged, SignStep.Signed.NOTHING, takenUpTo, () -> ledger.frozen()
                .end(waiting.frozen().id(), FrozenState.DROPPED, rejected.isEmpty()
                        ? "the call has to be approved"
                        : "the call was rejected"));
        return new PlanStep.Planned(List.of(), true);
    }

    private PlanStep.Planned sign(Waiting waiting, PolicyStep.Judged judged, long takenUpTo, SigningAccount account) {
        SignStep.Planned plan = SignStep.Planned.first(judged.cleared().getFirst(), waiting.frozen().nonce());
        SignStep step = new SignStep(lane, account, gate);
        if (!Arrays.equals(lane.chain().codec().payload(step.unsigned(plan)), waiting.frozen().payload())) {
            return drop(waiting, "it would be another transaction by now: who pays for it has changed");
        }
        SignStep.Signed signed = step.run(plan, waiting.held());
        if (signed.fault() != null) {
            why.waits(ProblemCode.KEY_UNAVAILABLE.slug(), "key " + lane.keyAlias() + ": " + signed.fault());
        }
        if (signed.attempts().isEmpty()) {
            return PlanStep.Planned.NOTHING;
        }
        commit.commit(List.of(), judged, signed, takenUpTo,
                () -> ledger.frozen().end(waiting.frozen().id(), FrozenState.SIGNED, null));
        return new PlanStep.Planned(signed.attempts().stream().map(OutgoingAttempt::of).toList(), true);
    }

    /** Not before what is out of its ordering key has ended: targets hear of the calls of a key in their order. */
    private PlanStep.Planned reject(Waiting waiting, FrozenState state, ProblemCode problem, String reason,
            long takenUpTo) {
        String key = waiting.call().orderingKey();
        if (key != null && !ledger.calls().keysOut(lane.id(), List.of(key)).isEmpty()) {
            why.waits("awaiting-signatures", "call " + waiting.call().id() + " is rejected once the calls of its"
                    + " ordering key before it have ended: " + reason);
            return PlanStep.Planned.NOTHING;
        }
        CallOutcome rejected = outcomes.rejected(waiting.call(), lane.sender().checksummed(), problem, reason);
        UUID frozen = waiting.frozen().id();
        commit.commit(List.of(rejected), PolicyStep.Judged.NOTHING, SignStep.Signed.NOTHING, takenUpTo, () -> {
            ledger.frozen().lock(frozen);
            if (ledger.frozen().signatures(frozen).size() != waiting.held().size()) {
                throw new OptimisticLockingFailureException("somebody has signed " + waiting.named() + " meanwhile");
            }
            ledger.frozen().end(frozen, state, reason);
        });
        return new PlanStep.Planned(List.of(), true);
    }

    /** The call is planned anew, and its holders are asked once more. */
    private PlanStep.Planned drop(Waiting waiting, String reason) {
        ledger.transactions().commit(() -> {
            ledger.lanes().check(lane.lease());
            ledger.frozen().end(waiting.frozen().id(), FrozenState.DROPPED, reason);
            ledger.calls().release(lane.id(), waiting.call().seq(), null);
        });
        return new PlanStep.Planned(List.of(), true);
    }
}
