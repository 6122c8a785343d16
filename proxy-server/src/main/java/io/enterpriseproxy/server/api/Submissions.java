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
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Hands events of HTTP requests in, and waits for calls; no longer once the server is about to end. */
final class Submissions implements ApplicationListener<ContextClosedEvent> {
    /** Another instance may decide the call, which is not heard here: its row is looked at, less and less often. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(500);
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final Intake intake;
    private final CallQueries calls;
    private final CallWatch watch;
    private final Semaphore waiters;
    private volatile boolean ending;

    /** @param mostWaiters requests that may wait at the same time */
    Submissions(Intake intake, CallQueries calls, CallWatch watch, int mostWaiters) {
        this.intake = intake;
        this.calls = calls;
        this.watch = watch;
        this.waiters = new Semaphore(mostWaiters);
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent closing) {
        ending = true;
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

    /** Waits for a final status, at most this long, or not at all if many wait already; the call as it is then. */
    Found await(Found call, Duration atMost) {
        if (call.call().state().isFinal() || !waiters.tryAcquire()) {
            return call;
        }
        try {
            return awaitInTurn(call, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return call;
        } finally {
            waiters.release();
        }
    }

    private Found awaitInTurn(Found call, Duration atMost) throws InterruptedException {
        UUID id = call.call().id();
        Instant end = Instant.now().plus(atMost);
        AtomicReference<Found> seen = new AtomicReference<>(call);
        Duration look = FIRST_LOOK;
        for (Duration left = atMost; left.isPositive() && !ending; left = Duration.between(Instant.now(), end)) {
            boolean decided = watch.awaitFinal(id, left.compareTo(look) < 0 ? left : look, () -> {
                seen.set(find(id.toString()));
                return seen.get().call().state().isFinal();
            });
            if (decided) {
                return seen.get().call().state().isFinal() ? seen.get() : find(id.toString());
            }
            look = look.multipliedBy(2).compareTo(LAST_LOOK) < 0 ? look.multipliedBy(2) : LAST_LOOK;
        }
        return seen.get();
    }

    /** The calls of these ids, as far as there are any. */
    Map<UUID, Found> find(Set<UUID> ids) {
        return calls.byIds(ids).stream().collect(Collectors.toMap(found -> found.call().id(), Function.identity()));
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
