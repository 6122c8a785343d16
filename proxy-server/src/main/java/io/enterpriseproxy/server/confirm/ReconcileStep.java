package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.ChainClient;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.StoredAttempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Brings a lane up to date with the chain without having seen its blocks: after a start, a take-over, or a long silence
 * of the nodes. What is out is asked for by hash; what was mined is checked by its block's hash.
 */
final class ReconcileStep {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileStep.class);

    private final LaneLedger ledger;
    private final MinedStep mined;
    private final ReorgStep reorg;

    ReconcileStep(LaneLedger ledger, MinedStep mined, ReorgStep reorg) {
        this.ledger = ledger;
        this.mined = mined;
        this.reorg = reorg;
    }

    void run(OwnedLane lane) {
        ChainClient client = lane.chain().client();
        Block head = client.head();
        takeBackWhatIsGone(lane);
        long watermark = ledger.lanes().find(lane.id()).orElseThrow().minedNonce();
        List<StoredAttempt> out = ledger.attempts().allAfter(lane.id(), watermark);
        List<String> hashes = out.stream().map(attempt -> attempt.transaction().hash()).toList();
        if (!mined.apply(lane, client.receipts(hashes), new Depth(lane.chain(), head.number()))) {
            LOG.atError().addKeyValue("lane", lane.id()).addKeyValue("code", ProblemCode.NONCE_TAKEN.slug())
                    .log("A nonce of the lane was used by a transaction that is not in the ledger");
        }
        pauseIfChainIsAhead(lane);
    }

    private void takeBackWhatIsGone(OwnedLane lane) {
        Map<Long, Boolean> gone = new HashMap<>();
        reorg.run(lane, call -> gone.computeIfAbsent(Objects.requireNonNull(call.blockNumber()),
                number -> isGone(lane, call, number)));
    }

    private static boolean isGone(OwnedLane lane, CallRecord call, long number) {
        Optional<Block> there = lane.chain().client().block(number);
        return there.isPresent() && !there.get().hash().equals(call.blockHash());
    }

    /** A restored backup, or somebody else with the same key: a person has to decide. */
    private void pauseIfChainIsAhead(OwnedLane lane) {
        LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
        if (!row.started()) {
            return;
        }
        long last = ledger.attempts().lastNonce(lane.id(), row.minedNonce());
        long count = lane.chain().client().nonce(lane.sender(), BlockTag.LATEST);
        if (count > last + 1) {
            ledger.lanes().pause(lane.id(), true);
            ledger.lanes().why(lane.id(), ProblemCode.LEDGER_BEHIND_CHAIN.slug(), "the chain has seen nonces up to "
                    + (count - 1) + " of " + lane.sender() + ", the ledger only up to " + last
                    + ". " + ProblemCode.LEDGER_BEHIND_CHAIN.cure());
            LOG.atError().addKeyValue("lane", lane.id()).addKeyValue("code", ProblemCode.LEDGER_BEHIND_CHAIN.slug())
                    .log("The chain is ahead of the ledger: the lane is paused");
        }
    }
}
