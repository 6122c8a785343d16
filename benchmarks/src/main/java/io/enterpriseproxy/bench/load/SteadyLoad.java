package io.enterpriseproxy.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Hands in as much as the system takes: a bounded number of documents is on its way at any time, so that what comes out is
 * what can be sustained, not how far a queue can grow.
 */
public final class SteadyLoad implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Feed.Source source;
    private final long window;
    private final LongSupplier done;
    private final AtomicLong next;
    private final AtomicLong sent = new AtomicLong();
    private final long first;
    private final ExecutorService threads;
    private final List<Future<?>> feeders = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * Starts the load.
     *
     * @param first sequence number of the first document
     * @param window most documents that are handed in and not done
     * @param done how many of them are done
     */
    public SteadyLoad(Feed.Source source, long first, long window, LongSupplier done) {
        this.source = source;
        this.first = first;
        this.next = new AtomicLong(first);
        this.window = window;
        this.done = done;
        this.threads = Executors.newFixedThreadPool(source.threads());
        for (int i = 0; i < source.threads(); i++) {
            feeders.add(threads.submit(this::feed));
        }
    }

    private void feed() {
        try (Feed feed = source.open()) {
            while (!stopped) {
                if (next.get() - first - done.getAsLong() >= window) {
                    Thread.sleep(PAUSE);
                } else {
                    feed.send(next.getAndAdd(source.batch()), source.batch());
                    sent.addAndGet(source.batch());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many documents have been handed in and answered. */
    public long sent() {
        return sent.get();
    }

    /** Throws what ended a feeder, if one ended early. */
    public void check() throws InterruptedException {
        for (Future<?> feeder : feeders) {
            if (feeder.isDone()) {
                try {
                    feeder.get();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the load broke off", e);
                }
            }
        }
    }

    /** Stops handing in, and waits for the answers to what is under way. */
    public void stop() throws InterruptedException {
        stopped = true;
        threads.close();
        check();
    }

    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}
