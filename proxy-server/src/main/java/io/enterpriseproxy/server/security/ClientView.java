package io.enterpriseproxy.server.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.server.config.Role;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What people may know of a client: anything but its keys.
 *
 * @param origin {@code file}: of the configuration, {@code api}: made here
 * @param mappings the only ones that it may call and see; null: all
 * @param keys null for those of the configuration
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientView(
        String name,
        String origin,
        List<String> roles,
        @Nullable List<String> mappings,
        @Nullable Instant expires,
        @Nullable String createdBy,
        @Nullable Instant createdAt,
        @Nullable List<Key> keys) {

    /**
     * What may be known of a key.
     *
     * @param id how it begins
     * @param lastUsed to the minute, and up to a minute late; null: never
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Key(String id, String createdBy, Instant createdAt, @Nullable Instant lastUsed) {}

    static ClientView ofFile(String name, Collection<Role> roles, @Nullable List<String> mappings) {
        return new ClientView(name, "file", words(roles), mappings, null, null, null, null);
    }

    static List<String> words(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::word).toList();
    }
}
