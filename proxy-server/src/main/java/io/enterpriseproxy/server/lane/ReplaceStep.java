package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.FeeQuote;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.NewAttempt;
import io.enterpriseproxy.server.ledger.StoredAttempt;
import io.enterpriseproxy.server.policy.Budgets;
import io.enterpriseproxy.server.policy.Verdict;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Signs further attempts at nonces that are used already. All attempts stay watched; the mined one decides.
 *
 * <p>
 * If we crash before the commit, nothing was sent; after it, the bytes are rows and go out with what is sent again.
 */
final class ReplaceStep {
    /** What a transfer to oneself costs on Ethereum, should the node not say. */
    private static final long TRANSFER_GAS = 21_000;

    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final FeePolicy fees;
    private final SigningGate gate;
    private @Nullable Refused refused;

    ReplaceStep(OwnedLane lane, LaneLedger ledger, FeePolicy fees, SigningGate gate) {
        this.lane = lane;
        this.ledger = ledger;
        this.fees = fees;
        this.gate = gate;
    }

    private record Refused(long nonce, String detail) {}

    /**
     * The latest attempt at a nonce, and what kind is to take its place.
     *
     * @param outbids whether a node may hold the latest, which it gives up only for a better offer
     */
    record Replacement(StoredAttempt latest, AttemptKind kind, boolean outbids) {}

    /**
     * Signs and stores replacements, each offering at least an eighth more than what it has to outbid. One that the rules of the
     * key do not allow at this price is left out.
     *
     * @param besides more to write in the same commit, given what was signed
     * @return whether anything was signed
     */
    boolean run(List<Replacement> replacements, FeeQuote quote, SigningAccount account,
            Consumer<List<NewAttempt>> besides) {
        refused = null;
        Map<Long, CallRecord> calls = ledger.calls()
                .bySeq(replacements.stream().map(replacement -> replacement.latest().call()).toList());
        List<SignStep.Planned> planned = new ArrayList<>(replacements.size());
        for (Replacement replacement : replacements) {
            StoredAttempt latest = replacement.latest();
            CallRecord call = Objects.requireNonNull(calls.get(latest.call()), "an attempt's call is in the ledger");
            Fee fee = replacement.outbids() ? fees.raise(latest, quote) : FeePolicy.of(latest);
            if (replacement.kind() == AttemptKind.CANCEL) {
                cancel(call, latest, fee, account).ifPresent(planned::add);
            } else {
                again(call, latest, fee).ifPresent(planned::add);
            }
        }
        Allowed allowed = allowed(planned);
        if (allowed.planned().isEmpty()) {
            return false;
        }
        SignStep.Signed outcome = new SignStep(lane, account, gate).run(allowed.planned());
        List<NewAttempt> signed = outcome.attempts();
        if (outcome.fault() != null) {
            SignStep.Planned unsigned = allowed.planned().get(signed.size());
            refused = new Refused(unsigned.nonce(), "call " + unsigned.call().id()
                    + " cannot be replaced: key " + lane.keyAlias() + ": " + outcome.fault());
        }
        Set<Long> ofSigned = signed.stream().map(attempt -> attempt.call().seq()).collect(Collectors.toSet());
        ledger.transactions().commit(() -> {
            ledger.lanes().check(lane.lease());
            ledger.attempts().insert(lane.signing(), signed);
            gate.budgets().takeMore(lane.id(), allowed.more().stream()
                    .filter(spend -> ofSigned.contains(spend.charge().call())).toList());
            besides.accept(signed);
        });
        return !signed.isEmpty();
    }

    /** @param more what they take off budgets besides what they have taken */
    private record Allowed(List<SignStep.Planned> planned, List<Budgets.Spend> more) {}

    private Allowed allowed(List<SignStep.Planned> planned) {
        List<SignStep.Planned> ofCalls = planned.stream().filter(plan -> plan.kind() == AttemptKind.CALL).toList();
        List<Verdict> judged = judged(ofCalls);
        List<Budgets.Spend> more = gate.budgets().more(judged.stream().filter(Verdict.Cleared.class::isInstance)
                .flatMap(verdict -> ((Verdict.Cleared) verdict).charges().stream()).toList());
        Map<Long, List<Budgets.Spend>> byCall = more.stream()
                .collect(Collectors.groupingBy(spend -> spend.charge().call()));
        Budgets.Purse purse = gate.budgets().purse(lane.id(), more);
        Iterator<Verdict> verdicts = judged.iterator();
        List<SignStep.Planned> allowed = new ArrayList<>(planned.size());
        for (SignStep.Planned plan : planned) {
            if (plan.kind() != AttemptKind.CALL) {
                allowed.add(plan);
                continue;
            }
            Verdict judgement = verdicts.next();
            switch (plan.payer().<Verdict>flatMap(payer -> gate.silent(lane.chain(), payer).map(Verdict.class::cast))
                    .orElse(judgement)) {
                case Verdict.Cleared cleared -> purse.promise(byCall.getOrDefault(plan.call().seq(), List.of()))
                        .ifPresentOrElse(lacking -> refuse(plan, lacking),
                                () -> allowed.add(plan.allowedBy(cleared.decision())));
                case Verdict verdict -> refuse(plan, verdict.sentence());
            }
        }
        return new Allowed(allowed, more);
    }

