package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.Intake.OnRefusal;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.ledger.CallQueries;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.outcome.CallWatch;
import io.enterpriseproxy.server.problem.RequestRefusedException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Hands events of HTTP requests in, and waits for calls. */
final class Submissions {
    /** Another instance may decide the call: its row is looked at this often. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Intake intake;
    private final CallQueries calls;
    private final CallWatch watch;

    Submissions(Intake intake, CallQueries calls, CallWatch watch) {
        this.intake = intake;
        this.calls = calls;
        this.watch = watch;
    }

    /** An accepted event: its call, and whether an earlier request had it accepted. */
    record Submitted(Found call, boolean replayed) {}

    /**
     * Hands in one event.
     *
     * @throws RequestRefusedException if it is not accepted
     */
    Submitted submit(SourceEvent event) {
        return switch (submit(List.of(event)).getFirst()) {
            case SubmitOutcome.Accepted accepted -> new Submitted(find(accepted.callId()), false);
            case SubmitOutcome.Replayed replayed -> new Submitted(find(replayed.callId()), true);
            case SubmitOutcome.Refused refused -> throw new RequestRefusedException(refused.problem());
            case SubmitOutcome.Unavailable later -> throw unavailable(later);
            case SubmitOutcome.Parked parked -> throw new IllegalStateException("a caller is there, nothing is parked");
        };
    }

    /** Hands in events together; one outcome each, in order. */
    List<SubmitOutcome> submit(List<SourceEvent> events) {
        return events.isEmpty() ? List.of() : intake.submit(events, OnRefusal.ANSWER);
    }

    static RequestRefusedException unavailable(SubmitOutcome.Unavailable later) {
        return new RequestRefusedException(List.of(later.problem()), later.retryAfter());
    }

    /** Waits for a final status, at most this long; the call as it is then. */
    Found await(Found call, Duration atMost) {
        Instant end = Instant.now().plus(atMost);
        Found now = call;
        try {
            for (Duration left = atMost; left.isPositive() && !now.call().state().isFinal();) {
                watch.awaitFinal(call.call().id(), left.compareTo(LOOK) < 0 ? left : LOOK, () -> isFinal(call));
                now = find(call.call().id().toString());
                left = Duration.between(Instant.now(), end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return now;
    }

    private boolean isFinal(Found call) {
        return find(call.call().id().toString()).call().state().isFinal();
    }

    /**
     * The call of an id.
     *
     * @throws RequestRefusedException if there is none
     */
    Found find(String id) {
        try {
            return calls.byId(UUID.fromString(id)).orElseThrow(() -> notFound(id));
        } catch (IllegalArgumentException e) {
            throw notFound(id);
        }
    }

    private static RequestRefusedException notFound(String id) {
        return new RequestRefusedException(
                new Problem(ProblemCode.NOT_FOUND, "there is no call of this id", "id", id, null));
    }
}
