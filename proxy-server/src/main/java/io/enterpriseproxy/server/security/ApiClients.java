package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.ApiClientConfig;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The known clients and the hashes of their keys. Immutable. */
final class ApiClients {
    /** A client and what its key hashes to. */
    record Known(ApiClient client, ApiKeyHash key) {
        static Known of(ApiClientConfig config) {
            ApiKeyHash hash = config.key() != null
                    ? ApiKeyHash.ofKey(config.key().reveal())
                    : ApiKeyHash.ofHex(String.valueOf(config.keySha256()));
            return new Known(new ApiClient(config.name(), EnumSet.copyOf(config.roles()),
                    config.mappings() == null ? null : new HashSet<>(config.mappings())), hash);
        }
    }

    private final List<Known> known;

    ApiClients(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /** The client with this key. Compares with every client, so that the time tells nothing of the others. */
    Optional<ApiClient> withKey(String key) {
        ApiKeyHash hash = ApiKeyHash.ofKey(key);
        Optional<ApiClient> found = Optional.empty();
        for (Known candidate : known) {
            if (candidate.key().matches(hash)) {
                found = Optional.of(candidate.client());
            }
        }
        return found;
    }
}
