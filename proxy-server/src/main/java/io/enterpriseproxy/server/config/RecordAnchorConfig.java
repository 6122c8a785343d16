package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.time.Duration;

/** Where records are anchored: those of all mappings that name it get into the same trees. */
public record RecordAnchorConfig(
        @JsonPropertyDescription("the mapping that gets the event { id, root, count, at } for each tree, and puts its root on a chain") String mapping,
        @JsonProperty(defaultValue = "10m") @JsonPropertyDescription("the longest that a record waits for its tree") Duration every,
        @JsonProperty(defaultValue = "10000") @JsonPropertyDescription("so many records make a tree at once; at most 100000") int count) {
    private static final int MOST = 100_000;

    public RecordAnchorConfig {
        Checks.positive("every", every);
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("count is from 1 to " + MOST + "; found " + count);
        }
    }
}
