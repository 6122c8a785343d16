package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.ApiClientConfig;
import io.enterpriseproxy.server.config.ClientName;
import io.enterpriseproxy.server.config.SecurityConfig;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The known clients by the hashes of their keys: those of the configuration, and those of the rows as they were read last.
 * A stored client whose name somebody in the configuration has is not let in. Thread-safe.
 */
final class ApiClients {
    /**
     * A client and what one of its keys hashes to.
     *
     * @param expires null: never
     * @param lastUsed what its row says; null if it has none
     */
    record Known(ApiClient client, ApiKeyHash key, @Nullable Instant expires, @Nullable Instant lastUsed) {
        static Stream<Known> of(ApiClientConfig config) {
            ApiClient client = new ApiClient(config.name(), EnumSet.copyOf(config.roles()),
                    config.mappings() == null ? null : new HashSet<>(config.mappings()));
            return config.keys().stream().map(key -> new Known(client, ApiKeyHash.ofHex(key.hash()),
                    key.expires() == null ? null : key.expires().at(), null));
        }

        boolean isGood(Instant now) {
            return expires == null || now.isBefore(expires);
        }
    }

    private final Set<String> configuredNames;
    private final Map<ApiKeyHash, Known> configured;
    private final KeyUses uses;
    private final Clock clock;
    private volatile Map<ApiKeyHash, Known> stored = Map.of();

    ApiClients(SecurityConfig config, KeyUses uses, Clock clock) {
        this.configuredNames = config.names().map(ClientName::likeness).collect(Collectors.toUnmodifiableSet());
        this.configured = byKey(config.apiClients().stream().flatMap(Known::of));
        this.uses = uses;
        this.clock = clock;
    }

    private static Map<ApiKeyHash, Known> byKey(Stream<Known> known) {
        return known.collect(Collectors.toUnmodifiableMap(Known::key, Function.identity(), (first, same) -> first));
    }

    /** Whether a client of the configuration has this name, or one that looks like it. */
    boolean isConfigured(String name) {
        return configuredNames.contains(ClientName.likeness(name));
    }

    /** Takes over what is in the rows. */
    void follow(Collection<StoredClient> clients) {
        stored = byKey(clients.stream().filter(client -> !isConfigured(client.name())).flatMap(StoredClient::known));
    }

    /** The client with this key. Looked up by its hash, of which who guesses can choose nothing. */
    Identity withKey(String key) {
        ApiKeyHash hash = ApiKeyHash.ofKey(key);
        Instant now = clock.instant();
        Known known = configured.getOrDefault(hash, stored.get(hash));
        if (known == null) {
            return Identity.refused(Shown.API_KEY, NewKey.isOfItsForm(key) ? NewKey.beginning(key) + "…" : "malformed",
                    "no client has it");
        }
        if (!known.isGood(now)) {
            return Identity.refused(Shown.API_KEY, "of " + known.client().name(), "it expired at " + known.expires());
        }
        if (known.lastUsed() != null) {
            uses.note(hash, known.lastUsed(), now);
        }
        return new Identity.Known(known.client());
    }
}
