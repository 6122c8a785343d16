package io.enterpriseproxy.server.outcome;

import io.enterpriseproxy.server.ledger.CallOutcome;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tells who waits for it that outcomes are committed. An outcome of another instance is not heard: ask the row too. */
public final class CallWatch {
    private final Map<UUID, List<CountDownLatch>> waiting = new ConcurrentHashMap<>();
    private final List<Consumer<List<CallOutcome>>> listeners = new CopyOnWriteArrayList<>();

    /** Calls the listener after each commit of outcomes, in the committing thread: be quick. */
    public void listen(Consumer<List<CallOutcome>> listener) {
        listeners.add(listener);
    }

    /**
     * Waits until this instance has committed a final outcome of the call, at most this long.
     *
     * @param isFinalAlready asked once after the wait is registered, so that nothing slips through between
     * @return whether there is one; false if the time is over
     */
    public boolean awaitFinal(UUID call, Duration atMost, java.util.function.BooleanSupplier isFinalAlready)
            throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        waiting.merge(call, List.of(latch), CallWatch::together);
        try {
            return isFinalAlready.getAsBoolean() || latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            waiting.computeIfPresent(call, (id, latches) -> without(latches, latch));
        }
    }

    private static List<CountDownLatch> together(List<CountDownLatch> some, List<CountDownLatch> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static @Nullable List<CountDownLatch> without(List<CountDownLatch> latches, CountDownLatch gone) {
        List<CountDownLatch> left = latches.stream().filter(latch -> !latch.equals(gone)).toList();
        return left.isEmpty() ? null : left;
    }

    void committed(List<CallOutcome> outcomes) {
        if (!waiting.isEmpty()) {
            for (CallOutcome outcome : outcomes) {
                if (outcome.state().isFinal()) {
                    waiting.getOrDefault(outcome.call().id(), List.of()).forEach(CountDownLatch::countDown);
                }
            }
        }
        listeners.forEach(listener -> listener.accept(outcomes));
    }
}
