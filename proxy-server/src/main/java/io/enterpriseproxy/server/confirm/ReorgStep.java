package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * mined -> signed: takes back what was mined in blocks that are not in the chain any more, and tells the enterprise. The
 * same bytes are sent again.
 */
final class ReorgStep {
    private static final Logger LOG = LoggerFactory.getLogger(ReorgStep.class);
    private static final int NAMED = 20;

    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;

    ReorgStep(LaneLedger ledger, Outcomes outcomes, OutcomeCommit commit) {
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.commit = commit;
    }

    /**
     * Takes back the mined calls for whose block {@code gone} answers true, and all behind them in the lane. Calls that are
     * final already are looked through if the newest of them is gone: no block is without those after it.
     */
    void run(OwnedLane lane, Predicate<CallRecord> gone) {
        LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
        List<CallRecord> candidates = ledger.calls().newestFinal(lane.id()).stream().anyMatch(gone)
                ? withFinal(lane, -1)
                : row.finalNonce() < row.minedNonce() ? ledger.calls().mined(lane.id()) : List.of();
        candidates.stream().filter(gone).mapToLong(ReorgStep::nonce).min()
                .ifPresent(first -> takeBack(lane, row, candidates, first));
    }

    /** Takes back all calls of the lane in blocks above the common ancestor, even such as were final already. */
    void takeBackAbove(OwnedLane lane, long ancestor) {
        LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
        List<CallRecord> candidates = withFinal(lane, ancestor);
        candidates.stream().filter(call -> Objects.requireNonNull(call.blockNumber()) > ancestor)
                .mapToLong(ReorgStep::nonce).min().ifPresent(first -> takeBack(lane, row, candidates, first));
    }

    /**
     * Takes back all calls of the lane from this nonce on, even such as were final already, if the chain has other blocks in
     * place of theirs; says whether it has.
     */
    boolean takeBackFrom(OwnedLane lane, long nonce, Depth depth) {
        LaneRecord row = ledger.lanes().find(lane.id()).orElseThrow();
        List<CallRecord> candidates = withFinal(lane, -1);
        boolean gone = candidates.stream().anyMatch(call -> nonce(call) >= nonce && depth.isGone(
                Objects.requireNonNull(call.blockNumber()), Objects.requireNonNull(call.blockHash())));
        if (gone) {
            takeBack(lane, row, candidates, nonce);
        }
        return gone;
    }

    private List<CallRecord> withFinal(OwnedLane lane, long above) {
        return Stream.concat(ledger.calls().finalAbove(lane.id(), above).stream(),
                ledger.calls().mined(lane.id()).stream()).toList();
    }

    private void takeBack(OwnedLane lane, LaneRecord row, List<CallRecord> candidates, long firstGone) {
        List<CallRecord> takenBack = candidates.stream().filter(call -> nonce(call) >= firstGone)
                .sorted(Comparator.comparingLong(ReorgStep::nonce)).toList();
        String sender = lane.sender().checksummed();
        List<CallOutcome> retracted = takenBack.stream().map(call -> outcomes.retracted(call, sender)).toList();
        commit.commit(lane.lease(), retracted, () -> ledger.lanes().reached(lane.lease(), row, firstGone - 1,
                Math.min(row.finalNonce(), firstGone - 1)));
        LOG.atWarn().addKeyValue("lane", lane.id()).addKeyValue("chain", lane.chain().name())
                .log("A reorg took back {} mined calls; the same transactions are sent again", takenBack.size());
        List<UUID> wereFinal = takenBack.stream().filter(call -> call.state().isFinal()).map(CallRecord::id).toList();
        if (!wereFinal.isEmpty()) {
            lane.deepReorg(nonce(takenBack.getLast()),
                    wereFinal.size() + " calls that had been final were taken back by a reorg"
                            + " and are sent again");
            LOG.atError().addKeyValue("lane", lane.id()).addKeyValue("chain", lane.chain().name())
                    .addKeyValue("code", ProblemCode.DEEP_REORG.slug())
                    .log("{} of them were final already: {}. Their targets are told; raise the chain's confirmations",
                            wereFinal.size(), named(wereFinal));
        }
    }

    /** Some of them by id: a line of the log has its limits. */
    static String named(List<UUID> calls) {
        String first = calls.stream().limit(NAMED).map(UUID::toString).collect(Collectors.joining(", "));
        return calls.size() > NAMED ? first + " and " + (calls.size() - NAMED) + " more" : first;
    }

    private static long nonce(CallRecord call) {
        return Objects.requireNonNull(call.nonce());
    }
}
