package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who may send requests of a kind.
 *
 * @param method null: any
 * @param pattern of the path
 * @param roles any of which is enough
 * @param what it does, for people
 */
public record AccessRule(@Nullable HttpMethod method, String pattern, Set<Role> roles, String what) {
    public AccessRule {
        roles = Set.copyOf(roles);
    }

    /** A rule; who is admin may always. */
    static AccessRule of(@Nullable HttpMethod method, String pattern, String what, Role... roles) {
        Set<Role> all = EnumSet.of(Role.ADMIN, roles);
        return new AccessRule(method, pattern, all, what);
    }

    String[] roleNames() {
        return roles.stream().map(Role::name).toArray(String[]::new);
    }
}
