package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.lane.FaultLog;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.LaneOwnership;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.lane.Signal;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LeaseLostException;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Follows one chain block by block: checks that each block is the child of the one before, and applies its receipts to
 * our lanes. A reorg is proved by parent hashes alone; a missing receipt or a lower head proves nothing.
 */
public final class BlockFollower implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockFollower.class);
    /** Headers asked for at once; being further behind than that, lanes are brought up to date by hash instead. */
    private static final int MAX_BEHIND = 50;
    private static final Duration BELOW_FOR = Duration.ofSeconds(10);
    /** How often the head is asked for though nodes announce it: what they forget is found all the same. */
    private static final Duration THOUGH_ANNOUNCED = Duration.ofSeconds(5);

    private final Chain chain;
    private final LaneOwnership ownership;
    private final LaneLedger ledger;
    private final MinedStep mined;
    private final FinalStep last;
    private final ReorgStep reorg;
    private final ReconcileStep reconcile;
    private final SeenBlocks seen = new SeenBlocks();
    private final Since below = new Since();
    private final FaultLog faults = new FaultLog(LOG);
    private final Signal due = new Signal();
    private final AtomicLong announced = new AtomicLong();
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
        SenderHistory history = new SenderHistory(ledger);
        this.reconcile = new ReconcileStep(ledger, mined, reorg,
                new ForeignStep(ledger, mined, outcomes, commit, history),
                new CatchUpStep(ledger, outcomes, commit, history));
    }

    @Override
    public void run() {
        chain.client().listen(number -> {
            announced.accumulateAndGet(number, Math::max);
            due.raise();
        });
        while (!stopped) {
            try {
                follow();
                due.await(pause());
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
    }

    /** A block that was announced and that the node which is asked does not have yet is asked for at the usual pace. */
    private Duration pause() {
        Duration poll = chain.policy().poll();
        boolean heard = chain.client().announcesBlocks() && head >= announced.get();
        return heard && poll.compareTo(THOUGH_ANNOUNCED) < 0 ? THOUGH_ANNOUNCED : poll;
    }

    /** The newest block that was applied; -1 before the first. */
    public long head() {
        return head;
    }

    private void follow() throws InterruptedException {
        try {
            step();
            faults.worked();
        } catch (ChainUnavailableException e) {
            LOG.atDebug().addKeyValue("chain", chain.name()).log("The head is not known right now: {}", e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            faults.failed(e, "A block of chain " + chain.name() + " could not be applied");
        }
    }

    private void step() {
        Block newest = chain.client().head();
        Optional<Block> tip = seen.tip();
        if (tip.isEmpty() || newest.number() - tip.get().number() > MAX_BEHIND || staysBelow(newest, tip.get())) {
            startAnew();
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

    /** Lanes are compared by hash; nothing is taken back for it. */
    private void startAnew() {
        // A node that has switched to another chain since it was asked last would name that chain's head.
        chain.client().recheck();
        Block newest = chain.client().head();
        seen.startAt(newest);
        for (OwnedLane lane : ownership.of(chain.name())) {
            lane.notFollowed();
            lane.reconcile();
        }
        head = newest.number();
        below.clear();
    }

    /** A head below the tip proves nothing; but if it stays there, the tip may have been a lie, and no block would follow it. */
    private boolean staysBelow(Block newest, Block tip) {
        if (newest.number() >= tip.number()) {
            below.clear();
            return false;
        }
        return below.since().compareTo(BELOW_FOR) >= 0;
    }

    /**
     * Compares a lane with the chain by hash: before its worker starts, after a silence, and when something is missing.
     *
     * @return whether the ledger explains all that the account has done
     * @throws ChainUnavailableException if no node can tell now
     */
    public boolean compare(OwnedLane lane) {
        return reconcile.run(lane);
    }

    /** False if the node does not have the block's receipts (yet): the block is read again. */
    private boolean apply(Block block) {
        List<OwnedLane> lanes = ownership.of(chain.name());
        Map<Long, LaneRecord> before = rows();
        Map<Boolean, List<OwnedLane>> byOut = lanes.stream().collect(Collectors.partitioningBy(
                lane -> before.containsKey(lane.id()) && Objects.requireNonNull(before.get(lane.id())).out() > 0));
        lanes.forEach(lane -> lane.followed(block.number()));
        byOut.getOrDefault(false, List.of()).forEach(lane -> lane.nothingOut(block.number()));
        List<OwnedLane> out = byOut.getOrDefault(true, List.of());
        Depth depth = new Depth(chain, block.number(),
                number -> seen.find(number).or(() -> chain.client().block(number)));
        if (!out.isEmpty()) {
            Optional<List<Receipt>> receipts = chain.client().receipts(block, () -> ours(out, before));
            if (receipts.isEmpty()) {
                return false;
            }
            var bySender = receipts.get().stream().collect(Collectors.groupingBy(Receipt::from));
            out.forEach(lane -> apply(lane, block, bySender.getOrDefault(lane.sender(), List.of()), depth));
        }
        Map<Long, LaneRecord> after = out.isEmpty() ? before : rows();
        lanes.forEach(lane -> {
            LaneRecord row = after.get(lane.id());
            if (row != null && row.finalNonce() < row.minedNonce()) {
                alone(lane, () -> last.run(lane, depth));
            }
        });
        return true;
    }

    /** The hashes of all that is out, with their senders. */
    private Map<String, Address> ours(List<OwnedLane> lanes, Map<Long, LaneRecord> rows) {
        Map<String, Address> ours = new HashMap<>();
        for (OwnedLane lane : lanes) {
            LaneRecord row = Objects.requireNonNull(rows.get(lane.id()));
            ledger.attempts().sentAfter(lane.id(), row.minedNonce(), row.signedNonce())
                    .forEach(attempt -> ours.put(attempt.hash(), lane.sender()));
        }
        return ours;
    }

    private Map<Long, LaneRecord> rows() {
        return ledger.lanes().of(ownership.owner(), chain.name());
    }

    private void apply(OwnedLane lane, Block block, List<Receipt> receipts, Depth depth) {
        alone(lane, () -> {
            if (!mined.apply(lane, receipts, depth).isEmpty() && !mined.isApplied(lane, receipts)) {
                lane.reconcile();
            }
            lane.passedBy(block.number());
        });
    }

    /** What fails in one lane must not hold up the others: that lane is compared with the chain by its worker. */
    private static void alone(OwnedLane lane, Runnable step) {
        try {
            step.run();
        } catch (LeaseLostException e) {
            LOG.atWarn().addKeyValue("lane", lane.id()).log("Another instance has taken the lane over");
        } catch (OptimisticLockingFailureException e) {
            LOG.atDebug().addKeyValue("lane", lane.id()).log("The lane was compared with the chain meanwhile");
            lane.reconcile();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atWarn().addKeyValue("lane", lane.id()).setCause(e)
                    .log("A block could not be applied to the lane; its transactions are looked for by hash");
            lane.reconcile();
        }
    }

    private void takeBack(Block other) {
        // A node that serves another chain all of a sudden looks the same.
        chain.client().recheck();
        OptionalLong common = seen.commonAncestor(number -> chain.client().block(number));
        if (common.isEmpty()) {
            return;
        }
        long ancestor = common.getAsLong();
        if (!leadsTo(ancestor, other)) {
            return;
        }
        LOG.atWarn().addKeyValue("chain", chain.name())
                .log("A reorg: block {} {} does not follow ours; the common ancestor is"
                        + " block {}", other.number(), other.hash(), ancestor);
        for (OwnedLane lane : ownership.of(chain.name())) {
            lane.followed(ancestor);
            alone(lane, () -> reorg.takeBackAbove(lane, ancestor));
            lane.resend();
        }
        seen.backTo(ancestor);
    }

    /**
     * Whether the chain's blocks lead from the common ancestor to the other block, each the child of the one before: answers
     * of nodes that do not agree do not. Nothing can be told of blocks before the first we know: there the lanes are compared
     * by hash.
     */
    private boolean leadsTo(long ancestor, Block other) {
        Optional<Block> parent = seen.find(ancestor);
        if (parent.isEmpty()) {
            seen.backTo(ancestor);
            return false;
        }
        String hash = parent.get().hash();
        for (Block block : chain.client().blocks(ancestor + 1, other.number())) {
            if (!block.parentHash().equals(hash)) {
                return false;
            }
            hash = block.hash();
        }
        return hash.equals(other.hash());
    }

    public void stop() {
        stopped = true;
        due.raise();
    }
}
