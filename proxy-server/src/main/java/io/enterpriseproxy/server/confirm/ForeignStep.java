package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.SentAttempt;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * signed -> cancelled: gives up calls whose nonces somebody else has used with the same key. They are not queued again:
 * later calls of their ordering keys may have been executed by now.
 */
final class ForeignStep {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignStep.class);

    private final LaneLedger ledger;
    private final MinedStep mined;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;

    ForeignStep(LaneLedger ledger, MinedStep mined, Outcomes outcomes, OutcomeCommit commit) {
        this.ledger = ledger;
        this.mined = mined;
        this.outcomes = outcomes;
        this.commit = commit;
    }

    /**
     * Gives up the nonces below {@code proven} that have none of these receipts, and applies the receipts behind them.
     *
     * @param proven all nonces of the account below this one are used at the chain's depth
     */
    void giveUp(OwnedLane lane, long proven, List<Receipt> receipts, Depth depth) {
        Set<String> ours = receipts.stream().map(Receipt::transactionHash).collect(Collectors.toSet());
        LaneRecord row = read(lane);
        while (row.out() > 0 && row.minedNonce() + 1 < proven) {
            List<SentAttempt> lost = lost(row, proven, ours);
            if (lost.isEmpty()) {
                return;
            }
            cancel(lane, row, lost);
            mined.apply(lane, receipts, depth);
            row = read(lane);
        }
    }

    /** The calls of the nonces from the lane's head on, up to the first that has a receipt. */
    private List<SentAttempt> lost(LaneRecord row, long proven, Set<String> ours) {
        SortedMap<Long, List<SentAttempt>> byNonce = new TreeMap<>(
                ledger.attempts().sentAfter(row.id(), row.minedNonce(), proven - 1).stream()
                        .collect(Collectors.groupingBy(SentAttempt::nonce)));
        List<SentAttempt> lost = new ArrayList<>();
        for (List<SentAttempt> attempts : byNonce.values()) {
            if (attempts.stream().anyMatch(attempt -> ours.contains(attempt.hash()))) {
                break;
            }
            lost.add(attempts.getFirst());
        }
        return lost;
    }

    private void cancel(OwnedLane lane, LaneRecord row, List<SentAttempt> lost) {
        String sender = lane.sender().checksummed();
        Map<Long, CallRecord> calls = ledger.calls().bySeq(lost.stream().map(SentAttempt::call).toList());
        // A call that has gone on with another nonce since is not concerned: only the watermark moves over this one.
        List<CallOutcome> cancelled = lost.stream().filter(attempt -> isAt(calls.get(attempt.call()), attempt.nonce()))
                .map(attempt -> Objects.requireNonNull(calls.get(attempt.call())))
                .map(call -> outcomes.cancelled(call, sender, ProblemCode.NONCE_TAKEN, "nonce " + nonce(call)
                        + " of the sender was used by a transaction that is not the proxy's"))
                .toList();
        long upTo = row.minedNonce() + lost.size();
        commit.commit(lane.lease(), cancelled, () -> ledger.lanes().reached(lane.lease(), row, upTo,
                row.finalNonce() == row.minedNonce() ? upTo : row.finalNonce()));
        LOG.atError().addKeyValue("lane", lane.id()).addKeyValue("code", ProblemCode.NONCE_TAKEN.slug())
                .log("{} nonces of {} up to {} were used by transactions that are not in the ledger; their calls are"
                        + " cancelled", lost.size(), sender, upTo);
    }

    private static boolean isAt(@Nullable CallRecord call, long nonce) {
        return call != null && call.state() == CallState.SIGNED && Objects.equals(call.nonce(), nonce);
    }

    private static long nonce(CallRecord call) {
        return Objects.requireNonNull(call.nonce());
    }

    private LaneRecord read(OwnedLane lane) {
        return ledger.lanes().find(lane.id()).orElseThrow();
    }
}
