package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The HTTP server. */
public record ServerConfig(
        @JsonProperty(defaultValue = "8080") @JsonPropertyDescription("port; 0 takes a free one") int port,
        @Nullable @JsonPropertyDescription("address to listen on; all if absent") String address,
        @JsonProperty(defaultValue = "16777216") @JsonPropertyDescription("most bytes of a request's body; more is refused with 413") int maxBodyBytes,
        @JsonProperty(defaultValue = "1048576") @JsonPropertyDescription("most bytes of one event") int maxEventBytes,
        @JsonProperty(defaultValue = "16384") @JsonPropertyDescription("most bytes of a request's line and headers; more is refused with 400") int maxHeaderBytes,
        @Nullable @JsonPropertyDescription("https, and http no more") ServerTlsConfig tls) {

    public ServerConfig {
        Checks.port("port", port);
        Checks.atLeast("max-body-bytes", maxBodyBytes, 1024);
        Checks.atLeast("max-event-bytes", maxEventBytes, 1024);
        Checks.atLeast("max-header-bytes", maxHeaderBytes, 1024);
    }

    ServerConfig withPort(int other) {
        return new ServerConfig(other, address, maxBodyBytes, maxEventBytes, maxHeaderBytes, tls);
    }
}
