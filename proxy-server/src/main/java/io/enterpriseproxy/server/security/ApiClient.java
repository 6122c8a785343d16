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

    /** Whether the mapping is one of its own: whether it may look at its calls. An admin may always. */
    public boolean mayUse(String mapping) {
        return isAdmin() || mappings == null || mappings.contains(mapping);
    }

    /** Whether it may submit events to the mapping. */
    public boolean maySubmit(String mapping) {
        return (isAdmin() || roles.contains(Role.CALLER)) && mayUse(mapping);
    }

    @Override
    public String getName() {
        return name;
    }
}
