package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.abi.RevertReason;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LaneRequest;
import io.enterpriseproxy.server.ledger.SentAttempt;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * signed -> mined, and on to confirmed or reverted where one block is enough: matches receipts with the attempts of a
 * lane and commits all their outcomes together.
 *
 * <p>
 * If we crash before the commit, the lane's watermark still lies below, and the receipts are asked for by hash after the
 * restart.
 */
final class MinedStep {
    private static final Logger LOG = LoggerFactory.getLogger(MinedStep.class);
    /** So many nonces a comparison may have found mined beyond the block that is looked at. */
    private static final int AHEAD = 5_000;

    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;
    private final RevertReplay replay;

    MinedStep(LaneLedger ledger, Outcomes outcomes, OutcomeCommit commit) {
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.commit = commit;
        this.replay = new RevertReplay(outcomes);
    }

    /** @param reason why it reverted; null if it did not, or was a cancellation */
    private record Match(SentAttempt attempt, Receipt receipt, @Nullable RevertReason reason) {}

    /**
     * Applies receipts of the lane's sender.
     *
     * @return those that do not follow the lane's watermark: applied already, somebody else's, or a nonce before them is
     *         missing
     */
    List<Receipt> apply(OwnedLane lane, List<Receipt> receipts, Depth depth) {
        if (receipts.isEmpty()) {
            return receipts;
        }
        Map<String, RevertReason> reasons = reasons(lane, receipts);
        return lane.inTurn(() -> {
            LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
            List<Match> contiguous = contiguous(row, receipts, reasons);
            if (contiguous.isEmpty()) {
                return receipts;
            }
            store(lane, row, contiguous, depth);
            lane.progressed(contiguous.getLast().receipt().blockNumber());
            Set<String> applied = contiguous.stream().map(match -> match.attempt().hash()).collect(Collectors.toSet());
            return receipts.stream().filter(receipt -> !applied.contains(receipt.transactionHash())).toList();
        });
    }

    /** Whether all these receipts are applied: a comparison with the chain may have been faster than the blocks. */
    boolean isApplied(OwnedLane lane, List<Receipt> receipts) {
        LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
        Set<String> hashes = receipts.stream().map(Receipt::transactionHash).collect(Collectors.toSet());
        Map<String, Long> below = ledger.attempts()
                .sentAfter(row.id(), row.minedNonce() - receipts.size() - AHEAD, row.minedNonce()).stream()
                .filter(attempt -> hashes.contains(attempt.hash()))
                .collect(Collectors.toMap(SentAttempt::hash, SentAttempt::call));
        Map<Long, CallRecord> calls = ledger.calls().bySeq(List.copyOf(below.values()));
        return receipts.stream().allMatch(receipt -> {
            Long call = below.get(receipt.transactionHash());
            return call != null
                    && receipt.blockHash().equals(Objects.requireNonNull(calls.get(call)).blockHash());
        });
    }

    /** Why those of our calls failed that did: asked before the lane's turn, so that nothing waits for the node in it. */
    private Map<String, RevertReason> reasons(OwnedLane lane, List<Receipt> receipts) {
        Map<String, Receipt> failed = receipts.stream().filter(receipt -> !receipt.success())
                .collect(Collectors.toMap(Receipt::transactionHash, Function.identity(), (one, same) -> one));
        if (failed.isEmpty()) {
            return Map.of();
        }
        LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
        List<SentAttempt> attempts = ledger.attempts().sentAfter(row.id(), row.minedNonce(), row.signedNonce()).stream()
                .filter(attempt -> attempt.kind() != AttemptKind.CANCEL && failed.containsKey(attempt.hash())).toList();
        Map<Long, CallRecord> calls = ledger.calls().bySeq(attempts.stream().map(SentAttempt::call).toList());
        return replay.reasons(lane, attempts.stream()
                .map(attempt -> new RevertReplay.Failed(Objects.requireNonNull(calls.get(attempt.call())),
                        Objects.requireNonNull(failed.get(attempt.hash()))))
                .toList());
    }

