package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.time.Duration;

/** How the audit trail is anchored. */
public record AnchorConfig(
        @JsonPropertyDescription("the mapping that gets the event { number, hash, at }") String mapping,
        @JsonProperty(defaultValue = "1h") @JsonPropertyDescription("how often, if there are new entries") Duration every) {

    public AnchorConfig {
        Checks.positive("every", every);
    }
}
