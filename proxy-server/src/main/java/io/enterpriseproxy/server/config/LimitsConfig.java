package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/** How much clients may send. Each instance counts for itself. */
public record LimitsConfig(
        @Nullable @JsonPropertyDescription("most events a second of each client, in bursts of a second; no limit if absent") Integer eventsPerSecond,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("most events a second of all clients together, by mapping") Map<String, Integer> mappings,
        @JsonProperty(defaultValue = "20") @JsonPropertyDescription("failed log-ins a minute and address that are told why; more get 429") int failedLogIns) {

    public LimitsConfig {
        if (eventsPerSecond != null) {
            Checks.atLeast("events-per-second", eventsPerSecond, 1);
        }
        mappings.forEach((mapping, rate) -> Checks.atLeast(mapping, rate, 1));
        Checks.atLeast("failed-log-ins", failedLogIns, 1);
    }
}
