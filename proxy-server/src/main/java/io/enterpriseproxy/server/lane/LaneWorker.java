package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.BroadcastOutcome.Refusal;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.ProblemKind;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LeaseLostException;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionException;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Drives one lane as long as its lease holds: compares it with the chain, hands out what is signed, signs what is
 * accepted, sends again what is out too long. Each round starts from the rows; a round that fails leaves nothing half done
 * and is repeated.
 */
final class LaneWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneWorker.class);
    /** Calls that are signed and stored in one commit, and transactions handed to a node at once. */
    static final int BATCH = 500;
    /** What is refused, or not explained yet, is tried again. */
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(250);
    /** A lane without work waits to be woken, or to be compared with the chain. */
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** How often a lane is compared with the chain though nothing looks wrong. */
    private static final Duration COMPARE = Duration.ofMinutes(1);

    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final KeyRing keys;
    private final LaneTurns turns;
    private final Predicate<OwnedLane> reconcile;
    private final LaneWhy why;
    private final PlanStep plan;
    private final HandOutStep handOut;
    private final ReplaceStep replace;
    private final RaiseStep raise;
    private final RequestStep requests;
    private final FaultLog faults = new FaultLog(LOG);
    private long comparedAt = System.nanoTime() - AGAIN.toNanos();
    private long emptyAt = System.nanoTime();
    private boolean explained;
    private boolean looked;
    private boolean watermarkLags;
    private @Nullable Refused refusedAgain;
    private volatile boolean stopped;

    /** @param reconcile compares the lane with the chain; false: the ledger does not explain all that the account did */
    LaneWorker(OwnedLane lane, LaneLedger ledger, KeyRing keys, Outcomes outcomes, OutcomeCommit commit,
            LaneTurns turns, Predicate<OwnedLane> reconcile, SigningGate gate) {
        this.lane = lane;
        this.ledger = ledger;
        this.keys = keys;
        this.turns = turns;
        this.reconcile = reconcile;
        FeePolicy fees = new FeePolicy(() -> lane.chain().policy().gas());
        this.replace = new ReplaceStep(lane, ledger, fees, gate);
        this.why = new LaneWhy(ledger.transactions(), ledger.lanes(), lane.lease());
        this.plan = new PlanStep(lane, ledger, outcomes, commit, why, fees, gate);
        this.handOut = new HandOutStep(lane, ledger);
        this.raise = new RaiseStep(lane, ledger, fees, replace);
        this.requests = new RequestStep(lane, ledger, fees, replace);
    }

    /** What a node refused to take once more, as long as the lane's head is this nonce. */
    private record Refused(long head, HandOutStep.Halt halt) {}

    @Override
    public void run() {
        while (!stopped) {
            try {
                if (!turns.round(this::round) && !stopped) {
                    lane.work().await(watermarkLags ? SOON : lane.isIdle() ? IDLE : AGAIN);
                }
            } catch (InterruptedException e) {
                stopped = true;
            } catch (LeaseLostException e) {
                LOG.atWarn().addKeyValue("lane", lane.id()).log("Another instance has taken the lane over");
                stopped = true;
            }
        }
    }

    /** Whether the next round may follow at once. */
    private boolean round() throws InterruptedException {
        if (stopped) {
            return false;
        }
        lane.idle(false);
        try {
            ledger.transactions().settle();
            LaneRecord row = row();
            if (row.fence() != lane.lease().fence()) {
                stopped = true;
                return false;
            }
            why.ask(row);
            keepWhatAPersonDecides(row);
            boolean more = work(row);
            lane.deepReorg(row).ifPresent(detail -> why.waits(ProblemCode.DEEP_REORG.slug(), detail));
            sayIfNothingIsMined(row);
            why.keep();
            watermarkLags = !more && handOut.keep(row());
            lane.idle(why.isSettled() && explained);
            faults.worked();
            return more;
        } catch (ChainUnavailableException e) {
            say(e.wrongChain() ? ProblemCode.WRONG_CHAIN : ProblemCode.NODE_UNAVAILABLE, e);
            return false;
        } catch (OptimisticLockingFailureException e) {
            LOG.atDebug().addKeyValue("lane", lane.id()).log("A row was changed while it was worked on: {}",
                    e.getMessage());
            return true;
        } catch (LeaseLostException e) {
            throw e;
        } catch (StoppedException e) {
            say("stopped", String.valueOf(e.getMessage()));
            return false;
        } catch (NotConfiguredException e) {
            faults.failed(e, "Lane " + lane.id() + " waits for a part of the configuration");
            say(ProblemCode.NOT_CONFIGURED, e);
            return false;
        } catch (RuntimeException e) {
            faults.failed(e, "A round of lane " + lane.id() + " failed");
            say(ProblemCode.INTERNAL_ERROR, e);
            return false;
        }
    }

    private void say(ProblemCode code, RuntimeException fault) {
        say(code.slug(), fault.getMessage() + (code.kind() == ProblemKind.CONFIG ? ". " + code.cure() : ""));
    }

    private void say(String code, String detail) {
        try {
            why.waits(code, detail);
            why.keep();
        } catch (DataAccessException | TransactionException e) {
            LOG.atDebug().addKeyValue("lane", lane.id()).log("Nor can be written why: {}", e.getMessage());
        }
    }

    private LaneRecord row() {
        return ledger.lanes().find(lane.id()).orElseThrow();
    }

    private boolean work(LaneRecord read) throws InterruptedException {
        LaneRecord row = compared(read);
        keepWhatAPersonDecides(row);
        lane.requireNotStopped();
        Optional<SigningAccount> account = keys.account(lane.keyAlias(), lane.sender());
        boolean maySign = account.isPresent() && !row.paused();
        boolean replaced = maySign && requests.run(handOut.takenUpTo(row), account.get(), why);
        if (replaced) {
            lane.resend();
        }
        OptionalLong resend = lane.takeResend();
        if (resend.isPresent()) {
            sendAgain(row, resend.getAsLong(), account.filter(found -> maySign));
        }
        sayWhatIsRefused(row);
        if (handOut(row)) {
            return false;
        }
        if (row.paused()) {
            why.waits("paused", "an admin has paused the lane");
            return false;
        }
        if (account.isEmpty()) {
            why.waits(ProblemCode.KEY_UNAVAILABLE.slug(), "the key " + lane.keyAlias() + " is not configured, or is"
                    + " not the key of " + lane.sender() + " any more");
            return false;
        }
        if (!explained && !looked) {
            why.waits(ProblemCode.NODE_UNAVAILABLE.slug(), "the lane could not be compared with the chain yet");
            return false;
        }
        if (!explained) {
            why.waits("foreign-use", "the sender has used nonces that are not the ledger's; it is being looked into");
            return false;
        }
        PlanStep.Planned planned = turns.plan(() -> plan.run(row, handOut.takenUpTo(row), account.get()));
        halted(handOut.planned(row, planned.attempts()));
        return planned.more();
    }

    private void keepWhatAPersonDecides(LaneRecord row) {
        String stored = row.whyCode();
        if (stored != null && row.paused() && stored.equals(ProblemCode.LEDGER_BEHIND_CHAIN.slug())) {
            why.waits(stored, String.valueOf(row.whyDetail()));
        }
    }

    /** Nothing is signed before the lane was compared with the chain; what that finds is in the answered row. */
    private LaneRecord compared(LaneRecord row) {
        if (!comparisonDue()) {
            return row;
        }
        comparedAt = System.nanoTime();
        lane.reconciling();
        explained = false;
        looked = false;
        try {
            explained = reconcile.test(lane);
            looked = true;
        } finally {
            if (!explained) {
                lane.reconcileLater();
            }
        }
        return row();
    }

    /** Each transaction that is mined proves that all before it are ours: only a lane without such proof is compared. */
    private boolean comparisonDue() {
        Duration since = Duration.ofNanos(System.nanoTime() - comparedAt);
        if (!explained) {
            return since.compareTo(AGAIN) >= 0;
        }
        return lane.reconcileDue() || (since.compareTo(COMPARE) >= 0 && lane.sinceProgress().compareTo(COMPARE) >= 0);
    }

    private void sendAgain(LaneRecord row, long after, Optional<SigningAccount> account) {
        boolean sent = false;
        try {
            account.ifPresent(found -> raise.run(row, found));
            refusedAgain = handOut.again(row, after).map(halt -> new Refused(row.minedNonce(), halt)).orElse(null);
            sent = true;
        } finally {
            if (!sent) {
                lane.resendLater(after);
            }
        }
    }

    /** The reason of last resort: nodes take what is sent, and the chain does not. */
    private void sayIfNothingIsMined(LaneRecord row) {
        emptyAt = row.out() == 0 ? System.nanoTime() : emptyAt;
        if (Math.min(System.nanoTime() - emptyAt, lane.sinceProgress().toNanos()) >= COMPARE.toNanos()) {
            why.waits("not-mined", row.out() + " transactions are out, the first at nonce " + (row.minedNonce() + 1)
                    + ", and none was mined for a minute; they are sent again and again");
        }
    }

    private void sayWhatIsRefused(LaneRecord row) {
        raise.limited(row).ifPresent(detail -> why.waits("fee-limit", detail));
        replace.refused(row).ifPresent(detail -> why.waits("policy", detail));
        Refused refused = refusedAgain;
        if (refused != null && refused.head() == row.minedNonce()) {
            halted(refused.halt());
        }
    }

    /** Hands out what is signed; whether a node refused. */
    private boolean handOut(LaneRecord row) {
        Optional<HandOutStep.Halt> halt = handOut.fresh(row);
        halted(halt);
        return halt.isPresent();
    }

    private void halted(Optional<HandOutStep.Halt> halt) {
        halt.ifPresent(found -> {
            halted(found);
            if (HandOutStep.isNeverMined(found) && handOut.fill(found)) {
                lane.wake();
            }
        });
    }

    private void halted(HandOutStep.Halt halt) {
        why.waits(switch (halt.kind()) {
            case null -> ProblemCode.NODE_UNAVAILABLE.slug();
            case INSUFFICIENT_FUNDS -> ProblemCode.INSUFFICIENT_FUNDS.slug();
            case NONCE_TOO_LOW, NONCE_TOO_HIGH, UNDERPRICED, REPLACEMENT_UNDERPRICED, POOL_FULL, GAS_LIMIT,
                    TOO_LARGE, OTHER ->
                ProblemCode.TRANSACTION_REFUSED.slug();
        }, halt.message());
    }

    void stop() {
        stopped = true;
        lane.wake();
    }
}
