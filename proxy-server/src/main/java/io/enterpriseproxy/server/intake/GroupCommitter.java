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

    private final BlockingQueue<Submission> waiting = new LinkedBlockingQueue<>();
    private final AcceptStep accept;
    private final LedgerWatch watch;
    private final Thread thread;
    private volatile boolean closed;

    public GroupCommitter(AcceptStep accept, LedgerWatch watch) {
        this.accept = accept;
        this.watch = watch;
        this.thread = Thread.ofPlatform().name("intake-commit").start(this::run);
    }

    /** Returns after the commit that took the candidates, with one outcome each. */
    List<SubmitOutcome> commit(List<Candidate> candidates) {
        Submission submission = new Submission(candidates);
        if (closed) {
            return unavailable(submission, Problem.of(ProblemCode.SHUTTING_DOWN, "the server is shutting down"));
        }
        if (!watch.writable()) {
            return unavailable(submission, LedgerWatch.problem());
        }
        waiting.add(submission);
        return submission.answer().join();
    }

    private void run() {
        while (!closed || !waiting.isEmpty()) {
            try {
                List<Submission> batch = take();
                commitTogether(batch);
            } catch (InterruptedException e) {
                LOG.debug("interrupted to close");
            }
        }
    }

    private List<Submission> take() throws InterruptedException {
        List<Submission> batch = new ArrayList<>();
        Submission first = closed ? waiting.poll() : waiting.take();
        int events = 0;
        for (Submission next = first; next != null; next = events < MAX_EVENTS ? waiting.poll() : null) {
            batch.add(next);
            events += next.candidates().size();
        }
        return batch;
    }

    private void commitTogether(List<Submission> batch) {
        try {
            List<SubmitOutcome> outcomes = accept.accept(batch.stream().flatMap(s -> s.candidates().stream()).toList());
            int from = 0;
            for (Submission submission : batch) {
                int to = from + submission.candidates().size();
                submission.answer().complete(outcomes.subList(from, to));
                from = to;
            }
        } catch (DataIntegrityViolationException e) {
            commitApart(batch, e);
        } catch (RuntimeException e) {
            watch.failed(e);
            batch.forEach(s -> s.answer().complete(unavailable(s, LedgerWatch.problem())));
        }
    }

    /** One event that the database refuses must not take the others with it. */
    private void commitApart(List<Submission> batch, DataIntegrityViolationException cause) {
        if (batch.size() > 1) {
            batch.forEach(submission -> commitTogether(List.of(submission)));
            return;
        }
        Submission submission = batch.getFirst();
        if (submission.candidates().size() > 1) {
            List<Submission> parts = submission.candidates().stream().map(c -> new Submission(List.of(c))).toList();
            parts.forEach(part -> commitTogether(List.of(part)));
            submission.answer().complete(parts.stream().map(part -> part.answer().join().getFirst()).toList());
            return;
        }
        LOG.atError().addKeyValue("code", ProblemCode.INTERNAL_ERROR.slug()).setCause(cause)
                .log("The database refuses an event that the mapping took");
        submission.answer().complete(List.of(new SubmitOutcome.Refused(Problem.of(ProblemCode.INTERNAL_ERROR,
                "the database refuses this event"))));
    }

    private static List<SubmitOutcome> unavailable(Submission submission, Problem problem) {
        return submission.candidates().stream()
                .<SubmitOutcome>map(candidate -> new SubmitOutcome.Unavailable(problem, RETRY_AFTER)).toList();
    }

    /** Answers what waits, then stops. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
