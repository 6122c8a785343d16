package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.FeeQuote;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.NewAttempt;
import io.enterpriseproxy.server.ledger.StoredAttempt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

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

    ReplaceStep(OwnedLane lane, LaneLedger ledger, FeePolicy fees) {
        this.lane = lane;
        this.ledger = ledger;
        this.fees = fees;
    }

    /**
     * The latest attempt at a nonce, and what kind is to take its place.
     *
     * @param outbids whether a node may hold the latest, which it gives up only for a better offer
     */
    record Replacement(StoredAttempt latest, AttemptKind kind, boolean outbids) {}

    /**
     * Signs and stores replacements, each offering at least an eighth more than what it has to outbid.
     *
     * @param besides more to write in the same commit, given what was signed
     */
    void run(List<Replacement> replacements, FeeQuote quote, Signer signer, Consumer<List<NewAttempt>> besides) {
        Map<Long, CallRecord> calls = ledger.calls()
                .bySeq(replacements.stream().map(replacement -> replacement.latest().call()).toList());
        List<SignStep.Planned> planned = new ArrayList<>(replacements.size());
        for (Replacement replacement : replacements) {
            StoredAttempt latest = replacement.latest();
            CallRecord call = Objects.requireNonNull(calls.get(latest.call()), "an attempt's call is in the ledger");
            planned.add(new SignStep.Planned(call, replacement.kind(), latest.nonce(), latest.number() + 1,
                    replacement.kind() == latest.kind() ? latest.gasLimit() : transferGas(),
                    replacement.outbids() ? fees.raise(latest, quote) : FeePolicy.of(latest)));
        }
        List<NewAttempt> signed = new SignStep(lane, signer).run(planned).attempts();
        ledger.transactions().commit(() -> {
            ledger.lanes().check(lane.lease());
            ledger.attempts().insert(lane.signing(), signed);
            besides.accept(signed);
        });
    }

    private long transferGas() {
        CallRequest toOneself = new CallRequest(lane.sender(), lane.sender(), BigInteger.ZERO, new byte[0]);
        return lane.chain().client().estimate(List.of(toOneself)).getFirst() instanceof CallOutcome.Succeeds transfer
                ? transfer.gas()
                : TRANSFER_GAS;
    }
}
