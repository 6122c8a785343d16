package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

import java.util.Set;

/**
 * Who sends a request.
 *
 * @param mappings the only mappings it may call and see; null: all
 */
public record ApiClient(String name, Set<Role> roles,
        @Nullable Set<String> mappings) implements AuthenticatedPrincipal {
    public ApiClient {
        roles = Set.copyOf(roles);
        mappings = mappings == null ? null : Set.copyOf(mappings);
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    /** Whether it may submit events to the mapping and look at its calls. An admin may always. */
    public boolean mayUse(String mapping) {
        return isAdmin() || mappings == null || mappings.contains(mapping);
    }

    @Override
    public String getName() {
        return name;
    }
}
