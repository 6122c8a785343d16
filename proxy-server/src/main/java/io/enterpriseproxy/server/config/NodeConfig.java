package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;

import java.net.URI;
import java.util.Map;

/** A JSON-RPC node. */
public record NodeConfig(
        @JsonPropertyDescription("http or https address") URI url,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("headers sent with each request, by reference; for example Authorization") Map<String, Secret> headers) {

    public NodeConfig {
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException("found url " + url + "; expected http://HOST… or https://HOST…");
        }
    }
}
