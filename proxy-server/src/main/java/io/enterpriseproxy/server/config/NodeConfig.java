package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Map;

/** A JSON-RPC node. */
public record NodeConfig(
        @JsonPropertyDescription("http or https address") URI url,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("headers sent with each request, by reference; for example Authorization") Map<String, Secret> headers,
        @Nullable @JsonPropertyDescription("ws or wss address by which the node announces new blocks; it is asked every poll-interval if absent, and while it is away") URI ws) {

    public NodeConfig {
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException("found url " + url + "; expected http://HOST… or https://HOST…");
        }
        if (ws != null && (!("ws".equals(ws.getScheme()) || "wss".equals(ws.getScheme())) || ws.getHost() == null)) {
            throw new IllegalArgumentException("found ws " + ws + "; expected ws://HOST… or wss://HOST…");
        }
    }
}
