package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.LaneOwnership;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.CallStatus;
import io.enterpriseproxy.server.ledger.LaneAction;
import io.enterpriseproxy.server.ledger.LaneRequest;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import io.enterpriseproxy.server.policy.Approvals;
import org.springframework.dao.OptimisticLockingFailureException;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What a person can do to a call. Each act leaves an audit entry in the same commit. */
public final class CallActions {
    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final ContractCallFlow flow;

    CallActions(LaneLedger ledger, LaneOwnership.OutcomeMaking making, Approvals approvals, AuditTrail audit,
            ContractCallFlow flow) {
        this.ledger = ledger;
        this.outcomes = making.outcomes();
        this.commit = making.commit();
        this.approvals = approvals;
        this.audit = audit;
        this.flow = flow;
    }

    /**
     * Takes a call back. Without a transaction it is cancelled at once; with one, its lane is asked to use the nonce for a
     * transaction to itself, and what is mined first decides. False if it is mined or final.
     */
    public boolean cancel(UUID id, String actor) {
        Optional<CallRecord> call = ledger.calls().byId(id);
        if (call.isEmpty()) {
            return false;
        }
        boolean unsigned = call.get().state() == CallState.ACCEPTED
                || call.get().state() == CallState.AWAITING_APPROVAL;
        if (unsigned && cancelUnsigned(call.get(), actor)) {
            return true;
        }
        return ask(id, LaneAction.CANCEL, "call.cancel", actor);
    }

    /** Offers more gas for a call that has a transaction; false if it has none, or is mined. */
    public boolean speedUp(UUID id, String actor) {
        return ask(id, LaneAction.SPEED_UP, "call.speed-up", actor);
    }

    private boolean ask(UUID id, LaneAction action, String word, String actor) {
        CallRecord call = ledger.calls().byId(id).orElseThrow();
        if (call.state() != CallState.SIGNED) {
            return false;
        }
        ledger.transactions().commit(() -> {
            ledger.requests().ask(call.lane(), new LaneRequest(call.seq(), action, "asked for by " + actor));
            audit.record(actor, word, id.toString(), null, facts(call.state()),
                    facts(call.state()).and("asked", action.name().toLowerCase(Locale.ROOT)));
        });
        flow.accepted(List.of(call.lane()));
        return true;
    }

    private static Facts facts(CallState state) {
        return Facts.of("status", CallStatus.word(state));
    }

    private boolean cancelUnsigned(CallRecord call, String actor) {
        UUID id = call.id();
        String sender = ledger.lanes().find(call.lane()).orElseThrow().sender().checksummed();
        CallOutcome cancelled = outcomes.cancelled(call, sender, ProblemCode.CANCELLED, "cancelled by " + actor);
        try {
            ledger.transactions().commit(() -> {
                commit.store(List.of(cancelled));
                approvals.close(call.lane(), call.seq(), call.orderingKey());
                ledger.frozen().drop(call.seq(), "the call was cancelled by " + actor);
                audit.record(actor, "call.cancel", id.toString(), null, facts(call.state()),
                        facts(CallState.CANCELLED));
            });
        } catch (OptimisticLockingFailureException signedMeanwhile) {
            return false;
        }
        commit.announce(List.of(cancelled));
        flow.accepted(List.of(call.lane()));
        return true;
    }
}
