package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.ledger.CallRows;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.ExistingCall;
import io.enterpriseproxy.server.ledger.KeyHash;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.NewCall;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * event -> accepted, for a batch in one transaction: finds the keys that are taken, refuses other payloads under them,
 * inserts the rest in order, and parks what was refused.
 */
public final class AcceptStep {
    private final LedgerTransactions transactions;
    private final CallRows calls;
    private final DeadLetterRows deadLetters;
    private final LaneChoice lanes;
    private final AcceptListener listener;

    public AcceptStep(LedgerTransactions transactions, CallRows calls, DeadLetterRows deadLetters, LaneChoice lanes,
            AcceptListener listener) {
        this.transactions = transactions;
        this.calls = calls;
        this.deadLetters = deadLetters;
        this.lanes = lanes;
        this.listener = listener;
    }

    /** Hears which lanes have got work, after the commit. */
    public interface AcceptListener {
        void accepted(List<Long> lanes);
    }

    /** One outcome per candidate, in order. */
    List<SubmitOutcome> accept(List<Candidate> candidates) {
        try {
            return once(candidates);
        } catch (DuplicateKeyException | PessimisticLockingFailureException anotherInstanceWasFirst) {
            return once(candidates);
        }
    }

    private List<SubmitOutcome> once(List<Candidate> candidates) {
        List<NewCall> inserted = new ArrayList<>();
        List<LaneChoice.Wanted> wanted = candidates.stream().filter(Candidate.Callable.class::isInstance)
                .map(Candidate.Callable.class::cast)
                .map(callable -> LaneChoice.Wanted.of(callable.event().mapping(), callable.mappingVersion(),
                        callable.mapped()))
                .toList();
        lanes.prepare(wanted);
        List<SubmitOutcome> outcomes = transactions.commit(() -> {
            inserted.clear();
            return step(candidates, wanted, inserted);
        });
        List<Long> withWork = inserted.stream().filter(call -> call.leaf() == null).map(NewCall::lane).distinct()
                .toList();
        if (!withWork.isEmpty()) {
            listener.accepted(withWork);
        }
        return outcomes;
    }

    private List<SubmitOutcome> step(List<Candidate> candidates, List<LaneChoice.Wanted> wanted,
            List<NewCall> inserted) {
        Map<KeyHash, ExistingCall> holders = holders(candidates);
        var chosen = lanes.choose(wanted).iterator();
        List<SubmitOutcome> outcomes = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            outcomes.add(switch (candidate) {
                case Candidate.Answered answered -> answered.outcome();
                case Candidate.Parkable parkable -> park(parkable, null);
                case Candidate.Callable callable -> {
                    long lane = chosen.next();
                    ExistingCall holder = holders.get(callable.key());
                    if (holder != null) {
                        yield taken(callable, holder);
                    }
                    NewCall call = new NewCall(CallIds.next(), callable.event().mapping(), callable.mappingVersion(),
                            callable.key().bytes(),
                            callable.mapped(), SourceJson.write(callable.event()),
                            Finality.column(callable.mapped().confirmations()), lane, callable.leaf());
                    inserted.add(call);
                    holders.put(callable.key(), new ExistingCall(call.id(), callable.mapped().payloadHash()));
                    yield new SubmitOutcome.Accepted(call.id().toString());
                }
            });
        }
        if (!inserted.isEmpty()) {
            calls.insert(inserted);
        }
        return outcomes;
    }

    private Map<KeyHash, ExistingCall> holders(List<Candidate> candidates) {
        return calls.holders(candidates.stream().filter(Candidate.Callable.class::isInstance)
                .map(candidate -> ((Candidate.Callable) candidate).key()).distinct().sorted().toList());
    }

    private SubmitOutcome taken(Candidate.Callable callable, ExistingCall holder) {
        byte[] payload = callable.mapped().payloadHash();
        // An event that the call had before it was given another one is no new event when its source delivers it again.
        if (Arrays.equals(holder.payloadHash(), payload) || calls.had(holder.id(), payload)) {
            return new SubmitOutcome.Replayed(holder.id().toString());
        }
        Problem problem = new Problem(ProblemCode.IDEMPOTENCY_KEY_REUSED, "the idempotency key belongs to call "
                + holder.id() + ", which has another event", "idempotencyKey", callable.mapped().idempotencyKey(),
                null);
        return callable.park()
                ? park(new Candidate.Parkable(callable.event(), problem), holder.id())
                : new SubmitOutcome.Refused(problem);
    }

    private SubmitOutcome park(Candidate.Parkable parkable, @Nullable UUID holder) {
        SourceEvent event = parkable.event();
        UUID id = deadLetters.parkEvent(
                new DeadLetterRows.ParkedEvent(event.mapping(), event.sourceKey(), event.body(),
                        SourceJson.write(event), event.unusable() == null, holder),
                parkable.problem().code().slug(), parkable.problem().message());
        return new SubmitOutcome.Parked(id.toString(), parkable.problem());
    }
}
