package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/** A client of the HTTP API, which shows an API key. While it changes its key, two are good. */
public record ApiClientConfig(
        @JsonPropertyDescription("name in the audit trail") String name,
        @Nullable @JsonPropertyDescription("what it sends as Authorization: Bearer ep_…, by reference") Secret key,
        @Nullable @JsonPropertyDescription("SHA-256 of the key in hex, instead of the key") String keySha256,
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("its keys, if there are several or they expire") List<ApiKeyConfig> keys,
        @JsonPropertyDescription("what it may do") List<Role> roles,
        @Nullable @JsonPropertyDescription("the only mappings it may call and see; all if absent") List<String> mappings,
        @Nullable @JsonPropertyDescription("most events a second, on each instance; instead of limits.events-per-second") Integer eventsPerSecond) {

    public ApiClientConfig {
        if (key == null && keySha256 == null && keys.isEmpty()) {
            throw new IllegalArgumentException("expected key, key-sha256 or keys");
        }
        if (key != null || keySha256 != null) {
            keys = Stream.concat(Stream.of(new ApiKeyConfig(key, keySha256, null)), keys.stream()).toList();
            key = null;
            keySha256 = null;
        }
        ClientChecks.check(roles, eventsPerSecond);
    }
}
