package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.MapOutcome;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.PublishedMapping;
import io.enterpriseproxy.server.intake.Finality;
import io.enterpriseproxy.server.intake.LaneChoice;
import io.enterpriseproxy.server.intake.LedgerIntake;
import io.enterpriseproxy.server.intake.SourceJson;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.ApprovalRows;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallRows;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.CallStatus;
import io.enterpriseproxy.server.ledger.CloakRows;
import io.enterpriseproxy.server.ledger.ExistingCall;
import io.enterpriseproxy.server.ledger.KeyHash;
import io.enterpriseproxy.server.ledger.NewCall;
import io.enterpriseproxy.server.ledger.RevisionRows;
import io.enterpriseproxy.server.privacy.MaskedPayloads;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Executes a call again that ended without its effect: as it was, or with another event of the same idempotency key. Id and
 * key stay, results are numbered on, and what the call was before is kept as a revision.
 *
 * <p>
 * If we crash before the commit, the call is what it was; after it, it is an accepted call like any other.
 */
public final class Revisions {
    private final LedgerIntake intake;
    private final LaneLedger ledger;
    private final CallRows calls;
    private final RevisionRows revisions;
    private final ApprovalRows approvals;
    private final CloakRows cloaks;
    private final LaneChoice lanes;
    private final MappingCatalog mappings;
    private final MaskedPayloads payloads;
    private final AuditTrail audit;
    private final ContractCallFlow flow;

    Revisions(LedgerIntake intake, Rows rows, Choice choice, MaskedPayloads payloads, AuditTrail audit,
            ContractCallFlow flow) {
        this.intake = intake;
        this.ledger = rows.ledger();
        this.calls = rows.calls();
        this.revisions = rows.revisions();
        this.approvals = rows.approvals();
        this.cloaks = rows.cloaks();
        this.lanes = choice.lanes();
        this.mappings = choice.mappings();
        this.payloads = payloads;
        this.audit = audit;
        this.flow = flow;
    }

    /** The rows of calls, of what they were, and of what they hold of persons. */
    record Rows(LaneLedger ledger, CallRows calls, RevisionRows revisions, ApprovalRows approvals,
            CloakRows cloaks) {}

    /** Where a call goes, and by which version of its mapping. */
    record Choice(LaneChoice lanes, MappingCatalog mappings) {}

    /** What became of the wish. */
    public sealed interface Outcome {
        /** The call is accepted again. */
        record Revised(UUID callId) implements Outcome {}

        /** Nothing was changed. */
        record Refused(Problem problem) implements Outcome {}
    }

    /** Executes the call again as it was, by a sender of its mapping's current version: newer events of its key are there. */
    public Outcome again(CallRecord call, String actor) {
        if (!mayBeRevised(call)) {
            return notNow(call);
        }
        Optional<PublishedMapping> current = mappings.current(call.mapping());
        LaneChoice.Wanted wanted = new LaneChoice.Wanted(call.mapping(),
                current.map(PublishedMapping::version).orElse(call.mappingVersion()), call.chain(),
                current.map(published -> published.mapping().senders(call.chain())).orElse(List.of()),
                call.orderingKey());
        return execute(call, wanted, "call.retry", actor, lane -> revisions.move(call.seq(), lane));
    }

    /**
     * Executes the call with this event in place of its own, mapped with the mapping's current version. What is masked in it
     * stays as it was.
     */
    public Outcome withEvent(CallRecord call, byte[] event, String actor) {
        if (!mayBeRevised(call)) {
            return notNow(call);
        }
        return switch (payloads.restore(call, event)) {
            case MaskedPayloads.Edit.Whole whole -> withWholeEvent(call, whole.payload(), actor);
            case MaskedPayloads.Edit.Refused refused -> new Outcome.Refused(refused.problem());
        };
    }

    private Outcome withWholeEvent(CallRecord call, byte[] event, String actor) {
        // A mapping without an expression for it has taken the key from the caller or the source.
        SourceEvent edited = new SourceEvent(call.mapping(), event, SourceJson.metadata(call.source()), null,
                call.idempotencyKey(), SourceJson.orderingKey(call.source()), SourceJson.replyTo(call.source()))
                .sentBy(actor);
        LedgerIntake.Mapped mapped = intake.map(edited);
        return switch (mapped.outcome()) {
            case MapOutcome.Refused refused -> new Outcome.Refused(refused.problem());
            case MapOutcome.Recorded recorded -> anchorsNow(call.mapping());
            case MapOutcome.Mapped made when !made.call().idempotencyKey().equals(call.idempotencyKey()) ->
                new Outcome.Refused(new Problem(ProblemCode.EVENT_OF_ANOTHER_CALL,
                        "the event has another idempotency key than the call " + call.id(), "idempotencyKey",
                        made.call().idempotencyKey(), call.idempotencyKey()));
            case MapOutcome.Mapped made -> revise(call, mapped.version(), made.call(),
                    SourceJson.editedBy(call.source(), actor), actor);
        };
    }

