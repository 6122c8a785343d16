package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.Deliveries;
import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * Sends results as requests: of each ordering key the first that is open, all at the same time as far as the connection's
 * bound allows, then the next ones.
 */
final class HttpSink implements ResultSink {
    private final RequestSender sender;
    private final String method;
    private final PathTemplate path;
    private final ExecutorService threads;
    private final Semaphore bound;

    HttpSink(RequestSender sender, String method, PathTemplate path, ExecutorService threads, Semaphore bound) {
        this.sender = sender;
        this.method = method;
        this.path = path;
        this.threads = threads;
        this.bound = bound;
    }

    @Override
    public List<DeliveryOutcome> deliver(List<Result> results) {
        Deliveries deliveries = new Deliveries(results);
        for (List<Integer> heads = deliveries.heads(); !heads.isEmpty(); heads = deliveries.heads()) {
            List<CompletableFuture<DeliveryOutcome>> sent = heads.stream().map(place -> CompletableFuture
                    .supplyAsync(() -> send(deliveries.result(place)), threads)).toList();
            for (int i = 0; i < heads.size(); i++) {
                record(deliveries, heads.get(i), sent.get(i).join());
            }
        }
        return deliveries.outcomes();
    }

    private DeliveryOutcome send(Result result) {
        bound.acquireUninterruptibly();
        try {
            return sender.send(method, path.of(result), result);
        } finally {
            bound.release();
        }
    }

    private static void record(Deliveries deliveries, int place, DeliveryOutcome outcome) {
        switch (outcome) {
            case DeliveryOutcome.Delivered delivered -> deliveries.delivered(place);
            case DeliveryOutcome.Failed failed -> deliveries.failed(place, failed.reason(), failed.retryable());
            case DeliveryOutcome.Skipped skipped -> throw new IllegalStateException("a request cannot be skipped");
        }
    }
}
