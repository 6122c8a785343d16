package io.enterpriseproxy.connector.kafka;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A topic that events come from, under {@code from: kafka:} of a mapping. */
public record KafkaSourceSettings(
        @JsonPropertyDescription("name of a kafka connection of the configuration") String connection,
        @JsonPropertyDescription("name of the topic") String topic,
        @JsonPropertyDescription("consumer group; one that Kafka does not know yet begins at the oldest record") String group,
        @JsonProperty(defaultValue = "500") @JsonPropertyDescription("most records to one commit; never waited for") int maxPoll) {
    public KafkaSourceSettings {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic: found nothing; expected a topic's name");
        }
        if (group.isBlank()) {
            throw new IllegalArgumentException("group: found nothing; expected a consumer group's name");
        }
        if (maxPoll < 1 || maxPoll > 5000) {
            throw new IllegalArgumentException("maxPoll: found " + maxPoll + "; expected 1 to 5000");
        }
    }
}
