package io.enterpriseproxy.server.outcome;

import io.enterpriseproxy.server.ledger.CallOutcome;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells who waits for it that outcomes are committed. An outcome of another instance is not heard: ask the row too. */
public final class CallWatch {
    private final Map<UUID, CountDownLatch> waiting = new ConcurrentHashMap<>();
    private final List<Consumer<List<CallOutcome>>> listeners = new CopyOnWriteArrayList<>();

    /** Calls the listener after each commit of outcomes, in the committing thread: be quick. */
    public void listen(Consumer<List<CallOutcome>> listener) {
        listeners.add(listener);
    }

    /**
     * Waits until this instance has committed a final outcome of the call, at most this long.
     *
     * @param isFinalAlready asked once after the wait is registered, so that nothing slips through between
     */
    public void awaitFinal(UUID call, Duration atMost, java.util.function.BooleanSupplier isFinalAlready)
            throws InterruptedException {
        CountDownLatch latch = waiting.computeIfAbsent(call, id -> new CountDownLatch(1));
        try {
            if (!isFinalAlready.getAsBoolean()) {
                latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            waiting.remove(call, latch);
        }
    }

    void committed(List<CallOutcome> outcomes) {
        if (!waiting.isEmpty()) {
            for (CallOutcome outcome : outcomes) {
                CountDownLatch latch = outcome.state().isFinal() ? waiting.get(outcome.call().id()) : null;
                if (latch != null) {
                    latch.countDown();
                }
            }
        }
        listeners.forEach(listener -> listener.accept(outcomes));
    }
}