    /** Gives an event to the call that has its idempotency key. */
    Outcome ofHolder(SourceEvent event, String actor) {
        LedgerIntake.Mapped mapped = intake.map(event);
        return switch (mapped.outcome()) {
            case MapOutcome.Refused refused -> new Outcome.Refused(refused.problem());
            case MapOutcome.Recorded recorded -> anchorsNow(event.mapping());
            case MapOutcome.Mapped made -> {
                KeyHash key = KeyHash.of(event.mapping(), made.call().idempotencyKey());
                Optional<CallRecord> holder = Optional.ofNullable(calls.holders(List.of(key)).get(key))
                        .map(ExistingCall::id).flatMap(ledger.calls()::byId);
                if (holder.isEmpty() || !mayBeRevised(holder.get())) {
                    yield new Outcome.Refused(new Problem(ProblemCode.IDEMPOTENCY_KEY_REUSED,
                            holder.map(call -> "the idempotency key belongs to call " + call.id() + ", which is "
                                    + where(call) + "; only a rejected, reverted or cancelled call is given another"
                                    + " event").orElse("the call of the idempotency key is gone"),
                            "idempotencyKey", made.call().idempotencyKey(), null));
                }
                yield revise(holder.get(), mapped.version(), made.call(), SourceJson.write(event), actor);
            }
        };
    }

    private static Outcome anchorsNow(String mapping) {
        return new Outcome.Refused(Problem.of(ProblemCode.NOT_IN_THIS_STATE, "the mapping " + mapping
                + " anchors records now; a call of an earlier version is not given another event"));
    }

    private Outcome revise(CallRecord call, int mappingVersion, MappedCall mapped, @Nullable String source,
            String actor) {
        LaneChoice.Wanted wanted = LaneChoice.Wanted.of(call.mapping(), mappingVersion, mapped);
        return execute(call, wanted, "call.revise", actor,
                lane -> {
                    revisions.give(call.seq(), new NewCall(call.id(), call.mapping(), mappingVersion,
                            KeyHash.of(call.mapping(), call.idempotencyKey()).bytes(), mapped, source,
                            Finality.column(mapped.confirmations()), lane));
                    cloaks.replace(call.seq(), mapped.personal());
                });
    }

    /** @param into gives the call what is new about it, in its lane */
    private Outcome execute(CallRecord call, LaneChoice.Wanted wanted, String word, String actor, LongConsumer into) {
        lanes.prepare(List.of(wanted));
        long lane = ledger.transactions().commit(() -> {
            // Before it counts as unfinished itself, else its own lane would hold it.
            long chosen = lanes.chooseAgain(wanted, call.lane());
            if (!next(call, actor, word)) {
                return -1L;
            }
            into.accept(chosen);
            return chosen;
        });
        return lane < 0 ? notNow(call) : accepted(call.id(), lane);
    }

    private boolean next(CallRecord call, String actor, String word) {
        if (!revisions.keep(call.seq(), actor)) {
            return false;
        }
        if (!ledger.calls().retry(call.id())) {
            throw new OptimisticLockingFailureException("call " + call.id() + " was taken back at the same time");
        }
        ledger.requests().forget(call.seq());
        approvals.close(call.seq());
        audit.record(actor, word, call.id().toString(), null, Facts.of("status", CallStatus.word(call.state())),
                Facts.of("status", CallStatus.word(CallState.ACCEPTED)));
        return true;
    }

    private Outcome accepted(UUID call, long lane) {
        flow.accepted(List.of(lane));
        return new Outcome.Revised(call);
    }

    private static boolean mayBeRevised(CallRecord call) {
        return call.state().isFinal() && call.state() != CallState.CONFIRMED && !call.purged();
    }

    private static Outcome notNow(CallRecord call) {
        return new Outcome.Refused(Problem.of(ProblemCode.NOT_IN_THIS_STATE, "the call is "
                + where(call) + "; only rejected, reverted and cancelled calls can be retried"));
    }

    private static String where(CallRecord call) {
        return CallStatus.word(call.state()) + (call.purged() ? " and purged: its event is not kept any more" : "");
    }
}
