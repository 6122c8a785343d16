package io.enterpriseproxy.connector;

import java.util.List;

/** A target: a place in an enterprise system that results are written to. Thread-safe. */
public interface ResultSink extends AutoCloseable {
    /**
     * Delivers results in list order, in as few round trips as the system allows, and returns after the system has
     * taken them. A result whose predecessor with the same ordering key failed in this batch must not be delivered: it
     * is answered {@link DeliveryOutcome.Skipped}.
     *
     * @param results at least one, at most some hundred
     * @return one outcome per result, in the same order; never throws for a system that is down
     */
    List<DeliveryOutcome> deliver(List<Result> results);

    @Override
    default void close() {}
}
