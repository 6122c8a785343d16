package io.enterpriseproxy.server.config;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What holds for every kind of client. */
final class ClientChecks {
    private ClientChecks() {}

    static void check(List<Role> roles, @Nullable Integer eventsPerSecond) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("found no roles; expected some of " + Arrays.stream(Role.values())
                    .map(Role::word).collect(Collectors.joining(", ")));
        }
        if (eventsPerSecond != null) {
            Checks.atLeast("events-per-second", eventsPerSecond, 1);
        }
    }
}
