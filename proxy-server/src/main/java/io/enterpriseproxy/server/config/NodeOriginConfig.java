package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;

import java.util.Map;

/** What nodes of an origin need that are named while the server runs. */
public record NodeOriginConfig(
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("headers sent with each request, by reference") Map<String, Secret> headers) {

    static void check(String origin) {
        if (!origin.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")) {
            throw new IllegalArgumentException("found node-origins " + origin
                    + "; expected https://HOST or https://HOST:PORT, without a path");
        }
    }
}
