package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.time.Duration;

/** How long rows are kept. */
public record RetentionConfig(
        @JsonProperty(defaultValue = "400d") @JsonPropertyDescription("how long a finished call is kept, at least; its idempotency key stays unique after that") Duration finalCalls) {

    public RetentionConfig {
        Checks.positive("final-calls", finalCalls);
    }
}
