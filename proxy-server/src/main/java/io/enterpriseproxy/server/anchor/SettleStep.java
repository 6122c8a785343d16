package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.AnchorRecord;
import io.enterpriseproxy.server.ledger.AnchorRows;
import io.enterpriseproxy.server.ledger.AnchorState;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Confirms the records of anchored trees, with their write-backs, in batches. */
final class SettleStep {
    private static final int BATCH = 500;

    private final LaneLedger ledger;
    private final AnchorRows rows;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;
    private final Standstill standstill;

    SettleStep(LaneLedger ledger, AnchorRows rows, Outcomes outcomes, OutcomeCommit commit, Standstill standstill) {
        this.ledger = ledger;
        this.rows = rows;
        this.outcomes = outcomes;
        this.commit = commit;
        this.standstill = standstill;
    }

    /** anchored -> settled. */
    void settle(String name) {
        rows.each(name, AnchorState.ANCHORED, this::settle);
    }

    private void settle(AnchorRecord anchor) {
        CallRecord root = ledger.calls().byId(Objects.requireNonNull(anchor.callId())).orElseThrow();
        String outcome = root.outcome();
        if (root.state() != CallState.CONFIRMED || outcome == null) {
            // A reorg that nobody thought possible has taken the root back; its call goes on, and so do we after it.
            return;
        }
        Map<Long, String> senders = new HashMap<>();
        Set<String> left = new TreeSet<>();
        int after = -1;
        List<AnchorRows.Unsettled> page;
        do {
            page = rows.unsettled(anchor.number(), after, BATCH);
            List<CallOutcome> made = new ArrayList<>(page.size());
            for (CallRecord call : ledger.calls().bySeq(page.stream().map(AnchorRows.Unsettled::call).toList())
                    .values()) {
                try {
                    made.add(outcomes.anchored(call, senders.computeIfAbsent(call.lane(), this::sender), outcome,
                            view(anchor)));
                } catch (NotConfiguredException gone) {
                    left.add("records of the mapping " + call.mapping() + " cannot be confirmed: "
                            + gone.getMessage());
                }
            }
            ledger.transactions().commit(() -> commit.store(made));
            commit.announce(made);
            after = page.isEmpty() ? after : page.getLast().index();
        } while (page.size() == BATCH);
        if (left.isEmpty()) {
            ledger.transactions().commit(() -> rows.settled(anchor.number()));
        } else {
            standstill.because(anchor, String.join("; ", left));
        }
    }

    private static Map<String, Object> view(AnchorRecord anchor) {
        return Map.of("id", anchor.id().toString(), "name", anchor.name(), "root", Hex.encode(anchor.root()), "count",
                anchor.records());
    }

    private String sender(long lane) {
        return ledger.lanes().find(lane).orElseThrow().sender().checksummed();
    }
}
