package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.Role;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A client that was made by the API, or the first admin.
 *
 * @param expires from then on it is let in no more
 */
record StoredClient(
        String name,
        Set<Role> roles,
        @Nullable Set<String> mappings,
        @Nullable Instant expires,
        String createdBy,
        Instant createdAt,
        List<StoredKey> keys) {
    StoredClient {
        roles = Set.copyOf(roles);
        mappings = mappings == null ? null : Set.copyOf(mappings);
        keys = List.copyOf(keys);
    }

    /**
     * One of its keys.
     *
     * @param id how the key begins
     * @param lastUsed to the minute
     */
    record StoredKey(String id, ApiKeyHash hash, String createdBy, Instant createdAt, @Nullable Instant lastUsed) {}

    /** Whether it can always undo what others do. */
    boolean isLastingAdmin() {
        return roles.contains(Role.ADMIN) && expires == null && !keys.isEmpty();
    }

    Stream<ApiClients.Known> known() {
        ApiClient client = new ApiClient(name, roles, mappings);
        return keys.stream().map(key -> new ApiClients.Known(client, key.hash(), expires,
                key.lastUsed() == null ? Instant.EPOCH : key.lastUsed()));
    }

    ClientView view() {
        return new ClientView(name, "api", ClientView.words(roles),
                mappings == null ? null : mappings.stream().sorted().toList(), expires, createdBy, createdAt,
                keys.stream().map(key -> new ClientView.Key(key.id(), key.createdBy(), key.createdAt(), key.lastUsed()))
                        .toList());
    }
}
