package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;

/** The log. */
public record LoggingConfig(
        @JsonProperty(defaultValue = "text") @JsonPropertyDescription("one line of text per event, or one JSON object (ECS)") LogFormat format,
        @Nullable @JsonPropertyDescription("file to write to as well as to the console") Path file,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("level by logger, for example io.enterpriseproxy: debug; those that write out requests, messages or SQL parameters tell no more than at info") Map<String, LogLevel> levels) {}
