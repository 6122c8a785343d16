package io.enterpriseproxy.connector.kafka;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.TargetSettings;

/** Where results go, under {@code kafka:} of a mapping's {@code writeBack}. */
public record KafkaTargetSettings(
        @JsonPropertyDescription("name of a kafka connection of the configuration") String connection,
        @JsonPropertyDescription("name of the topic") String topic)
        implements
            TargetSettings {
    public KafkaTargetSettings {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic: found nothing; expected a topic's name");
        }
    }

    @Override
    public String place() {
        return topic;
    }
}
