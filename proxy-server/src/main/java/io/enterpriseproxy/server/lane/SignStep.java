package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.TransactionCodec;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.NewAttempt;
import org.jspecify.annotations.Nullable;

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

    /** A transaction to be: a call at a nonce. */
    record Planned(CallRecord call, long nonce, int number, long gasLimit, Fee fee) {}

    /**
     * The signed prefix of a batch.
     *
     * @param fault why the rest is not signed; null if all are
     */
    record Signed(List<NewAttempt> attempts, @Nullable String fault) {}

    Signed run(List<Planned> planned) {
        TransactionCodec codec = lane.chain().codec();
        List<UnsignedTransaction> unsigned = planned.stream()
                .map(plan -> new UnsignedTransaction(lane.chain().client().chainId(), lane.sender(), plan.nonce(),
                        plan.call().to(), plan.call().value(), plan.call().input(), plan.gasLimit(), plan.fee()))
                .toList();
        Signer.Signed signed = signer.sign(unsigned.stream().map(codec::digest).toList());
        List<NewAttempt> attempts = new ArrayList<>(signed.signatures().size());
        for (int i = 0; i < signed.signatures().size(); i++) {
            Planned plan = planned.get(i);
            attempts.add(new NewAttempt(plan.nonce(), plan.number(), AttemptKind.CALL, plan.call().seq(),
                    codec.assemble(unsigned.get(i), signed.signatures().get(i)), plan.fee(), plan.gasLimit()));
        }
        return new Signed(attempts, signed.fault());
    }
}
