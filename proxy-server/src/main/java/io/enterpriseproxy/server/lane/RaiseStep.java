package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.FeeQuote;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.StoredAttempt;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces transactions that offer too little, lowest nonce first: all whose cap has fallen below the base fee; if there
 * are none, the head if the market has gone above its offer. They go out when what is out is sent again.
 */
final class RaiseStep {
    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final FeePolicy fees;
    private final ReplaceStep replace;
    private @Nullable Limited limited;

    RaiseStep(OwnedLane lane, LaneLedger ledger, FeePolicy fees, ReplaceStep replace) {
        this.lane = lane;
        this.ledger = ledger;
        this.fees = fees;
        this.replace = replace;
    }

    /** What keeps transactions from being raised, as long as the lane's head is this nonce. */
    private record Limited(long head, String detail) {}

    void run(LaneRecord row, SigningAccount account) {
        FeeQuote quote = lane.chain().client().fees();
        List<StoredAttempt> out = ledger.attempts().latestAfter(lane.id(), row.minedNonce(),
                lane.chain().policy().maxInFlight());
        List<StoredAttempt> tooLow = new ArrayList<>(
                out.stream().filter(attempt -> FeePolicy.stuck(attempt, quote)).toList());
        if (tooLow.isEmpty() && !out.isEmpty() && fees.isBehind(out.getFirst(), quote)) {
            tooLow.add(out.getFirst());
        }
        List<StoredAttempt> raised = tooLow.stream().filter(fees::mayRaise).toList();
        limited = tooLow.size() == raised.size()
                ? null
                : new Limited(row.minedNonce(), (tooLow.size() - raised.size()) + " transactions offer less than the "
                        + "chain asks (base fee " + quote.baseFee() + ") and may not offer more (gas.max-fee)");
        for (int from = 0; from < raised.size(); from += LaneWorker.BATCH) {
            List<StoredAttempt> batch = raised.subList(from, Math.min(raised.size(), from + LaneWorker.BATCH));
            replace.run(
                    batch.stream().map(attempt -> new ReplaceStep.Replacement(attempt, attempt.kind(), true)).toList(),
                    quote, account, signed -> {});
        }
    }

    /** Why what is stuck is not raised. */
    Optional<String> limited(LaneRecord row) {
        return Optional.ofNullable(limited).filter(found -> found.head() == row.minedNonce()).map(Limited::detail);
    }
}
