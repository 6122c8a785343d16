package io.enterpriseproxy.connector.jms.broker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;

/** The broker inside this process. */
public record EmbeddedBrokerSettings(
        @JsonProperty(defaultValue = "127.0.0.1") @JsonPropertyDescription("address to listen on") String host,
        @JsonProperty(defaultValue = "61616") @JsonPropertyDescription("port to listen on") int port,
        @JsonPropertyDescription("user name that clients log in with; it may do everything") String username,
        @JsonPropertyDescription("password of that user") Secret password) {
    public EmbeddedBrokerSettings {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: found " + port + "; expected 1 to 65535");
        }
    }

    /** Where clients connect to. */
    public String url() {
        return "tcp://" + host + ":" + port;
    }
}
