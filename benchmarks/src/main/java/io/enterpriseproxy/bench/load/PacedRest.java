package io.enterpriseproxy.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/** Posts single documents at a fixed pace, whether or not earlier ones are answered: slowness cannot hide in waiting. */
public final class PacedRest implements AutoCloseable {
    private static final int LINES = 32;

    private final BlockingQueue<Feed> lines = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Opens the connections. */
    public PacedRest(RestSource source) throws IOException {
        for (int i = 0; i < LINES; i++) {
            lines.add(source.open());
        }
    }

    /**
     * A document that was accepted.
     *
     * @param micros from the moment it was due to the answer
     * @param answeredAt microseconds since 1970
     */
    public record Accepted(long sequence, long micros, long answeredAt) {}

    /** Posts documents, and returns when all are answered. */
    public List<Accepted> run(long first, double perSecond, Duration duration) throws InterruptedException {
        long count = Math.round(perSecond * duration.toSeconds());
        List<Future<Accepted>> posts = new ArrayList<>();
        long start = System.nanoTime();
        for (long i = 0; i < count; i++) {
            long due = start + Math.round(i * 1e9 / perSecond);
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            posts.add(threads.submit(post(first + i, due)));
        }
        List<Accepted> accepted = new ArrayList<>();
        for (Future<Accepted> post : posts) {
            try {
                accepted.add(post.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a document was not accepted", e);
            }
        }
        return accepted;
    }

    private Callable<Accepted> post(long sequence, long due) {
        return () -> {
            Feed line = lines.take();
            try {
                line.send(sequence, 1);
            } finally {
                lines.add(line);
            }
            return new Accepted(sequence, (System.nanoTime() - due) / 1_000,
                    ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        };
    }

    @Override
    public void close() {
        threads.close();
        lines.forEach(Feed::close);
    }
}
