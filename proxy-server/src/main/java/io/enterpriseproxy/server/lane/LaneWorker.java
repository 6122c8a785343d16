package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LeaseLostException;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;

import java.time.Duration;
import java.util.Optional;

/**
 * Drives one lane as long as its lease holds: hands out what is signed, signs what is accepted, sends again what is out
 * too long. Each round starts from the rows; a round that fails leaves nothing half done and is repeated.
 */
final class LaneWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneWorker.class);
    /** Calls that are signed and stored in one commit, and transactions handed to a node at once. */
    static final int BATCH = 500;
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final KeyRing keys;
    private final LaneWhy why;
    private final PlanStep plan;
    private final HandOutStep handOut;
    private final RaiseStep raise;
    private volatile boolean stopped;

    LaneWorker(OwnedLane lane, LaneRecord row, LaneLedger ledger, KeyRing keys, Outcomes outcomes,
            OutcomeCommit commit) {
        this.lane = lane;
        this.ledger = ledger;
        this.keys = keys;
        this.why = new LaneWhy(ledger.lanes(), lane.id(), row.whyCode(), row.whyDetail());
        this.plan = new PlanStep(lane, ledger, outcomes, commit, why);
        this.handOut = new HandOutStep(lane, ledger.attempts(), ledger.lanes(), ledger.transactions());
        this.raise = new RaiseStep(lane, ledger);
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                if (!round()) {
                    lane.work().await(SWEEP);
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
        try {
            LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
            if (row.fence() != lane.lease().fence()) {
                stopped = true;
                return false;
            }
            return work(row);
        } catch (ChainUnavailableException e) {
            why.waits((e.wrongChain() ? ProblemCode.WRONG_CHAIN : ProblemCode.NODE_UNAVAILABLE).slug(),
                    String.valueOf(e.getMessage()));
            return false;
        } catch (OptimisticLockingFailureException e) {
            LOG.atDebug().addKeyValue("lane", lane.id()).log("A call was changed while it was planned: {}",
                    e.getMessage());
            return true;
        } catch (LeaseLostException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("lane", lane.id()).setCause(e).log("A round of the lane failed and is repeated");
            return false;
        }
    }

    private boolean work(LaneRecord row) {
        Optional<Signer> signer = keys.signer(lane.keyAlias());
        if (lane.takeResend()) {
            if (signer.isPresent() && !row.paused()) {
                raise.run(row, signer.get());
            }
            handOut.again(row).ifPresent(this::halted);
        }
        Optional<HandOutStep.Halt> halt = handOut.fresh(row);
        if (halt.isPresent()) {
            halted(halt.get());
            return false;
        }
        if (row.paused()) {
            if (!ProblemCode.LEDGER_BEHIND_CHAIN.slug().equals(row.whyCode())) {
                why.waits("paused", "an admin has paused the lane");
            }
            return false;
        }
        if (signer.isEmpty()) {
            why.waits(ProblemCode.KEY_UNAVAILABLE.slug(), "key " + lane.keyAlias() + " is not configured");
            return false;
        }
        boolean more = plan.run(row, signer.get());
        handOut.fresh(ledger.lanes().find(lane.id()).orElseThrow()).ifPresent(this::halted);
        return more;
    }

    private void halted(HandOutStep.Halt halt) {
        why.waits(switch (halt.kind()) {
            case INSUFFICIENT_FUNDS -> ProblemCode.INSUFFICIENT_FUNDS.slug();
            case NONCE_TOO_LOW, NONCE_TOO_HIGH, UNDERPRICED, REPLACEMENT_UNDERPRICED, POOL_FULL, GAS_LIMIT, OTHER ->
                ProblemCode.TRANSACTION_REFUSED.slug();
        }, halt.message());
    }

    void stop() {
        stopped = true;
        lane.wake();
    }
}