    /** What is out is sent again also while the rules cannot be read; nothing more is offered for it then. */
    private List<Verdict> judged(List<SignStep.Planned> calls) {
        try {
            return gate.rules().judge(lane.keyAlias(), calls.stream().map(plan -> plan.proposal(lane)).toList());
        } catch (NotConfiguredException e) {
            return Collections.nCopies(calls.size(), new Verdict.NotNow(ProblemCode.NOT_CONFIGURED.slug(),
                    String.valueOf(e.getMessage())));
        }
    }

    private void refuse(SignStep.Planned plan, String why) {
        refused = new Refused(plan.nonce(), "call " + plan.call().id() + " may not offer more: " + why);
    }

    /** Why a call that is out may not offer more, as long as it is out. */
    Optional<String> refused(LaneRecord row) {
        Refused last = refused;
        return last == null || row.minedNonce() >= last.nonce() ? Optional.empty() : Optional.of(last.detail());
    }

    /** Empty if its fee payer is gone: the others are not kept from being replaced. */
    private Optional<SignStep.Planned> again(CallRecord call, StoredAttempt latest, Fee fee) {
        try {
            return Optional.of(new SignStep.Planned(call, AttemptKind.CALL, latest.nonce(), latest.number() + 1,
                    latest.gasLimit(), fee, gate.payer(lane.chain(), call), null, latest.signedAt()));
        } catch (NotConfiguredException gone) {
            refused = new Refused(latest.nonce(), "call " + call.id() + " may not offer more: " + gone.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Takes the call's place. Its fee payer pays for that too, if it can: a sender may have no money. Else the sender does, if it
     * can, so that a nonce can be freed though the fee payer is gone, stopped or without money. Empty if neither can: what nobody
     * can pay for would only stand in the way of what somebody can.
     */
    private Optional<SignStep.Planned> cancel(CallRecord call, StoredAttempt latest, Fee fee, SigningAccount account) {
        if (!lane.chain().codec().hasFeePayers()) {
            long known = latest.kind() == AttemptKind.CANCEL ? latest.gasLimit() : transferGas();
            return Optional.of(cancel(call, latest, fee, known, Optional.empty()));
        }
        long gas = transferGas();
        Optional<SignStep.Planned> planned = cancelPayer(call)
                .map(payer -> cancel(call, latest, fee, gas + more(account, Optional.of(payer)), Optional.of(payer)))
                .filter(this::isPaid)
                .or(() -> Optional
                        .of(cancel(call, latest, fee, gas + more(account, Optional.empty()), Optional.empty()))
                        .filter(this::isPaid));
        if (planned.isEmpty()) {
            refused = new Refused(latest.nonce(), "call " + call.id()
                    + " cannot be cancelled: neither its fee payer nor its sender can pay for that");
        }
        return planned;
    }

    private SignStep.Planned cancel(CallRecord call, StoredAttempt latest, Fee fee, long gas,
            Optional<FeePayers.Payer> payer) {
        return new SignStep.Planned(call, AttemptKind.CANCEL, latest.nonce(), latest.number() + 1,
                gas, fee, payer, null, latest.signedAt());
    }

    private long more(SigningAccount account, Optional<FeePayers.Payer> payer) {
        return lane.chain().codec().moreGas(toOneself(), payer.map(FeePayers.Payer::party).orElse(null),
                SigningGate.furtherKeys(lane.chain(), account, AccountRole.TRANSACTION, payer));
    }

    private Optional<FeePayers.Payer> cancelPayer(CallRecord call) {
        try {
            return gate.payer(lane.chain(), call).filter(payer -> gate.silent(lane.chain(), payer).isEmpty());
        } catch (NotConfiguredException gone) {
            return Optional.empty();
        }
    }

    private boolean isPaid(SignStep.Planned plan) {
        BigInteger cost = plan.fee().cap().multiply(BigInteger.valueOf(plan.gasLimit()));
        BigInteger byPayer = plan.payer().map(payer -> payer.party().share(cost)).orElse(BigInteger.ZERO);
        return plan.payer().map(payer -> hasFor(payer.account().address(), byPayer)).orElse(true)
                && hasFor(lane.sender(), cost.subtract(byPayer));
    }

    private boolean hasFor(Address account, BigInteger cost) {
        return cost.signum() == 0 || lane.chain().client().balance(account).compareTo(cost) >= 0;
    }

    private CallRequest toOneself() {
        return new CallRequest(lane.sender(), lane.sender(), BigInteger.ZERO, new byte[0]);
    }

    private long transferGas() {
        return lane.chain().client().estimate(List.of(toOneself())).getFirst() instanceof CallOutcome.Succeeds transfer
                ? transfer.gas()
                : TRANSFER_GAS;
    }
}
