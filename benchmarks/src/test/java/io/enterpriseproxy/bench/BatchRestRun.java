package io.enterpriseproxy.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pushes documents through batch REST and waits until the contract has counted all of them. */
final class BatchRestRun {
    private static final int BATCH = 500;
    private static final int POSTERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BenchSystem system;
    private final HttpClient http = HttpClient.newHttpClient();

    BatchRestRun(BenchSystem system) {
        this.system = system;
    }

    /**
     * What a run came to.
     *
     * @param accepted until the last batch was answered
     * @param onChain until the contract had counted all
     * @param processCpu CPU time of server and load together, which are one process
     * @param chainCpu CPU time of the chain's process
     */
    record Measured(int calls, Duration accepted, Duration onChain, Duration processCpu, Duration chainCpu) {
        double acceptedPerSecond() {
            return perSecond(accepted);
        }

        double onChainPerSecond() {
            return perSecond(onChain);
        }

        double processMicrosPerCall() {
            return processCpu.toNanos() / 1_000.0 / calls;
        }

        double chainMicrosPerCall() {
            return chainCpu.toNanos() / 1_000.0 / calls;
        }

        private double perSecond(Duration time) {
            return calls * 1e9 / time.toNanos();
        }
    }

    Measured run(int calls) throws InterruptedException, ExecutionException {
        long countedBefore = system.counted();
        Duration cpuBefore = cpu();
        Duration chainCpuBefore = system.chainCpu();
        String run = UUID.randomUUID().toString();
        long start = System.nanoTime();
        post(run, calls);
        Duration accepted = Duration.ofNanos(System.nanoTime() - start);
        while (system.counted() - countedBefore < calls) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("only " + (system.counted() - countedBefore) + " of " + calls
                        + " calls are on the chain after " + PATIENCE);
            }
            Thread.sleep(Duration.ofMillis(20));
        }
        Duration onChain = Duration.ofNanos(System.nanoTime() - start);
        return new Measured(calls, accepted, onChain, cpu().minus(cpuBefore), system.chainCpu().minus(chainCpuBefore));
    }

    private void post(String run, int calls) throws InterruptedException, ExecutionException {
        try (ExecutorService posters = Executors.newFixedThreadPool(POSTERS)) {
            List<Future<?>> posts = new ArrayList<>();
            for (int from = 0; from < calls; from += BATCH) {
                String body = IntStream.range(from, Math.min(calls, from + BATCH)).mapToObj(i -> document(run, i))
                        .collect(Collectors.joining(",", "[", "]"));
                posts.add(posters.submit(() -> {
                    post(body);
                    return null;
                }));
            }
            for (Future<?> post : posts) {
                post.get();
            }
        }
    }

    /** About as much as an ERP says of a posted document. */
    private static String document(String run, int number) {
        return "{\"no\":\"" + run + "-" + number + "\",\"company\":\"1000\",\"fiscalYear\":2026,\"type\":\"RE\","
                + "\"supplier\":{\"id\":\"100042\",\"name\":\"Nordwind Metallbau GmbH\"},\"currency\":\"EUR\","
                + "\"total\":1190.00,\"tax\":190.00,\"postedAt\":\"2026-11-02T08:15:00Z\",\"lines\":["
                + "{\"no\":1,\"material\":\"MAT-4711\",\"quantity\":12,\"price\":50.00},"
                + "{\"no\":2,\"material\":\"MAT-4712\",\"quantity\":8,\"price\":50.00}]}";
    }

    private void post(String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(system.batchUri())
                .header("Authorization", "Bearer " + BenchSystem.API_KEY).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200 || answer.body().contains("\"problem\"")) {
            throw new IllegalStateException("a batch was answered with " + answer.statusCode() + ": "
                    + answer.body().substring(0, Math.min(500, answer.body().length())));
        }
    }

    private static Duration cpu() {
        return Duration
                .ofNanos(((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime());
    }
}
