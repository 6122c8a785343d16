package io.enterpriseproxy.connector.kafka;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A Kafka cluster, under {@code connections:}. */
public record KafkaConnectionSettings(
        @JsonPropertyDescription("brokers to begin with, for example kafka-1.example:9092,kafka-2.example:9092") String bootstrapServers,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("further settings of the Kafka clients, by Kafka's own names") Map<String, String> properties,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("settings of the Kafka clients that hold a secret, such as sasl.jaas.config or ssl.keystore.password") Map<String, Secret> secrets) {
    /** What the promises of sources and targets rest on. */
    private static final Set<String> OURS = Set.of("bootstrap.servers", "group.id", "enable.auto.commit",
            "max.poll.records", "key.serializer", "value.serializer", "key.deserializer", "value.deserializer", "acks",
            "enable.idempotence", "transactional.id");
    private static final Pattern SECRET = Pattern.compile("sasl\\.jaas\\.config|.*password|ssl\\.keystore\\.key");

    public KafkaConnectionSettings {
        properties = Map.copyOf(properties);
        secrets = Map.copyOf(secrets);
        if (!bootstrapServers.matches("[^\\s,]+:\\d+(,[^\\s,]+:\\d+)*")) {
            throw new IllegalArgumentException(
                    "bootstrap-servers: found '" + bootstrapServers + "'; expected host:port, more after commas");
        }
        for (String name : new TreeSet<>(properties.keySet())) {
            if (OURS.contains(name)) {
                throw new IllegalArgumentException(
                        "properties: found " + name + "; expected only what this connector does not set by itself");
            }
            if (SECRET.matcher(name).matches()) {
                throw new IllegalArgumentException("properties: found " + name + "; expected it under secrets");
            }
        }
    }
}
