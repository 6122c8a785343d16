package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.TransactionCodec;
import io.enterpriseproxy.chain.UnsignedTransaction;
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
import java.util.Optional;

/** Plans transactions at given nonces and has them signed, outside of any database transaction. */
final class SignStep {
    private final OwnedLane lane;
    private final Signer signer;
    private final SigningGate gate;

    SignStep(OwnedLane lane, Signer signer, SigningGate gate) {
        this.lane = lane;
        this.signer = signer;
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
        Planned allowedBy(String other) {
            return new Planned(call, kind, nonce, number, gasLimit, fee, payer, other, since);
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
    record Signed(List<NewAttempt> attempts, @Nullable String fault) {}

    /**
     * Signs, if it is still allowed.
     *
     * @throws StoppedException if a person has stopped it
     * @throws OptimisticLockingFailureException if the rules are others than those that allowed it
     */
    Signed run(List<Planned> planned) {
        TransactionCodec codec = lane.chain().codec();
        List<Optional<FeePayers.Payer>> payers = planned.stream().map(Planned::payer).toList();
        List<UnsignedTransaction> unsigned = new ArrayList<>(planned.size());
        for (int i = 0; i < planned.size(); i++) {
            unsigned.add(transaction(planned.get(i), payers.get(i).map(FeePayers.Payer::party).orElse(null)));
        }
        lane.requireNotStopped();
        requireAllowed(planned, payers);
        Signer.Signed signed = signer
                .sign(unsigned.stream().map(each -> SigningRequest.of(each, codec.payload(each))).toList());
        PayerSignatures paid = PayerSignatures.sign(codec, unsigned.subList(0, signed.signatures().size()), payers);
        paid.faults().forEach(gate.payers()::failed);
        List<NewAttempt> attempts = new ArrayList<>(paid.complete());
        for (int i = 0; i < paid.complete(); i++) {
            Planned plan = planned.get(i);
            Signature sender = signed.signatures().get(i);
            Signature payer = paid.of(i);
            attempts.add(new NewAttempt(plan.nonce(), plan.number(), plan.kind(), plan.call(), payer == null
                    ? codec.assemble(unsigned.get(i), sender)
                    : codec.assemble(unsigned.get(i), sender, payer), plan.fee(), plan.gasLimit(), plan.decision()));
        }
        return new Signed(attempts, paid.faults().isEmpty() ? signed.fault() : null);
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

    private UnsignedTransaction transaction(Planned plan, @Nullable FeePayer payer) {
        long chainId = lane.chain().client().chainId();
        return switch (plan.kind()) {
            case CALL -> new UnsignedTransaction(chainId, lane.sender(), plan.nonce(), plan.call().to(),
                    plan.call().value(), plan.call().input(), plan.gasLimit(), plan.fee(), payer);
            case CANCEL -> new UnsignedTransaction(chainId, lane.sender(), plan.nonce(), lane.sender(),
                    BigInteger.ZERO, new byte[0], plan.gasLimit(), plan.fee(), payer);
        };
    }
}
