package io.enterpriseproxy.server.catalog;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * What of a chain may change while the server runs.
 *
 * @param owner who answers for it; null if nobody is named
 * @param validFrom before it, nothing new is signed; null: no beginning
 * @param validUntil from it on, nothing new is signed; null: no end
 */
public record ChainTerms(@Nullable String owner, ChainPolicy policy, @Nullable Instant validFrom,
        @Nullable Instant validUntil) {
    /** Why nothing new may be signed at this time, in a plain sentence; empty if it may. */
    public Optional<String> outOfTime(Instant now) {
        if (validFrom != null && now.isBefore(validFrom)) {
            return Optional.of("the chain is to be used from " + validFrom + " on");
        }
        return validUntil != null && !now.isBefore(validUntil)
                ? Optional.of("the chain was to be used until " + validUntil)
                : Optional.empty();
    }
}
