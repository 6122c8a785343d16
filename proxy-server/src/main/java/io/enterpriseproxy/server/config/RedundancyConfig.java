package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.time.Duration;

/** How several nodes of one chain are held to each other. */
public record RedundancyConfig(
        @JsonProperty(defaultValue = "3") @JsonPropertyDescription("blocks that a node may be behind the others before it is put aside") int maxLag,
        @JsonProperty(defaultValue = "1500ms") @JsonPropertyDescription("how long a node is waited for while another could answer instead") Duration failOver,
        @JsonProperty(defaultValue = "1") @JsonPropertyDescription("how many nodes get each transaction; more than there are: all") int broadcast) {

    public RedundancyConfig {
        Checks.atLeast("max-lag", maxLag, 1);
        Checks.positive("fail-over", failOver);
        Checks.atLeast("broadcast", broadcast, 1);
    }
}
