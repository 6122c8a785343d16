package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.ApiClientConfig;
import io.enterpriseproxy.server.config.Expiry;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The known clients and the hashes of their keys. Immutable. */
final class ApiClients {
    /**
     * A client and what one of its keys hashes to.
     *
     * @param expires null: never
     */
    record Known(ApiClient client, ApiKeyHash key, @Nullable Expiry expires) {
        static Stream<Known> of(ApiClientConfig config) {
            ApiClient client = new ApiClient(config.name(), EnumSet.copyOf(config.roles()),
                    config.mappings() == null ? null : new HashSet<>(config.mappings()));
            return config.keys().stream()
                    .map(key -> new Known(client, ApiKeyHash.ofHex(key.hash()), key.expires()));
        }

        boolean isGood(Instant now) {
            return expires == null || !expires.isOver(now);
        }
    }

    private final List<Known> known;
    private final Clock clock;

    ApiClients(List<Known> known, Clock clock) {
        this.known = List.copyOf(known);
        this.clock = clock;
    }

    /** The client with this key. Compares with every client, so that the time tells nothing of the others. */
    Optional<ApiClient> withKey(String key) {
        ApiKeyHash hash = ApiKeyHash.ofKey(key);
        Optional<ApiClient> found = Optional.empty();
        for (Known candidate : known) {
            if (candidate.key().matches(hash) && candidate.isGood(clock.instant())) {
                found = Optional.of(candidate.client());
            }
        }
        return found;
    }
}
