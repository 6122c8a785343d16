package io.enterpriseproxy.adapter.evm;

import java.time.Duration;
import java.util.Collection;

/**
 * How quickly and how reliably a node answers, as moving averages, and whether it is clearly worse than others. The time is
 * that of the same small question to each node. Thread-safe.
 */
final class NodePace {
    private static final double NEWEST = 0.2;
    /** Clearly worse: so many times the time of the quickest, and so much longer. */
    private static final double TIMES = 4;
    private static final Duration LONGER = Duration.ofMillis(200);
    private static final double MANY_ERRORS = 0.25;
    private static final double FEW_ERRORS = 0.05;

    private double latencyMillis = -1;
    private double errorRate;
    private boolean worse;

    synchronized void took(Duration time) {
        double millis = time.toNanos() / 1e6;
        latencyMillis = latencyMillis < 0 ? millis : latencyMillis + NEWEST * (millis - latencyMillis);
    }

    synchronized void ended(boolean well) {
        errorRate += NEWEST * ((well ? 0 : 1) - errorRate);
    }

    /** Of the small question, in milliseconds; negative: not asked yet. */
    synchronized double latencyMillis() {
        return latencyMillis;
    }

    /** Share of the exchanges that failed, the newest counting most. */
    synchronized double errorRate() {
        return errorRate;
    }

    /** Whether others are asked before it. */
    synchronized boolean isWorse() {
        return worse;
    }

    /**
     * Decides anew; what is worse has to become clearly better to be as good as the others again.
     *
     * @param others those that may be used
     */
    void compare(Collection<NodePace> others) {
        double quickest = others.stream().mapToDouble(NodePace::latencyMillis).filter(millis -> millis >= 0).min()
                .orElse(Double.MAX_VALUE);
        boolean someReliable = others.stream().anyMatch(other -> other.errorRate() < FEW_ERRORS);
        decide(quickest, someReliable);
    }

    private synchronized void decide(double quickest, boolean someReliable) {
        double hysteresis = worse ? 0.5 : 1;
        boolean slow = latencyMillis > hysteresis * (TIMES * quickest + LONGER.toMillis());
        boolean unreliable = someReliable && errorRate > (worse ? FEW_ERRORS : MANY_ERRORS);
        worse = slow || unreliable;
    }
}
