package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.LaneOwnership;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.springframework.dao.OptimisticLockingFailureException;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a person can do to a call. Each act leaves an audit entry in the same commit. */
public final class CallActions {
    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;
    private final AuditTrail audit;
    private final ContractCallFlow flow;

    CallActions(LaneLedger ledger, LaneOwnership.OutcomeMaking making, AuditTrail audit, ContractCallFlow flow) {
        this.ledger = ledger;
        this.outcomes = making.outcomes();
        this.commit = making.commit();
        this.audit = audit;
        this.flow = flow;
    }

    /** Executes a rejected, reverted or cancelled call again; false if it is none of these. */
    public boolean retry(UUID id, String actor) {
        Optional<CallRecord> call = ledger.calls().byId(id);
        if (call.isEmpty() || !call.get().state().isFinal() || call.get().state() == CallState.CONFIRMED) {
            return false;
        }
        boolean done = ledger.transactions().commit(() -> {
            boolean retried = ledger.calls().retry(id);
            if (retried) {
                audit.record(actor, "call.retry", id.toString(), null);
            }
            return retried;
        });
        flow.accepted(List.of(call.get().lane()));
        return done;
    }

    /** Takes an accepted call back before it has a transaction; false if it has one, or is final. */
    public boolean cancel(UUID id, String actor) {
        Optional<CallRecord> call = ledger.calls().byId(id);
        if (call.isEmpty() || call.get().state() != CallState.ACCEPTED) {
            return false;
        }
        String sender = ledger.lanes().find(call.get().lane()).orElseThrow().sender().checksummed();
        CallOutcome cancelled = outcomes.cancelled(call.get(), sender, ProblemCode.CANCELLED, "cancelled by " + actor);
        try {
            ledger.transactions().commit(() -> {
                commit.store(List.of(cancelled));
                audit.record(actor, "call.cancel", id.toString(), null);
            });
        } catch (OptimisticLockingFailureException signedMeanwhile) {
            return false;
        }
        commit.announce(List.of(cancelled));
        return true;
    }
}
