package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.server.config.ClientName;
import io.enterpriseproxy.server.config.Expiry;
import io.enterpriseproxy.server.config.Role;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ClientWish;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what bodies say that a client shall be. */
final class ClientWishes {
    private static final int MOST_MAPPINGS = 1_000;

    private final Clock clock;

    ClientWishes(Clock clock) {
        this.clock = clock;
    }

    /**
     * A client that is to be made.
     *
     * @param expires last day (UTC) or moment at which it is let in
     */
    record NewClient(@Nullable String name, @Nullable List<String> roles, @Nullable List<String> mappings,
            @Nullable String expires) {}

    /** What a client is to be from now on. */
    record ChangedClient(@Nullable List<String> roles, @Nullable List<String> mappings, @Nullable String expires) {}

    static String name(@Nullable String name) {
        if (name == null || !ClientName.isGood(name)) {
            throw refused("a client cannot have this name", "name", name, ClientName.RULE);
        }
        return name;
    }

    ClientWish read(@Nullable List<String> roles, @Nullable List<String> mappings, @Nullable String expires) {
        return new ClientWish(roles(roles), mappings(mappings), expires(expires));
    }

    private static Set<Role> roles(@Nullable List<String> words) {
        String known = Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));
        if (words == null || words.isEmpty()) {
            throw refused("the roles are missing", "roles", null, "some of " + known);
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        words.forEach(word -> roles.add(Role.ofWord(String.valueOf(word))
                .orElseThrow(() -> refused("there is no such role", "roles", word, "some of " + known))));
        return roles;
    }

    private static @Nullable Set<String> mappings(@Nullable List<String> names) {
        if (names == null) {
            return null;
        }
        if (names.size() > MOST_MAPPINGS) {
            throw refused("there are too many mappings", "mappings", names.size() + " names",
                    "at most " + MOST_MAPPINGS);
        }
        names.forEach(name -> {
            if (name == null || !MappingCompiler.isName(name)) {
                throw refused("a mapping cannot have this name", "mappings", name, MappingCompiler.NAME_RULE);
            }
        });
        return new HashSet<>(names);
    }

    private @Nullable Instant expires(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Instant at;
        try {
            at = Expiry.parse(text).at();
        } catch (IllegalArgumentException e) {
            throw new RequestRefusedException(
                    Problem.at(ProblemCode.INVALID_REQUEST, "expires", String.valueOf(e.getMessage())));
        }
        if (!at.isAfter(clock.instant())) {
            throw refused("the client would have expired already", "expires", text, "a day or moment to come");
        }
        return at;
    }

    private static RequestRefusedException refused(String detail, String place, @Nullable String found,
            @Nullable String expected) {
        return new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST, detail, place, found, expected));
    }
}
