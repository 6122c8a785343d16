package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.Role;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/**
 * What a client shall be.
 *
 * @param roles at least one
 * @param mappings the only ones that it may call and see; null: all
 * @param expires from then on it is let in no more; null: never
 */
public record ClientWish(Set<Role> roles, @Nullable Set<String> mappings, @Nullable Instant expires) {
    public ClientWish {
        roles = Set.copyOf(roles);
        mappings = mappings == null ? null : Set.copyOf(mappings);
    }

    /** For the audit trail. */
    String sentence() {
        return "roles " + String.join(", ", ClientView.words(roles))
                + (mappings == null ? "" : "; mappings " + String.join(", ", mappings.stream().sorted().toList()))
                + (expires == null ? "" : "; expires " + expires);
    }
}
