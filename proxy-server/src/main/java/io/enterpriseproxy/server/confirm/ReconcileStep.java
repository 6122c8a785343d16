package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.ChainClient;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.SentAttempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares a lane with the chain without having seen its blocks: after a start or a take-over, after blocks without
 * progress, and now and then. What is out is asked for by hash; what was mined is checked by its block's hash; what the
 * account has used without us is found by its nonce.
 */
final class ReconcileStep {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileStep.class);
    /** Receipts asked for at once. */
    private static final int BATCH = 500;
    /** A foreign nonce must be seen twice, so many blocks apart: one node's view is a hint. */
    private static final int APART = 2;

    /** Nodes without an archive keep the state of some 128 blocks. */
    private static final int KEPT_STATES = 64;

    private final LaneLedger ledger;
    private final MinedStep mined;
    private final ReorgStep reorg;
    private final ForeignStep foreign;
    private final CatchUpStep catchUp;
    private final Map<Long, Sighting> sightings = new ConcurrentHashMap<>();

    ReconcileStep(LaneLedger ledger, MinedStep mined, ReorgStep reorg, ForeignStep foreign,
            CatchUpStep catchUp) {
        this.ledger = ledger;
        this.mined = mined;
        this.reorg = reorg;
        this.foreign = foreign;
        this.catchUp = catchUp;
    }

    /** At this head the account had used all nonces below {@code used}, and none of ours was mined at {@code nonce}. */
    private record Sighting(long nonce, long used, long head) {}

    /** Whether the ledger explains all that the account has done: else nothing may be signed yet. */
    boolean run(OwnedLane lane) {
        ChainClient client = lane.chain().client();
        Block head = client.head();
        Depth depth = new Depth(lane.chain(), head.number(), client::block);
        reorg.run(lane, call -> depth.isGone(Objects.requireNonNull(call.blockNumber()),
                Objects.requireNonNull(call.blockHash())));
        LaneRecord row = read(lane);
        if (beginsAtCount(row)) {
            return true;
        }
        // Before the receipts: what was used at that depth must have receipts by then, if it is ours.
        long used = client.nonce(lane.sender(), atDepth(lane, depth));
        List<Receipt> receipts = mine(lane, row, Math.max(used, passed(lane, depth)), depth);
        long latest = client.nonce(lane.sender(), BlockTag.LATEST);
        if (lane.takeLate() && latest <= read(lane).minedNonce() + 1) {
            lane.resendAfter(latest - 1);
        }
        return settleGone(lane, latest, depth) && (beginsAtCount(read(lane))
                || (settleForeign(lane, used, receipts, depth) && isAllOurs(lane, latest)));
    }

    /** What the account did in blocks that are not deep yet, or has sent, is waited for: to sign over it could double it. */
    private boolean isAllOurs(OwnedLane lane, long latest) {
        long next = read(lane).signedNonce() + 1;
        return latest <= next && lane.chain().client().nonce(lane.sender(), BlockTag.PENDING) <= next;
    }

    /** It begins at the chain's count, whatever the account has done. What is out when a person decides so is settled first. */
    private static boolean beginsAtCount(LaneRecord row) {
        return !row.started() && row.out() == 0;
    }

    private static long atDepth(OwnedLane lane, Depth depth) {
        int confirmations = lane.chain().policy().confirmations();
        int depthThatNodesKeep = confirmations == 0 ? KEPT_STATES : Math.min(confirmations, KEPT_STATES);
        return Math.clamp(depth.head() - depthThatNodesKeep + 1, 0, lane.followedTo().orElse(Long.MAX_VALUE));
    }

    /** The account's count in the last block that was looked through: what was mined since, the block follower finds. */
    private static long passed(OwnedLane lane, Depth depth) {
        OptionalLong followed = lane.followedTo();
        ChainClient client = lane.chain().client();
        return followed.isPresent() && followed.getAsLong() <= depth.head()
                ? client.nonce(lane.sender(), followed.getAsLong())
                : client.nonce(lane.sender(), BlockTag.LATEST);
    }

    /** Asks for those that the account's count says are mined. */
    private List<Receipt> mine(OwnedLane lane, LaneRecord row, long count, Depth depth) {
        long last = Math.min(row.signedNonce(), count - 1);
        if (row.minedNonce() >= last) {
            return List.of();
        }
        List<String> hashes = ledger.attempts().sentAfter(lane.id(), row.minedNonce(), last).stream()
                .map(SentAttempt::hash).toList();
        List<Receipt> receipts = new ArrayList<>();
        for (int from = 0; from < hashes.size(); from += BATCH) {
            receipts.addAll(lane.chain().client()
                    .receipts(hashes.subList(from, Math.min(hashes.size(), from + BATCH))));
        }
        List<Receipt> inChain = depth.inChain(receipts);
        mined.apply(lane, inChain, depth.seen(inChain));
        return inChain;
    }

    /** An account that has used fewer nonces than are mined in the rows: a node that is behind, or a reorg unseen by us. */
    private boolean settleGone(OwnedLane lane, long count, Depth depth) {
        if (count > read(lane).minedNonce() || !reorg.takeBackFrom(lane, count, depth)) {
            return true;
        }
        lane.resend();
        return false;
    }

    private boolean settleForeign(OwnedLane lane, long used, List<Receipt> receipts, Depth depth) {
        LaneRecord row = read(lane);
        long next = row.minedNonce() + 1;
        if (used <= next) {
            sightings.remove(lane.id());
            return true;
        }
        Sighting before = sightings.get(lane.id());
        if (before == null || before.nonce() != next) {
            sightings.put(lane.id(), new Sighting(next, used, depth.head()));
            return false;
        }
        if (depth.head() - before.head() < APART) {
            return false;
        }
        sightings.remove(lane.id());
        if (row.out() > 0) {
            foreign.giveUp(lane, Math.min(used, before.used()), atDepth(lane, depth), receipts, depth);
        } else if (row.catchUp()) {
            catchUp.run(lane, row, used, atDepth(lane, depth), depth);
        } else if (!row.paused() || !ProblemCode.LEDGER_BEHIND_CHAIN.slug().equals(row.whyCode())) {
            pause(lane, row, used);
        }
        return false;
    }

    /** A restored backup, or somebody else with the same key: a person has to decide. */
    private void pause(OwnedLane lane, LaneRecord row, long used) {
        ledger.transactions().commit(() -> {
            ledger.lanes().check(lane.lease());
            ledger.lanes().pause(lane.id());
            ledger.lanes().why(lane.lease(), ProblemCode.LEDGER_BEHIND_CHAIN.slug(), "the chain has seen nonces up to "
                    + (used - 1) + " of " + lane.sender() + ", the ledger only up to " + row.signedNonce()
                    + ". " + ProblemCode.LEDGER_BEHIND_CHAIN.cure());
        });
        LOG.atError().addKeyValue("lane", lane.id()).addKeyValue("code", ProblemCode.LEDGER_BEHIND_CHAIN.slug())
                .log("The chain is ahead of the ledger: the lane is paused");
    }

    private LaneRecord read(OwnedLane lane) {
        return ledger.lanes().find(lane.id()).orElseThrow();
    }
}
