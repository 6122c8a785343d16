package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.TransactionCodec;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.NewAttempt;
import io.enterpriseproxy.server.policy.Proposal;
import io.enterpriseproxy.server.policy.SigningRules;
import io.enterpriseproxy.server.policy.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Plans transactions at given nonces and has them signed, outside of any database transaction. */
final class SignStep {
    private final OwnedLane lane;
    private final Signer signer;
    private final SigningRules rules;

    SignStep(OwnedLane lane, Signer signer, SigningRules rules) {
        this.lane = lane;
        this.signer = signer;
        this.rules = rules;
    }

    /**
     * A transaction to be, at a nonce: a call's, or one to oneself in its place.
     *
     * @param decision what has allowed it; null: it goes to oneself, which needs nobody's leave
     * @param since when it was signed at another price; null: it was not
     */
    record Planned(CallRecord call, AttemptKind kind, long nonce, int number, long gasLimit, Fee fee,
            @Nullable String decision, @Nullable Instant since) {
        Planned allowedBy(String other) {
            return new Planned(call, kind, nonce, number, gasLimit, fee, other, since);
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
        List<UnsignedTransaction> unsigned = planned.stream().map(this::transaction).toList();
        lane.requireNotStopped();
        requireAllowed(planned);
        Signer.Signed signed = signer
                .sign(unsigned.stream().map(each -> SigningRequest.of(each, codec.payload(each))).toList());
        List<NewAttempt> attempts = new ArrayList<>(signed.signatures().size());
        for (int i = 0; i < signed.signatures().size(); i++) {
            Planned plan = planned.get(i);
            attempts.add(new NewAttempt(plan.nonce(), plan.number(), plan.kind(), plan.call(),
                    codec.assemble(unsigned.get(i), signed.signatures().get(i)), plan.fee(), plan.gasLimit(),
                    plan.decision()));
        }
        return new Signed(attempts, signed.fault());
    }

    private void requireAllowed(List<Planned> planned) {
        List<Planned> calls = planned.stream().filter(plan -> plan.kind() == AttemptKind.CALL).toList();
        List<Verdict> verdicts = rules.judge(lane.keyAlias(), calls.stream().map(plan -> plan.proposal(lane))
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
        long chainId = lane.chain().client().chainId();
        return switch (plan.kind()) {
            case CALL -> new UnsignedTransaction(chainId, lane.sender(), plan.nonce(), plan.call().to(),
                    plan.call().value(), plan.call().input(), plan.gasLimit(), plan.fee());
            case CANCEL -> new UnsignedTransaction(chainId, lane.sender(), plan.nonce(), lane.sender(),
                    BigInteger.ZERO, new byte[0], plan.gasLimit(), plan.fee());
        };
    }
}
