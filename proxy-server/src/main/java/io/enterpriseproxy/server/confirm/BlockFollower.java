package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.LaneOwnership;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LeaseLostException;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Follows one chain block by block: checks that each block is the child of the one before, and applies its receipts to
 * our lanes. A reorg is proved by parent hashes alone; a missing receipt or a lower head proves nothing.
 */
public final class BlockFollower implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockFollower.class);
    /** Headers asked for at once; being further behind than that, lanes are brought up to date by hash instead. */
    private static final int MAX_BEHIND = 50;

    private final Chain chain;
    private final LaneOwnership ownership;
    private final LaneLedger ledger;
    private final MinedStep mined;
    private final FinalStep last;
    private final ReorgStep reorg;
    private final ReconcileStep reconcile;
    private final SeenBlocks seen = new SeenBlocks();
    private volatile boolean stopped;
    private volatile long head = -1;

    public BlockFollower(Chain chain, LaneOwnership ownership, LaneLedger ledger, Outcomes outcomes,
            OutcomeCommit commit) {
        this.chain = chain;
        this.ownership = ownership;
        this.ledger = ledger;
        this.mined = new MinedStep(ledger, outcomes, commit);
        this.last = new FinalStep(ledger, outcomes, commit);
        this.reorg = new ReorgStep(ledger, outcomes, commit);
        this.reconcile = new ReconcileStep(ledger, mined, reorg);
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                follow();
                Thread.sleep(chain.policy().poll());
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
    }

    /** The newest block that was applied; -1 before the first. */
    public long head() {
        return head;
    }

    private void follow() throws InterruptedException {
        try {
            step();
        } catch (ChainUnavailableException e) {
            LOG.atDebug().addKeyValue("chain", chain.name()).log("The head is not known right now: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("chain", chain.name()).setCause(e)
                    .log("A block could not be applied; it is read again");
        }
    }

    private void step() {
        Block newest = chain.client().head();
        Optional<Block> tip = seen.tip();
        if (tip.isEmpty() || newest.number() - tip.get().number() > MAX_BEHIND) {
            ownership.of(chain.name()).forEach(this::bringUpToDate);
            seen.startAt(newest);
            head = newest.number();
            return;
        }
        if (newest.number() < tip.get().number()) {
            return;
        }
        if (newest.number() == tip.get().number()) {
            if (!newest.hash().equals(tip.get().hash())) {
                takeBack(newest);
            }
            return;
        }
        for (Block block : chain.client().blocks(tip.get().number() + 1, newest.number())) {
            if (!seen.isNext(block)) {
                takeBack(block);
                return;
            }
            if (!apply(block)) {
                return;
            }
            seen.add(block);
            head = block.number();
        }
    }

    /** Brings a lane up to date by hash: before its worker starts, and after a silence. */
    public void bringUpToDate(OwnedLane lane) {
        try {
            reconcile.run(lane);
        } catch (ChainUnavailableException e) {
            LOG.atWarn().addKeyValue("lane", lane.id()).log("The lane is brought up to date when a node answers: {}",
                    e.getMessage());
        } catch (LeaseLostException e) {
            LOG.atWarn().addKeyValue("lane", lane.id()).log("Another instance has taken the lane over");
        }
    }

    /** False if the node does not have the block's receipts (yet): the block is read again. */
    private boolean apply(Block block) {
        Map<OwnedLane, LaneRecord> lanes = ownership.of(chain.name()).stream()
                .collect(Collectors.toMap(lane -> lane, lane -> ledger.lanes().find(lane.id()).orElseThrow()));
        List<OwnedLane> out = lanes.entrySet().stream()
                .filter(lane -> isOut(lane.getValue()))
                .map(Map.Entry::getKey).toList();
        Depth depth = new Depth(chain, block.number());
        if (!out.isEmpty()) {
            Optional<List<Receipt>> receipts = chain.client().receipts(block);
            if (receipts.isEmpty()) {
                return false;
            }
            var bySender = receipts.get().stream().collect(Collectors.groupingBy(Receipt::from));
            out.forEach(lane -> apply(lane, block, bySender.getOrDefault(lane.sender(), List.of()), depth));
        }
        lanes.keySet().forEach(lane -> unlessLost(lane, () -> last.run(lane, depth)));
        return true;
    }

    private boolean isOut(LaneRecord lane) {
        return ledger.attempts().lastNonce(lane.id(), lane.minedNonce()) > lane.minedNonce();
    }

    private void apply(OwnedLane lane, Block block, List<Receipt> receipts, Depth depth) {
        unlessLost(lane, () -> {
            if (receipts.isEmpty()) {
                lane.passedBy(block.number());
            } else if (!mined.apply(lane, receipts, depth)) {
                reconcile.run(lane);
            }
        });
    }

    private void unlessLost(OwnedLane lane, Runnable step) {
        try {
            step.run();
        } catch (LeaseLostException e) {
            LOG.atWarn().addKeyValue("lane", lane.id()).log("Another instance has taken the lane over");
        }
    }

    private void takeBack(Block other) {
        long ancestor = seen.commonAncestor(number -> chain.client().block(number));
        LOG.atWarn().addKeyValue("chain", chain.name())
                .log("A reorg: block {} {} does not follow ours; the common ancestor is"
                        + " block {}", other.number(), other.hash(), ancestor);
        for (OwnedLane lane : ownership.of(chain.name())) {
            unlessLost(lane, () -> {
                reorg.run(lane, call -> java.util.Objects.requireNonNull(call.blockNumber()) > ancestor);
                reorg.alarmIfFinalOnesAreGone(lane, ancestor);
            });
            lane.resend();
        }
        seen.backTo(ancestor);
    }

    public void stop() {
        stopped = true;
    }
}
