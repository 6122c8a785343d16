package io.enterpriseproxy.server.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.time.Instant;

/**
 * A version of a policy.
 *
 * @param origin {@code file} or {@code api}
 * @param document its text
 * @param current whether it counts
 */
public record PolicyVersion(
        String name,
        int version,
        String origin,
        String document,
        String publishedBy,
        Instant publishedAt,
        boolean current) {
    static final String FILE = "file";
    static final String API = "api";

    /** Whether it came from the directory of policies. */
    @JsonIgnore
    boolean fromFile() {
        return origin.equals(FILE);
    }
}
