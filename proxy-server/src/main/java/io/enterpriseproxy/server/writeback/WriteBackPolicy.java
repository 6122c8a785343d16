package io.enterpriseproxy.server.writeback;

import java.time.Duration;

/**
 * How long a result is tried.
 *
 * @param firstRetry wait after the first failure; doubled with each further one
 * @param longestRetry the longest wait between two tries
 * @param maxAttempts tries before it is parked as a dead letter
 */
public record WriteBackPolicy(Duration firstRetry, Duration longestRetry, int maxAttempts) {
    /** One second to five minutes, for about eight hours. */
    public static final WriteBackPolicy DEFAULT = new WriteBackPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5),
            100);

    Duration waitAfter(int failures) {
        long doubled = firstRetry.toMillis() << Math.min(failures, 20);
        return Duration.ofMillis(Math.min(doubled, longestRetry.toMillis()));
    }
}
