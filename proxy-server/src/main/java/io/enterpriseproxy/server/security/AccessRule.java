package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may send requests of a kind.
 *
 * @param method null: any
 * @param pattern of the path
 * @param roles any of which is enough
 * @param alone those of them that are enough only while no second person has to do it
 * @param what it does, for people
 */
public record AccessRule(@Nullable HttpMethod method, String pattern, Set<Role> roles, Set<Role> alone, String what) {
    public AccessRule {
        roles = Set.copyOf(roles);
        alone = Set.copyOf(alone);
    }

    /** A rule; who is admin may always. */
    static AccessRule of(@Nullable HttpMethod method, String pattern, String what, Role... roles) {
        Set<Role> all = EnumSet.of(Role.ADMIN, roles);
        return new AccessRule(method, pattern, all, Set.of(), what);
    }

    /** The same, and one more role while no second person has to do it. */
    AccessRule alone(Role role) {
        Set<Role> all = EnumSet.copyOf(roles);
        all.add(role);
        return new AccessRule(method, pattern, all, Set.of(role), what);
    }

    /**
     * Which roles are enough.
     *
     * @param secondPerson whether a second person has to do what may go live
     */
    public Set<Role> roles(boolean secondPerson) {
        return roles.stream().filter(role -> !secondPerson || !alone.contains(role))
                .collect(Collectors.toUnmodifiableSet());
    }

    String[] roleNames(boolean secondPerson) {
        return roles(secondPerson).stream().map(Role::name).toArray(String[]::new);
    }
}
