package io.enterpriseproxy.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;

import java.time.Duration;

/**
 * Counts failed log-ins by address. Who is over the limit learns nothing any more of what he tries, and is answered at once.
 * Good credentials are never refused: others may come from the same address.
 */
final class FailedLogIns {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final int limit;
    private final Cache<String, Bucket> byAddress = Caffeine.newBuilder().maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(PERIOD).build();

    /** @param limit a minute and address */
    FailedLogIns(int limit) {
        this.limit = limit;
    }

    /** Counts one more; answers whether that is too many. */
    boolean isTooMany(String address) {
        return !byAddress.get(address, first -> Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, PERIOD)).build()).tryConsume(1);
    }
}
