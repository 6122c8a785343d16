package io.enterpriseproxy.server.security;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

/** What became of a change of clients. */
public sealed interface ClientOutcome {
    /**
     * It is committed.
     *
     * @param key the key that was made, which is shown only here; null if none was
     */
    record Done(ClientView client, @Nullable Secret key) implements ClientOutcome {}

    /** Nothing has changed. */
    record Refused(Problem problem) implements ClientOutcome {}
}
