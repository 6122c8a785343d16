package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.BroadcastOutcome.Refusal;
import io.enterpriseproxy.server.ledger.AttemptRows;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LaneRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.StoredAttempt;

import java.util.List;
import java.util.Optional;

/**
 * signed -> broadcast: hands stored bytes to the chain's nodes in nonce order and moves the lane's watermark behind what
 * they took.
 *
 * <p>
 * If we crash before the watermark moves, the same bytes are handed out again, which nodes know already.
 */
final class HandOutStep {
    private final OwnedLane lane;
    private final AttemptRows attempts;
    private final LaneRows lanes;
    private final LedgerTransactions transactions;

    HandOutStep(OwnedLane lane, AttemptRows attempts, LaneRows lanes, LedgerTransactions transactions) {
        this.lane = lane;
        this.attempts = attempts;
        this.lanes = lanes;
        this.transactions = transactions;
    }

    /** Why a node did not take a transaction. */
    record Halt(StoredAttempt attempt, Refusal kind, String message) {}

    /** Hands out all that was signed and not taken yet. */
    Optional<Halt> fresh(LaneRecord row) {
        long watermark = row.broadcastNonce();
        while (true) {
            List<StoredAttempt> batch = attempts.latestAfter(lane.id(), watermark, LaneWorker.BATCH);
            if (batch.isEmpty()) {
                return Optional.empty();
            }
            Taken taken = send(batch);
            if (taken.count() > 0) {
                watermark = batch.get(taken.count() - 1).nonce();
                long reached = watermark;
                transactions.commit(() -> lanes.broadcast(lane.lease(), reached));
            }
            if (taken.halt().isPresent()) {
                return taken.halt();
            }
        }
    }

    /** Sends the latest bytes of all that is out once more; answers why the lowest that was refused was. */
    Optional<Halt> again(LaneRecord row) {
        Optional<Halt> first = Optional.empty();
        long from = row.minedNonce();
        while (true) {
            List<StoredAttempt> out = attempts.latestAfter(lane.id(), from, LaneWorker.BATCH).stream()
                    .filter(attempt -> attempt.nonce() <= row.broadcastNonce()).toList();
            if (out.isEmpty()) {
                return first;
            }
            Optional<Halt> halt = send(out).halt();
            first = first.isPresent() ? first : halt;
            from = out.getLast().nonce();
        }
    }

    private record Taken(int count, Optional<Halt> halt) {}

    private Taken send(List<StoredAttempt> batch) {
        List<BroadcastOutcome> outcomes = lane.chain().client()
                .broadcast(batch.stream().map(StoredAttempt::transaction).toList());
        for (int i = 0; i < outcomes.size(); i++) {
            StoredAttempt attempt = batch.get(i);
            Optional<Halt> halt = switch (outcomes.get(i)) {
                case BroadcastOutcome.Accepted accepted -> Optional.empty();
                case BroadcastOutcome.AlreadyKnown known -> Optional.empty();
                // A hint that it is mined, never a proof: the block follower finds out.
                case BroadcastOutcome.Refused refused when refused.kind() == Refusal.NONCE_TOO_LOW -> Optional.empty();
                // The node holds an earlier attempt at this nonce, which is watched too.
                case BroadcastOutcome.Refused refused when refused.kind() == Refusal.REPLACEMENT_UNDERPRICED
                        && attempt.number() > 0 ->
                    Optional.empty();
                case BroadcastOutcome.Refused refused ->
                    Optional.of(new Halt(attempt, refused.kind(), refused.message()));
                case BroadcastOutcome.Unknown unknown ->
                    Optional.of(new Halt(attempt, Refusal.OTHER, unknown.reason()));
            };
            if (halt.isPresent()) {
                return new Taken(i, halt);
            }
        }
        return new Taken(outcomes.size(), Optional.empty());
    }
}
