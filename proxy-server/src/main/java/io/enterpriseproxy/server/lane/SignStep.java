package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.TransactionCodec;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.NewAttempt;
import io.enterpriseproxy.server.policy.Proposal;
import io.enterpriseproxy.server.policy.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans transactions at given nonces and has them signed, outside of any database transaction. */
final class SignStep {
    private final OwnedLane lane;
    private final SigningAccount account;
    private final SigningGate gate;

    SignStep(OwnedLane lane, SigningAccount account, SigningGate gate) {
        this.lane = lane;
        this.account = account;
        this.gate = gate;
    }

    /**
     * A transaction to be, at a nonce: a call's, or one to oneself in its place.
     *
     * @param payer who pays for its gas; empty: the lane's sender
     * @param decision what has allowed it; null: it goes to oneself, which needs nobody's leave
     * @param since when it was signed at another price; null: it was not
     */
    record Planned(CallRecord call, AttemptKind kind, long nonce, int number, long gasLimit, Fee fee,
            Optional<FeePayers.Payer> payer, @Nullable String decision, @Nullable Instant since) {
        /** The first at its nonce. */
        static Planned first(PolicyStep.Cleared cleared, long nonce) {
            return new Planned(cleared.call(), AttemptKind.CALL, nonce, 0, cleared.gasLimit(), cleared.fee(),
                    cleared.payer(), cleared.decision(), null);
        }

        Planned allowedBy(String other) {
            return new Planned(call, kind, nonce, number, gasLimit, fee, payer, other, since);
        }

        /** One that was signed before its account got keys of its own may have a base fee and a tip. */
        private Planned atOnePrice() {
            return new Planned(call, kind, nonce, number, gasLimit, new Fee.LegacyFee(fee.cap()), payer, decision,
                    since);
        }

        /** For the rules. */
        Proposal proposal(OwnedLane lane) {
            return new Proposal(call, lane.chain().client().chainId(), lane.sender(), gasLimit, fee, since);
        }
    }

    /**
     * The signed prefix of a batch.
     *
     * @param fault why the rest is not signed; null if all are
     */
    record Signed(List<NewAttempt> attempts, @Nullable String fault) {
        static final Signed NOTHING = new Signed(List.of(), null);
    }

    /**
     * Signs, if it is still allowed.
     *
     * @throws StoppedException if a person has stopped it
     * @throws OptimisticLockingFailureException if the rules are others than those that allowed it
     */
    Signed run(List<Planned> wanted) {
        return run(wanted, Map.of());
    }

    /**
     * The same for one that holders have signed before.
     *
     * @param held by the address of the key
     */
    Signed run(Planned wanted, Map<Address, Signature> held) {
        return run(List.of(wanted), held);
    }

    /** A transaction as it would be signed. */
    UnsignedTransaction unsigned(Planned plan) {
        return transaction(account.isOfOneKey() ? plan : plan.atOnePrice());
    }

    private Signed run(List<Planned> wanted, Map<Address, Signature> held) {
        List<Planned> together = together(wanted);
        List<Planned> planned = account.isOfOneKey() ? together : together.stream().map(Planned::atOnePrice).toList();
        TransactionCodec codec = lane.chain().codec();
        List<Optional<FeePayers.Payer>> payers = planned.stream().map(Planned::payer).toList();
        List<UnsignedTransaction> unsigned = planned.stream().map(this::transaction).toList();
        lane.requireNotStopped();
        requireAllowed(planned, payers);
        List<SigningRequest> requests = unsigned.stream().map(each -> SigningRequest.of(each, codec.payload(each)))
                .toList();
        AccountRole role = role(planned.getFirst());
        SigningAccount.Signed signed = held.isEmpty()
                ? account.sign(lane.chain(), role, requests)
                : account.sign(lane.chain(), role, requests.getFirst(), held);
        PayerSignatures paid = PayerSignatures.sign(lane.chain(), unsigned.subList(0, signed.signatures().size()),
                payers);
        paid.faults().forEach(gate.payers()::failed);
        List<NewAttempt> attempts = new ArrayList<>(paid.complete());
        for (int i = 0; i < paid.complete(); i++) {
            Planned plan = planned.get(i);
            attempts.add(new NewAttempt(plan.nonce(), plan.number(), plan.kind(), plan.call(),
                    codec.assemble(unsigned.get(i), signed.signatures().get(i), paid.of(i)), plan.fee(),
                    plan.gasLimit(), plan.payer().map(FeePayers.Payer::payingKey).orElse(null), plan.decision()));
        }
        return new Signed(attempts, paid.faults().isEmpty() ? signed.fault() : null);
    }

    /** Those up to an update of the account's keys; one of these alone: what comes after it may need other signatures. */
    private List<Planned> together(List<Planned> wanted) {
        int count = 0;
        while (count < wanted.size() && role(wanted.get(count)) == AccountRole.TRANSACTION) {
            count++;
        }
        return wanted.subList(0, Math.max(1, count));
    }

    private AccountRole role(Planned plan) {
        return plan.kind() == AttemptKind.CANCEL
                ? AccountRole.TRANSACTION
                : lane.chain().codec().role(plan.call().to(), plan.call().input());
    }

    private void requireAllowed(List<Planned> planned, List<Optional<FeePayers.Payer>> payers) {
        payers.stream().flatMap(Optional::stream).flatMap(payer -> gate.stops().why(payer.key(), lane.chain().name())
                .stream()).findFirst().ifPresent(why -> {
                    throw new StoppedException(why);
                });
        List<Planned> calls = planned.stream().filter(plan -> plan.kind() == AttemptKind.CALL).toList();
        List<Verdict> verdicts = gate.rules().judge(lane.keyAlias(), calls.stream().map(plan -> plan.proposal(lane))
                .toList());
        for (int i = 0; i < calls.size(); i++) {
            Planned plan = calls.get(i);
            if (!(verdicts.get(i) instanceof Verdict.Cleared cleared
                    && cleared.decision().equals(plan.decision()))) {
                throw new OptimisticLockingFailureException("call " + plan.call().id() + " was allowed by "
                        + plan.decision() + ", and now: " + verdicts.get(i).sentence());
            }
        }
    }

    private UnsignedTransaction transaction(Planned plan) {
        FeePayer payer = plan.payer().map(FeePayers.Payer::party).orElse(null);
        long chainId = lane.chain().client().chainId();
        return switch (plan.kind()) {
            case CALL -> new UnsignedTransaction(chainId, lane.sender(), plan.nonce(), plan.call().to(),
                    plan.call().value(), plan.call().input(), plan.gasLimit(), plan.fee(), payer);
            case CANCEL -> new UnsignedTransaction(chainId, lane.sender(), plan.nonce(), lane.sender(),
                    BigInteger.ZERO, new byte[0], plan.gasLimit(), plan.fee(), payer);
        };
    }
}
