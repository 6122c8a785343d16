package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.TransactionCodec;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.NewAttempt;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Plans transactions at given nonces and has them signed, outside of any database transaction. */
final class SignStep {
    private final OwnedLane lane;
    private final Signer signer;

    SignStep(OwnedLane lane, Signer signer) {
        this.lane = lane;
        this.signer = signer;
    }

    /** A transaction to be, at a nonce: a call's, or one to oneself in its place. */
    record Planned(CallRecord call, AttemptKind kind, long nonce, int number, long gasLimit, Fee fee) {}

    /**
     * The signed prefix of a batch.
     *
     * @param fault why the rest is not signed; null if all are
     */
    record Signed(List<NewAttempt> attempts, @Nullable String fault) {}

    /** @throws StoppedException if a person has stopped it */
    Signed run(List<Planned> planned) {
        TransactionCodec codec = lane.chain().codec();
        List<UnsignedTransaction> unsigned = planned.stream().map(this::transaction).toList();
        lane.requireNotStopped();
        Signer.Signed signed = signer
                .sign(unsigned.stream().map(each -> SigningRequest.of(each, codec.payload(each))).toList());
        List<NewAttempt> attempts = new ArrayList<>(signed.signatures().size());
        for (int i = 0; i < signed.signatures().size(); i++) {
            Planned plan = planned.get(i);
            attempts.add(new NewAttempt(plan.nonce(), plan.number(), plan.kind(), plan.call(),
                    codec.assemble(unsigned.get(i), signed.signatures().get(i)), plan.fee(), plan.gasLimit()));
        }
        return new Signed(attempts, signed.fault());
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
