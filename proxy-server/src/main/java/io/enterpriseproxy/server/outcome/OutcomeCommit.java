package io.enterpriseproxy.server.outcome;

import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallProgress;
import io.enterpriseproxy.server.ledger.CostRows;
import io.enterpriseproxy.server.ledger.LaneLease;
import io.enterpriseproxy.server.ledger.LaneRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import io.enterpriseproxy.server.policy.Budgets;

import java.time.Instant;
import java.util.List;

/**
 * Commits outcomes of one lane with their write-backs and the lane's watermarks, as the lane's owner.
 *
 * <p>
 * If we crash before the commit, the block is read again after the restart; after it, the write-backs are rows.
 */
public final class OutcomeCommit {
    private final LedgerTransactions transactions;
    private final LaneRows lanes;
    private final CallProgress progress;
    private final WriteBackRows writeBacks;
    private final Budgets budgets;
    private final CostRows costs;
    private final CallWatch watch;

    public OutcomeCommit(LedgerTransactions transactions, LaneRows lanes, CallProgress progress,
            WriteBackRows writeBacks, Budgets budgets, CostRows costs, CallWatch watch) {
        this.transactions = transactions;
        this.lanes = lanes;
        this.progress = progress;
        this.writeBacks = writeBacks;
        this.budgets = budgets;
        this.costs = costs;
        this.watch = watch;
    }

    /**
     * Commits, then announces.
     *
     * @param besides more to write for the lane in the same commit
     * @throws io.enterpriseproxy.server.ledger.LeaseLostException if the lane is not ours any more
     */
    public void commit(LaneLease lease, List<CallOutcome> outcomes, Runnable besides) {
        transactions.commit(() -> {
            lanes.check(lease);
            store(outcomes);
            besides.run();
        });
        announce(outcomes);
    }

    /** Inside a transaction of the caller, who has checked the lease. */
    public void store(List<CallOutcome> outcomes) {
        if (!outcomes.isEmpty()) {
            Instant now = progress.outcomes(outcomes);
            writeBacks.insert(outcomes);
            budgets.settle(outcomes);
            costs.add(CostCount.of(outcomes, now));
        }
    }

    /** After the caller's commit. */
    public void announce(List<CallOutcome> outcomes) {
        if (!outcomes.isEmpty()) {
            watch.committed(outcomes);
        }
    }
}
