package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.util.List;

/** Who may call. */
public record SecurityConfig(
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("applications and people; without any, the first start makes one admin and prints its key once") List<ApiClientConfig> apiClients) {}
