package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.BroadcastOutcome.Refusal;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.LaneAction;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LaneRequest;
import io.enterpriseproxy.server.ledger.OutgoingAttempt;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * signed -> broadcast: hands stored bytes to the chain's nodes in nonce order and moves the lane's watermark behind what
 * they took. The watermark is written with the lane's next commit, or after a short while.
 *
 * <p>
 * If we crash before the watermark is written, the same bytes are handed out again, which nodes know already.
 */
final class HandOutStep {
    /** How long what was handed out may show as signed. */
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(1);

    private final OwnedLane lane;
    private final LaneLedger ledger;
    private long takenUpTo = Long.MIN_VALUE;
    private long writtenAt = System.nanoTime() - WRITTEN_WITHIN.toNanos();

    HandOutStep(OwnedLane lane, LaneLedger ledger) {
        this.lane = lane;
        this.ledger = ledger;
    }

    /**
     * Why a transaction was not handed out.
     *
     * @param kind how nodes refused it; null if it is not known whether one has it
     */
    record Halt(OutgoingAttempt attempt, @Nullable Refusal kind, String message) {}

    static boolean isNeverMined(Halt halt) {
        return (halt.kind() == Refusal.GAS_LIMIT || halt.kind() == Refusal.TOO_LARGE)
                && halt.attempt().kind() == AttemptKind.CALL;
    }

    /** Asks to use the nonce for nothing: else all behind it would wait for ever. False if that was asked for already. */
    boolean fill(Halt halt) {
        return ledger.transactions().commit(() -> ledger.requests().ask(lane.id(), new LaneRequest(
                halt.attempt().call(), LaneAction.FILL, "no node takes the transaction: " + halt.message())));
    }

    /** All attempts up to this nonce were handed to a node; the row may lag behind. */
    long takenUpTo(LaneRecord row) {
        takenUpTo = Math.max(takenUpTo, row.broadcastNonce());
        return takenUpTo;
    }

    /** Hands out all that was signed and not taken yet. */
    Optional<Halt> fresh(LaneRecord row) {
        while (takenUpTo(row) < row.signedNonce()) {
            Optional<Halt> halt = next(ledger.attempts().outgoingAfter(lane.id(), takenUpTo, LaneWorker.BATCH));
            if (halt.isPresent()) {
                return halt;
            }
        }
        return Optional.empty();
    }

    /** Hands out what was just signed and stored, if all before it was taken. */
    Optional<Halt> planned(LaneRecord row, List<OutgoingAttempt> attempts) {
        boolean follows = !attempts.isEmpty() && attempts.getFirst().nonce() == takenUpTo(row) + 1;
        return follows ? next(attempts) : Optional.empty();
    }

    private Optional<Halt> next(List<OutgoingAttempt> batch) {
        Taken taken = send(batch);
        if (taken.count() > 0) {
            takenUpTo = batch.get(taken.count() - 1).nonce();
        }
        return taken.halt();
    }

    /** Writes the watermark; answers whether it is left for later. */
    boolean keep(LaneRecord row) {
        if (takenUpTo(row) <= row.broadcastNonce()) {
            return false;
        }
        if (System.nanoTime() - writtenAt < WRITTEN_WITHIN.toNanos()) {
            return true;
        }
        ledger.transactions().commit(() -> ledger.lanes().broadcast(lane.lease(), takenUpTo));
        writtenAt = System.nanoTime();
        return false;
    }

    /**
     * Sends the latest bytes of all that is out once more; answers why the lowest that was refused was.
     *
     * @param after begins behind this nonce, if that lies below what is mined
     */
    Optional<Halt> again(LaneRecord row, long after) {
        Optional<Halt> first = Optional.empty();
        long from = Math.min(row.minedNonce(), after);
        while (true) {
            List<OutgoingAttempt> out = ledger.attempts().outgoingAfter(lane.id(), from, LaneWorker.BATCH).stream()
                    .filter(attempt -> attempt.nonce() <= takenUpTo(row)).toList();
            if (out.isEmpty()) {
                return first;
            }
            Optional<Halt> halt = send(out).halt().or(() -> unplanned(row, out));
            first = first.isPresent() ? first : halt;
            from = out.getLast().nonce();
        }
    }

    /** Nodes keep what comes behind a nonce that nobody sends. */
    private static Optional<Halt> unplanned(LaneRecord row, List<OutgoingAttempt> out) {
        long head = row.minedNonce() + 1;
        OutgoingAttempt lowest = out.getFirst();
        return lowest.nonce() <= head
                ? Optional.empty()
                : Optional.of(new Halt(lowest, Refusal.NONCE_TOO_HIGH, "nonce " + head + " is missing on the chain and"
                        + " was never the ledger's: its transaction, of whoever else uses the account, is lost. Send any"
                        + " transaction with that nonce from " + row.sender()));
    }

    private record Taken(int count, Optional<Halt> halt) {}

    private Taken send(List<OutgoingAttempt> batch) {
        lane.requireNotStopped();
        List<BroadcastOutcome> outcomes = lane.chain().client()
                .broadcast(batch.stream().map(OutgoingAttempt::transaction).toList());
        for (int i = 0; i < outcomes.size(); i++) {
            OutgoingAttempt attempt = batch.get(i);
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
                    Optional.of(new Halt(attempt, null, unknown.reason()));
            };
            if (halt.isPresent()) {
                return new Taken(i, halt);
            }
        }
        return new Taken(outcomes.size(), Optional.empty());
    }
}
