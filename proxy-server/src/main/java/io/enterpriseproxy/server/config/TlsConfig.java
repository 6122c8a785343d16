package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** Certificates of a connection by TLS, in PEM files. */
public record TlsConfig(
        @JsonPropertyDescription("certificates that are trusted, instead of the Java runtime's") @Nullable Path trusted,
        @JsonPropertyDescription("the client's own certificate, with its chain") @Nullable Path certificate,
        @JsonPropertyDescription("private key of the client's certificate") @Nullable Path key,
        @JsonPropertyDescription("what the private key is encrypted with, by reference") @Nullable Secret keyPassphrase) {

    public TlsConfig {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("expected certificate: and key: together");
        }
    }
}
