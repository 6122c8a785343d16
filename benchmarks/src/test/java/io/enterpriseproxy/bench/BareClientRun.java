package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.load.Feed;
import io.enterpriseproxy.bench.load.PresignedSource;
import io.enterpriseproxy.bench.parts.Node;
import io.enterpriseproxy.bench.parts.Senders;
import io.enterpriseproxy.chain.Address;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Pushes transactions that are signed already to a chain like {@link BenchSystem}'s until the contract has counted all. */
final class BareClientRun {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private BareClientRun() {}

    /**
     * Starts a chain of its own, and answers what it carries out per second.
     *
     * @param calls a multiple of the senders' batches
     */
    static double callsPerSecond(int calls) throws InterruptedException, ExecutionException {
        try (Node.Anvil node = Node.Anvil.start(Senders.addresses(BenchSystem.SENDERS), BenchSystem.BLOCK_TIME)) {
            int batches = calls / PresignedSource.BATCH / BenchSystem.SENDERS;
            PresignedSource source = new PresignedSource(node.port(), Node.CHAIN_ID, Address.parse(node.contract()),
                    BenchSystem.SENDERS, batches);
            long start = System.nanoTime();
            push(source, batches);
            while (node.counted() < calls) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IllegalStateException("only " + node.counted() + " of " + calls
                            + " transactions are on the chain after " + PATIENCE);
                }
                Thread.sleep(Duration.ofMillis(20));
            }
            return calls * 1e9 / (System.nanoTime() - start);
        }
    }

    private static void push(PresignedSource source, int batches) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(source.threads())) {
            List<Future<?>> pushes = new ArrayList<>();
            for (int thread = 0; thread < source.threads(); thread++) {
                pushes.add(threads.submit(() -> {
                    try (Feed feed = source.open()) {
                        for (int batch = 0; batch < batches; batch++) {
                            feed.send(0, source.batch());
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> push : pushes) {
                push.get();
            }
        }
    }
}
