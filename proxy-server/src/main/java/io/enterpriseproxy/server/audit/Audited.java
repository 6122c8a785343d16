package io.enterpriseproxy.server.audit;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A change of the audit trail.
 *
 * @param id rises with time
 * @param actor the API client's name, or {@code file} for what came with the files at start-up
 * @param action what was done, for example {@code mapping.publish}
 * @param subject what it was done to, for example the mapping's name
 */
public record Audited(
        long id,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String detail) {}
