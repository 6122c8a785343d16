package io.enterpriseproxy.server.lane;

import java.util.Optional;

/** Knows what a person has stopped. Asked often; answers from memory. */
@FunctionalInterface
public interface StopCheck {
    /** Why nothing may be signed with a key for a chain, nor sent; empty if it may. */
    Optional<String> why(String keyAlias, String chain);
}
