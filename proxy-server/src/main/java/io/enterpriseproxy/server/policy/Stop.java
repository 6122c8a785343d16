package io.enterpriseproxy.server.policy;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that is stopped: nothing is signed with it, nor sent.
 *
 * @param name of the chain or key; empty for everything
 * @param by the client that has stopped it
 */
public record Stop(StopScope scope, String name, String by, Instant at, String reason) {
    /** In a plain sentence. */
    String sentence() {
        return (scope == StopScope.ALL ? "everything" : "the " + scope.name().toLowerCase(Locale.ROOT) + " " + name)
                + " was stopped by " + by + " at " + at + ": " + reason;
    }
}
