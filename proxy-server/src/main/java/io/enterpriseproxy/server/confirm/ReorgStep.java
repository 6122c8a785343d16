package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * mined -> signed: takes back what was mined in blocks that are not in the chain any more, and tells the enterprise. The
 * same bytes are sent again.
 */
final class ReorgStep {
    private static final Logger LOG = LoggerFactory.getLogger(ReorgStep.class);

    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;

    ReorgStep(LaneLedger ledger, Outcomes outcomes, OutcomeCommit commit) {
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.commit = commit;
    }

    /** Takes back the mined calls for whose block {@code gone} answers true, and all behind them in the lane. */
    void run(OwnedLane lane, Predicate<CallRecord> gone) {
        List<CallRecord> mined = ledger.calls().mined(lane.id());
        long firstGone = mined.stream().filter(gone).mapToLong(call -> Objects.requireNonNull(call.nonce())).min()
                .orElse(Long.MAX_VALUE);
        List<CallRecord> takenBack = mined.stream().filter(call -> Objects.requireNonNull(call.nonce()) >= firstGone)
                .toList();
        if (takenBack.isEmpty()) {
            return;
        }
        String sender = lane.sender().checksummed();
        List<CallOutcome> retracted = takenBack.stream().map(call -> outcomes.retracted(call, sender)).toList();
        LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
        commit.commit(lane.lease(), retracted, () -> ledger.lanes().reached(lane.lease(), firstGone - 1,
                Math.min(row.finalNonce(), firstGone - 1)));
        LOG.atWarn().addKeyValue("lane", lane.id()).addKeyValue("chain", lane.chain().name())
                .log("A reorg took back {} mined calls; the same transactions are sent again", takenBack.size());
    }

    /** Says so when calls that were final already lie in blocks that are gone: that cannot be mended by itself. */
    void alarmIfFinalOnesAreGone(OwnedLane lane, long ancestor) {
        long gone = ledger.calls().finalAbove(lane.id(), ancestor);
        if (gone > 0) {
            LOG.atError().addKeyValue("lane", lane.id()).addKeyValue("chain", lane.chain().name())
                    .log("A reorg below block {} is deeper than the confirmations: {} final calls are concerned. Raise"
                            + " confirmations and check these calls", ancestor + 1, gone);
        }
    }
}
