package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The lanes of a chain. */
public record LanesConfig(
        @JsonProperty(defaultValue = "2000") @JsonPropertyDescription("most transactions of one sender between signed and mined; public pools take 16 to 64") int maxInFlight) {

    public LanesConfig {
        Checks.atLeast("max-in-flight", maxInFlight, 1);
    }
}
