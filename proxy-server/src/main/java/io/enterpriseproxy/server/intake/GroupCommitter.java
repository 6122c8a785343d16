package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SubmitOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Commits what is there: one thread takes all submissions that wait, writes them in one transaction, and answers them
 * after its commit. It never waits for more to arrive, so a lone event pays one commit, and a flood shares few.
 *
 * <p>
 * If we crash before the commit, nobody was answered and sources deliver again; after it, the idempotency key finds the
 * row.
 */
public final class GroupCommitter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);
    private static final int MAX_EVENTS = 2_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final BlockingQueue<Submission> waiting = new LinkedBlockingQueue<>();
    private final AcceptStep accept;
    private final LedgerWatch watch;
    private final Thread thread;
    private volatile List<Submission> inHand = List.of();
    /** Written under this object's lock: nothing is added after it. */
    private volatile boolean closed;

    public GroupCommitter(AcceptStep accept, LedgerWatch watch) {
        this.accept = accept;
        this.watch = watch;
        this.thread = Thread.ofPlatform().name("intake-commit").start(this::run);
    }

    /** Returns after the commit that took the candidates, with one outcome each. */
    List<SubmitOutcome> commit(List<Candidate> candidates) {
        Submission submission = new Submission(candidates);
        if (!watch.writable()) {
            return unavailable(candidates, LedgerWatch.problem());
        }
        return add(submission) ? submission.answer().join() : unavailable(candidates, shuttingDown());
    }

    private synchronized boolean add(Submission submission) {
        return !closed && waiting.add(submission);
    }

    private void run() {
        while (!closed || !waiting.isEmpty()) {
            try {
                take();
                answer(inHand);
            } catch (InterruptedException e) {
                LOG.debug("nobody interrupts this thread, but it goes on", e);
            }
        }
    }

    private void take() throws InterruptedException {
        List<Submission> batch = new ArrayList<>();
        int events = 0;
        for (Submission next = waiting.take(); next != null; next = events < MAX_EVENTS ? waiting.poll() : null) {
            batch.add(next);
            events += next.candidates().size();
        }
        inHand = batch;
    }

    /** Whatever happens, each is answered, and the thread goes on. */
    private void answer(List<Submission> batch) {
        try {
            List<SubmitOutcome> outcomes = outcomes(batch.stream().flatMap(s -> s.candidates().stream()).toList());
            watch.committed();
            int from = 0;
            for (Submission submission : batch) {
                int to = from + submission.candidates().size();
                submission.answer().complete(outcomes.subList(from, to));
                from = to;
            }
        } catch (Throwable e) {
            LOG.atError().addKeyValue("code", ProblemCode.INTERNAL_ERROR.slug()).setCause(e)
                    .log("A commit of events ended by a fault of the proxy; their sources are told to come back");
            giveUp(batch, Problem.of(ProblemCode.LEDGER_UNAVAILABLE, "the commit ended by a fault of the proxy"));
        }
    }

    /** One event that the database refuses must not take the others with it: it is found by halves. */
    private List<SubmitOutcome> outcomes(List<Candidate> candidates) {
        try {
            return candidates.isEmpty() ? List.of() : accept.accept(candidates);
        } catch (DataIntegrityViolationException e) {
            int half = candidates.size() / 2;
            if (half == 0) {
                return List.of(alone(candidates.getFirst(), e));
            }
            List<SubmitOutcome> outcomes = new ArrayList<>(outcomes(candidates.subList(0, half)));
            outcomes.addAll(outcomes(candidates.subList(half, candidates.size())));
            return outcomes;
        } catch (RuntimeException e) {
            watch.failed(e);
            return unavailable(candidates, LedgerWatch.problem());
        }
    }

    private SubmitOutcome alone(Candidate refused, DataIntegrityViolationException cause) {
        LOG.atError().addKeyValue("code", ProblemCode.INTERNAL_ERROR.slug()).setCause(cause)
                .log("The database refuses an event that the mapping took");
        Problem problem = Problem.of(ProblemCode.INTERNAL_ERROR, "the database refuses this event");
        return switch (refused) {
            case Candidate.Callable callable when !callable.park() -> new SubmitOutcome.Refused(problem);
            case Candidate.Callable callable -> park(new Candidate.Parkable(callable.event(), problem));
            case Candidate.Parkable parkable -> park(new Candidate.Parkable(parkable.event(), problem));
            case Candidate.Answered answered -> answered.outcome();
        };
    }

    /** Where nobody waits for an answer a refusal would lose the event. */
    private SubmitOutcome park(Candidate.Parkable parkable) {
        try {
            return accept.accept(List.of(parkable)).getFirst();
        } catch (DataIntegrityViolationException e) {
            LOG.atError().addKeyValue("code", ProblemCode.INTERNAL_ERROR.slug())
                    .addKeyValue("mapping", parkable.event().mapping()).setCause(e)
                    .log("The database does not take an event even as a dead letter; its source keeps it");
            return new SubmitOutcome.Unavailable(parkable.problem(), RETRY_AFTER);
        }
    }

    private static Problem shuttingDown() {
        return Problem.of(ProblemCode.SHUTTING_DOWN, "the server is shutting down");
    }

    private static void giveUp(Iterable<Submission> submissions, Problem problem) {
        submissions.forEach(s -> s.answer().complete(unavailable(s.candidates(), problem)));
    }

    private static List<SubmitOutcome> unavailable(List<Candidate> candidates, Problem problem) {
        return candidates.stream()
                .<SubmitOutcome>map(candidate -> new SubmitOutcome.Unavailable(problem, RETRY_AFTER)).toList();
    }

    /** Answers what waits, then stops. What the database holds up for longer is told to come back. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            waiting.add(new Submission(List.of())); // wakes the thread
        }
        try {
            thread.join(LONGEST_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        giveUp(inHand, shuttingDown());
        giveUp(waiting, shuttingDown());
    }
}
