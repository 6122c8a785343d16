package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

/** An embedded JMS broker (Artemis), with its journal below the data directory. */
public record BrokerConfig(
        @JsonProperty(defaultValue = "61616") @JsonPropertyDescription("port of CORE and OpenWire clients; 0 takes a free one") int port,
        @JsonProperty(defaultValue = "127.0.0.1") @JsonPropertyDescription("address to listen on") String address,
        @Nullable @JsonPropertyDescription("the user that clients log in as; without it anyone on the address may") String username,
        @Nullable @JsonPropertyDescription("its password, by reference") Secret password) {

    public BrokerConfig {
        Checks.port("port", port);
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("expected both username and password, or none of them");
        }
    }
}