    /**
     * So many receipts can move the watermark by as many nonces at most. A call that failed and became one of the lane's
     * while its reason was asked for is left for the comparison.
     */
    private List<Match> contiguous(LaneRecord row, List<Receipt> receipts, Map<String, RevertReason> reasons) {
        Map<String, Receipt> byHash = receipts.stream()
                .collect(Collectors.toMap(Receipt::transactionHash, Function.identity(), (one, same) -> one));
        Map<Long, Match> byNonce = new HashMap<>();
        for (SentAttempt attempt : ledger.attempts().sentAfter(row.id(), row.minedNonce(),
                row.minedNonce() + receipts.size())) {
            Receipt receipt = byHash.get(attempt.hash());
            if (receipt != null && (receipt.success() || attempt.kind() == AttemptKind.CANCEL
                    || reasons.containsKey(attempt.hash()))) {
                byNonce.put(attempt.nonce(), new Match(attempt, receipt, reasons.get(attempt.hash())));
            }
        }
        List<Match> contiguous = new ArrayList<>();
        for (long nonce = row.minedNonce() + 1; byNonce.containsKey(nonce); nonce++) {
            contiguous.add(Objects.requireNonNull(byNonce.get(nonce)));
        }
        return contiguous;
    }

    private void store(OwnedLane lane, LaneRecord row, List<Match> mined, Depth depth) {
        Map<Long, CallRecord> calls = ledger.calls()
                .bySeq(mined.stream().map(match -> match.attempt().call()).toList());
        List<CallOutcome> results = new ArrayList<>(mined.size());
        boolean finalSoFar = row.finalNonce() == row.minedNonce();
        long finalNonce = row.finalNonce();
        for (Match match : mined) {
            CallRecord call = Objects.requireNonNull(calls.get(match.attempt().call()), "an attempt's call has a row");
            // Not before those before it: results go out in the order of the outcomes.
            finalSoFar &= depth.isFinal(call, match.receipt().blockNumber());
            finalNonce = finalSoFar ? match.attempt().nonce() : finalNonce;
            warnOfSecondEffect(row, call, match);
            // A call that is done, or has another nonce or lane by now, was told already: only the watermark moves over it.
            if (call.state() == CallState.SIGNED && call.lane() == row.id()
                    && Objects.equals(call.nonce(), match.attempt().nonce())) {
                results.add(result(lane, call, match, finalSoFar));
            }
        }
        long minedNonce = mined.getLast().attempt().nonce();
        long finalUpTo = finalNonce;
        commit.commit(lane.lease(), results, () -> ledger.lanes().reached(lane.lease(), row, minedNonce, finalUpTo));
    }

    /** A reorg has brought a transaction back that the enterprise was told had failed: what was done about that may be twice. */
    private static void warnOfSecondEffect(LaneRecord row, CallRecord call, Match match) {
        boolean itsOwn = call.lane() == row.id() && Objects.equals(call.nonce(), match.attempt().nonce())
                && Set.of(CallState.SIGNED, CallState.MINED, CallState.CONFIRMED).contains(call.state());
        if (match.attempt().kind() == AttemptKind.CALL && match.receipt().success() && !itsOwn) {
            LOG.atError().addKeyValue("lane", row.id()).addKeyValue("callId", call.id())
                    .addKeyValue("code", ProblemCode.DEEP_REORG.slug()).addKeyValue("txHash", match.attempt().hash())
                    .log("A transaction of a call that had failed has taken effect after a reorg; if the call was"
                            + " executed again, its effect is there twice");
        }
    }

    /** Why the call is not wanted any more. */
    private LaneRequest request(CallRecord call) {
        return ledger.requests().find(call.seq())
                .orElseThrow(() -> new IllegalStateException("a call is cancelled by a request only"));
    }

    private CallOutcome result(OwnedLane lane, CallRecord call, Match match, boolean isFinal) {
        String sender = lane.sender().checksummed();
        Receipt receipt = match.receipt();
        if (match.attempt().kind() == AttemptKind.CANCEL) {
            return outcomes.cancelledInBlock(call, match.attempt(), sender, receipt, request(call), isFinal);
        }
        return outcomes.inBlock(call, match.attempt(), sender, receipt, match.reason(), isFinal);
    }
}
