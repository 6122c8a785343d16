package io.enterpriseproxy.connector.kafka;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A topic that events come from, under {@code from: kafka:} of a mapping. */
public record KafkaSourceSettings(
        @JsonPropertyDescription("name of a kafka connection of the configuration") String connection,
        @JsonPropertyDescription("name of the topic") String topic,
        @JsonPropertyDescription("consumer group; one that Kafka does not know yet begins at the oldest record") String group,
        @JsonProperty(defaultValue = "1") @JsonPropertyDescription("consumers of the topic in this instance; each partition has one of them and keeps its order") int concurrency,
        @JsonProperty(defaultValue = "500") @JsonPropertyDescription("most records to one commit; never waited for") int maxPoll) {
    public KafkaSourceSettings {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic: found nothing; expected a topic's name");
        }
        if (group.isBlank()) {
            throw new IllegalArgumentException("group: found nothing; expected a consumer group's name");
        }
        if (concurrency < 1 || concurrency > 64) {
            throw new IllegalArgumentException("concurrency: found " + concurrency + "; expected 1 to 64");
        }
        if (maxPoll < 1 || maxPoll > 5000) {
            throw new IllegalArgumentException("maxPoll: found " + maxPoll + "; expected 1 to 5000");
        }
    }
}
