package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;

/** An embedded JMS broker (Artemis), with its journal below the data directory. */
public record BrokerConfig(
        @JsonProperty(defaultValue = "61616") @JsonPropertyDescription("port of the JMS clients (Artemis)") int port,
        @JsonProperty(defaultValue = "127.0.0.1") @JsonPropertyDescription("address to listen on") String address,
        @JsonPropertyDescription("the user that clients log in as") String username,
        @JsonPropertyDescription("its password, by reference") Secret password) {

    public BrokerConfig {
        Checks.port("port", port);
    }
}
