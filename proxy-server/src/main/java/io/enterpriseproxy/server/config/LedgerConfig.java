package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

/** Where the ledger is, if not in an H2 file. */
public record LedgerConfig(
        @JsonPropertyDescription("jdbc:postgresql://HOST:PORT/DATABASE") String url,
        @Nullable @JsonPropertyDescription("user of the database") String username,
        @Nullable @JsonPropertyDescription("its password") Secret password,
        @Nullable @JsonPropertyDescription("another user of PostgreSQL, who owns the tables, so that the first cannot change the audit") MigrationConfig migration,
        @JsonProperty(defaultValue = "16") @JsonPropertyDescription("most connections at once") int poolSize) {

    public LedgerConfig {
        if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
            throw new IllegalArgumentException(
                    "found url " + url + "; expected one that starts with jdbc:postgresql: or jdbc:h2:");
        }
        Checks.atLeast("pool-size", poolSize, 4);
        if (migration != null && (!url.startsWith("jdbc:postgresql:") || username == null
                || username.equals(migration.username()))) {
            throw new IllegalArgumentException("found migration with url " + url + ", username " + username
                    + " and migration.username " + migration.username()
                    + "; expected two users of one database in PostgreSQL");
        }
    }
}
