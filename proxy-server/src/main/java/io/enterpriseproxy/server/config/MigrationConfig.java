package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

/** Who owns the ledger's tables. */
public record MigrationConfig(
        @JsonPropertyDescription("user of the database that owns the tables and brings them to a new version") String username,
        @Nullable @JsonPropertyDescription("its password") Secret password) {}
