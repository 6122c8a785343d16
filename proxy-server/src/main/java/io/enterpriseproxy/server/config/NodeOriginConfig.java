package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;

import java.util.Map;

/** What nodes of an origin need that are named while the server runs. */
public record NodeOriginConfig(
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("headers sent with each request, by reference") Map<String, Secret> headers) {}
