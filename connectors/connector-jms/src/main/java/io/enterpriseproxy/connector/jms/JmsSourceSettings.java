package io.enterpriseproxy.connector.jms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A queue that events come from, under {@code from: jms:} of a mapping. */
public record JmsSourceSettings(
        @JsonPropertyDescription("name of a jms connection of the configuration") String connection,
        @JsonPropertyDescription("name of the queue") String destination,
        @JsonProperty(defaultValue = "1") @JsonPropertyDescription("consumers of the queue; with more than one, only messages of one JMSXGroupID keep their order") int concurrency,
        @JsonProperty(defaultValue = "100") @JsonPropertyDescription("most messages to one commit; never waited for") int batch) {
    public JmsSourceSettings {
        if (destination.isBlank() || destination.contains("topic://")) {
            throw new IllegalArgumentException("destination: found '" + destination + "'; expected a queue's name");
        }
        if (concurrency < 1 || concurrency > 64) {
            throw new IllegalArgumentException("concurrency: found " + concurrency + "; expected 1 to 64");
        }
        if (batch < 1 || batch > 1000) {
            throw new IllegalArgumentException("batch: found " + batch + "; expected 1 to 1000");
        }
    }
}
