package io.enterpriseproxy.connector.contract;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A ledger in memory: remembers what it was handed, answers a key that it knows with the first call, and can be told to
 * be slow, down, or to die between its commit and its answer. Thread-safe.
 */
public final class RecordingIntake implements Intake {
    private static final Duration RETRY_AFTER = Duration.ofMillis(100);

    private final Map<String, SourceEvent> calls = new LinkedHashMap<>();
    private final Map<String, SourceEvent> parked = new LinkedHashMap<>();
    private final List<List<SourceEvent>> submissions = new ArrayList<>();
    private Predicate<SourceEvent> parks = event -> false;
    private Predicate<SourceEvent> refuses = event -> false;
    private Predicate<SourceEvent> cannotCommit = event -> false;
    private Runnable afterCommit = () -> {};
    private boolean held;
    private int waiting;
    private int replays;

    @Override
    public synchronized List<SubmitOutcome> submit(List<SourceEvent> events, OnRefusal onRefusal) {
        submissions.add(List.copyOf(events));
        waiting++;
        try {
            while (held) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the commit", e);
        } finally {
            waiting--;
        }
        List<SubmitOutcome> outcomes = events.stream().map(this::outcome).toList();
        Runnable now = afterCommit;
        afterCommit = () -> {};
        now.run();
        return outcomes;
    }

    private SubmitOutcome outcome(SourceEvent event) {
        String key = event.mapping() + "/" + Objects.requireNonNull(event.sourceKey(), "event without a source key");
        if (cannotCommit.test(event)) {
            return new SubmitOutcome.Unavailable(
                    Problem.of(ProblemCode.LEDGER_UNAVAILABLE, "The ledger cannot commit"), RETRY_AFTER);
        }
        if (calls.containsKey(key)) {
            replays++;
            return new SubmitOutcome.Replayed(key);
        }
        Problem refusal = Problem.of(ProblemCode.MALFORMED_EVENT, "The event cannot be read");
        if (refuses.test(event)) {
            return new SubmitOutcome.Refused(refusal);
        }
        if (parks.test(event)) {
            parked.put(key, event);
            return new SubmitOutcome.Parked(key, refusal);
        }
        calls.put(key, event);
        return new SubmitOutcome.Accepted(key);
    }

    /** From now on nothing can be committed. */
    public synchronized void goDown() {
        cannotCommit = event -> true;
    }

    /** From now on these events cannot be committed, and the others can. */
    public synchronized void goDownFor(Predicate<SourceEvent> events) {
        cannotCommit = events;
    }

    public synchronized void comeUp() {
        cannotCommit = event -> false;
    }

    /** From now on a submission waits before its commit. */
    public synchronized void hold() {
        held = true;
    }

    public synchronized void release() {
        held = false;
        notifyAll();
    }

    public synchronized void park(Predicate<SourceEvent> events) {
        parks = events;
    }

    public synchronized void refuse(Predicate<SourceEvent> events) {
        refuses = events;
    }

    /** Runs once, between the next commit and its answer; what it throws is thrown instead of the answer. */
    public synchronized void afterNextCommit(Runnable action) {
        afterCommit = action;
    }

    /** The first event of each call, in accept order. */
    public synchronized List<SourceEvent> accepted() {
        return List.copyOf(calls.values());
    }

    public synchronized List<String> acceptedBodies() {
        return calls.values().stream().map(RecordingIntake::text).toList();
    }

    public synchronized List<String> parkedBodies() {
        return parked.values().stream().map(RecordingIntake::text).toList();
    }

    /** Every list of events that was handed in, answered or not, in order. */
    public synchronized List<List<SourceEvent>> submissions() {
        return List.copyOf(submissions);
    }

    /** How many submissions wait before their commit. */
    public synchronized int waiting() {
        return waiting;
    }

    /** How many events were answered as known. */
    public synchronized int replays() {
        return replays;
    }

    public static String text(SourceEvent event) {
        return new String(event.body(), StandardCharsets.UTF_8);
    }
}
