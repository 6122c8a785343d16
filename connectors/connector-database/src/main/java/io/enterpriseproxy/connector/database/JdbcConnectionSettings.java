package io.enterpriseproxy.connector.database;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How a database is reached: {@code connections: { NAME: { jdbc: … } }}.
 *
 * <p>
 * A source that keeps the order of rows takes a lease that lives as long as its database session (an advisory lock on
 * PostgreSQL, GET_LOCK on MariaDB, DBMS_LOCK on Oracle, which the user must be granted), so the URL must not lead to a
 * pooler that gives each transaction another session.
 */
public record JdbcConnectionSettings(
        @JsonPropertyDescription("JDBC URL without credentials; the driver must be on the class path (PostgreSQL and H2 are)") String url,
        @JsonPropertyDescription("user of the database") @Nullable String username,
        @JsonPropertyDescription("password of the user") @Nullable Secret password,
        @JsonPropertyDescription("most connections at the same time; each source in order has one more of its own") @JsonProperty(defaultValue = "4") int poolSize,
        @JsonPropertyDescription("longest time that one statement may take") @JsonProperty(defaultValue = "30s") Duration timeout,
        @JsonPropertyDescription("how the database's SQL differs; found by the URL if not given") @Nullable Dialect dialect,
        @JsonPropertyDescription("SQL that takes the lease :name for the session, 1 in the first column if the session has it; the dialect's if not given") @Nullable String lease,
        @JsonPropertyDescription("statements by name; sources and targets give a name in place of SQL, and mappings published through the API must") @JsonProperty(defaultValue = "{}") Map<String, String> statements,
        @JsonPropertyDescription("further properties for the driver") @JsonProperty(defaultValue = "{}") Map<String, String> properties) {

    public JdbcConnectionSettings {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("url: expected a JDBC URL such as jdbc:postgresql://HOST/DATABASE");
        }
        if (url.toLowerCase(Locale.ROOT).matches(".*[?&;]password=.*")) {
            throw new IllegalArgumentException(
                    "url: found a password in it; expected it under password: as a reference");
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("poolSize: found " + poolSize + "; expected at least 1");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("timeout: found " + timeout + "; expected at least 1s");
        }
        statements.keySet().forEach(SqlText::requireName);
        statements = Map.copyOf(statements);
        properties = Map.copyOf(properties);
    }

    Dialect usedDialect() {
        return dialect != null ? dialect : Dialect.ofUrl(url);
    }
}
