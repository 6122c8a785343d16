package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.NewAttempt;
import io.enterpriseproxy.server.ledger.SentAttempt;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * signed -> cancelled: gives up calls whose nonces somebody else has used with the same key. They are not queued again:
 * later calls of their ordering keys may have been executed by now. A call is given up only for a transaction that was
 * found on the chain and does something else. One that does what the call asks for is the call's own, made by what a
 * restored ledger has forgotten: a raise of its fee.
 */
final class ForeignStep {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignStep.class);

    private final LaneLedger ledger;
    private final MinedStep mined;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;
    private final SenderHistory history;

    ForeignStep(LaneLedger ledger, MinedStep mined, Outcomes outcomes, OutcomeCommit commit,
            SenderHistory history) {
        this.ledger = ledger;
        this.mined = mined;
        this.outcomes = outcomes;
        this.commit = commit;
        this.history = history;
    }

    /**
     * Gives up the nonces below {@code proven} that other transactions have used, and applies the receipts behind them.
     *
     * @param proven all nonces of the account below this one are used
     * @param last the block at which they were
     */
    void giveUp(OwnedLane lane, long proven, long last, List<Receipt> receipts, Depth depth) {
        LaneRecord row = read(lane);
        SenderHistory.Found found = history.find(lane, row.minedNonce() + 1, Math.min(proven, row.signedNonce() + 1),
                last);
        List<Receipt> known = new ArrayList<>(receipts);
        known.addAll(depth.inChain(lane.chain().client().receipts(adopt(lane, row, found))));
        mined.apply(lane, known, depth);
        row = read(lane);
        while (row.out() > 0 && row.minedNonce() + 1 < proven) {
            Lost lost = lost(row, proven, found);
            if (lost.upTo() == row.minedNonce()) {
                return;
            }
            cancel(lane, row, lost, found);
            mined.apply(lane, known, depth);
            row = read(lane);
        }
    }

    /** Stores transactions that do what the call at their nonce asks for as attempts of that call; answers their hashes. */
    private List<String> adopt(OwnedLane lane, LaneRecord row, SenderHistory.Found found) {
        Map<Long, List<SentAttempt>> byNonce = sent(row, row.signedNonce());
        Map<Long, CallRecord> calls = ledger.calls()
                .bySeq(byNonce.values().stream().map(attempts -> attempts.getFirst().call()).toList());
        List<NewAttempt> adopted = new ArrayList<>();
        byNonce.forEach((nonce, attempts) -> {
            MinedTransaction transaction = found.byNonce().get(nonce);
            CallRecord call = calls.get(attempts.getFirst().call());
            if (transaction == null || !isAt(call, row, nonce) || !isOther(attempts, transaction)) {
                return;
            }
            MinedTransaction.Content content = transaction.content();
            if (content != null && doesWhat(Objects.requireNonNull(call), content.unsigned())) {
                adopted.add(new NewAttempt(nonce, attempts.getLast().number() + 1, AttemptKind.CALL, call,
                        content.signed(), content.unsigned().fee(), content.unsigned().gasLimit(), null, null));
            }
        });
        if (!adopted.isEmpty()) {
            ledger.transactions().commit(() -> {
                ledger.lanes().check(lane.lease());
                ledger.attempts().insert(lane.signing(), adopted);
            });
            LOG.atWarn().addKeyValue("lane", lane.id()).log("{} transactions that the ledger did not know do what its"
                    + " calls at their nonces ask for: they are taken for these calls' own", adopted.size());
        }
        return adopted.stream().map(attempt -> attempt.transaction().hash()).toList();
    }

    private static boolean doesWhat(CallRecord call, UnsignedTransaction transaction) {
        Address to = transaction.to();
        return to != null && call.to().equals(to) && call.value().equals(transaction.value())
                && Arrays.equals(call.input(), transaction.input());
    }

    private static boolean isOther(List<SentAttempt> ours, MinedTransaction transaction) {
        return ours.stream().noneMatch(attempt -> attempt.hash().equals(transaction.hash()));
    }

    private SortedMap<Long, List<SentAttempt>> sent(LaneRecord row, long upTo) {
        return new TreeMap<>(ledger.attempts().sentAfter(row.id(), row.minedNonce(), upTo).stream()
                .collect(Collectors.groupingBy(SentAttempt::nonce)));
    }

    /** Calls whose nonces are gone, and the nonce up to which none of the lane's can be mined any more. */
    private record Lost(List<SentAttempt> attempts, long upTo) {}

    /**
     * From the lane's head on, up to the first nonce whose transaction is ours or was not found. Nonces that the ledger never
     * planned are passed over: a lane that begins anew leaves such behind.
     */
    private Lost lost(LaneRecord row, long proven, SenderHistory.Found found) {
        List<SentAttempt> lost = new ArrayList<>();
        SortedMap<Long, List<SentAttempt>> sent = sent(row, proven - 1);
        long last = Math.min(proven - 1, row.signedNonce());
        long nonce = row.minedNonce() + 1;
        for (; nonce <= last; nonce++) {
            List<SentAttempt> attempts = sent.get(nonce);
            MinedTransaction transaction = found.byNonce().get(nonce);
            if (attempts != null && (transaction == null || !isOther(attempts, transaction))) {
                break;
            }
            if (attempts != null) {
                lost.add(attempts.getFirst());
            }
        }
        return new Lost(lost, nonce - 1);
    }

    private void cancel(OwnedLane lane, LaneRecord row, Lost gone, SenderHistory.Found found) {
        List<SentAttempt> lost = gone.attempts();
        String sender = lane.sender().checksummed();
        Map<Long, CallRecord> calls = ledger.calls().bySeq(lost.stream().map(SentAttempt::call).toList());
        // A call that has gone on with another nonce since is not concerned: only the watermark moves over this one.
        List<CallOutcome> cancelled = lost.stream()
                .filter(attempt -> isAt(calls.get(attempt.call()), row, attempt.nonce()))
                .map(attempt -> Objects.requireNonNull(calls.get(attempt.call())))
                .map(call -> outcomes.cancelled(call, sender, ProblemCode.NONCE_TAKEN, "nonce " + nonce(call)
                        + " of the sender was used by transaction "
                        + Objects.requireNonNull(found.byNonce().get(nonce(call)))
                                .hash()
                        + ", which is not the proxy's"))
                .toList();
        long upTo = gone.upTo();
        commit.commit(lane.lease(), cancelled, () -> ledger.lanes().reached(lane.lease(), row, upTo,
                row.finalNonce() == row.minedNonce() ? upTo : row.finalNonce()));
        if (lost.isEmpty()) {
            return;
        }
        LOG.atError().addKeyValue("lane", lane.id()).addKeyValue("code", ProblemCode.NONCE_TAKEN.slug())
                .log("{} nonces of {} up to {} were used by transactions that are not in the ledger; their calls are"
                        + " cancelled", lost.size(), sender, upTo);
    }

    private static boolean isAt(@Nullable CallRecord call, LaneRecord row, long nonce) {
        return call != null && call.state() == CallState.SIGNED && call.lane() == row.id()
                && Objects.equals(call.nonce(), nonce);
    }

    private static long nonce(CallRecord call) {
        return Objects.requireNonNull(call.nonce());
    }

    private LaneRecord read(OwnedLane lane) {
        return ledger.lanes().find(lane.id()).orElseThrow();
    }
}
