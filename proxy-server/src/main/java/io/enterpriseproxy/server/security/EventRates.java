package io.enterpriseproxy.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.enterpriseproxy.server.config.SecurityConfig;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many events clients may send to mappings. */
public final class EventRates {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_CLIENTS = 10_000;

    private final @Nullable Integer usual;
    private final Map<String, Integer> rates = new HashMap<>();
    private final Map<String, Bucket> byMapping = new HashMap<>();
    private final Cache<String, Bucket> byClient = Caffeine.newBuilder().maximumSize(MOST_CLIENTS)
            .expireAfterAccess(Duration.ofMinutes(10)).build();

    public EventRates(SecurityConfig config) {
        this.usual = config.limits().eventsPerSecond();
        config.apiClients().forEach(client -> rate(client.name(), client.eventsPerSecond()));
        config.certificateClients().forEach(client -> rate(client.name(), client.eventsPerSecond()));
        config.limits().mappings().forEach((mapping, rate) -> byMapping.put(mapping, bucket(rate)));
    }

    private void rate(String client, @Nullable Integer own) {
        Integer rate = own == null ? usual : own;
        if (rate != null) {
            rates.put(client, rate);
        }
    }

    private static Bucket bucket(int rate) {
        return Bucket.builder().addLimit(limit -> limit.capacity(rate).refillGreedy(rate, SECOND)).build();
    }

    /**
     * Takes events off both limits. A batch is taken whole, and what goes beyond the limit is waited for by those after it.
     *
     * @return how long to wait, and nothing is taken; empty: they may come
     */
    public Optional<Duration> take(String client, String mapping, int events) {
        Integer rate = rates.getOrDefault(client, usual);
        Bucket ofClient = rate == null ? null : byClient.get(client, first -> bucket(rate));
        Bucket ofMapping = byMapping.get(mapping);
        Optional<Duration> wait = wait(ofClient).or(() -> wait(ofMapping));
        if (wait.isEmpty()) {
            consume(ofClient, events);
            consume(ofMapping, events);
        }
        return wait;
    }

    private static Optional<Duration> wait(@Nullable Bucket bucket) {
        if (bucket == null) {
            return Optional.empty();
        }
        EstimationProbe one = bucket.estimateAbilityToConsume(1);
        return one.canBeConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(one.getNanosToWaitForRefill()));
    }

    private static void consume(@Nullable Bucket bucket, int events) {
        if (bucket != null && events > 0) {
            bucket.consumeIgnoringRateLimits(events);
        }
    }
}
