package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.ClientName;
import io.enterpriseproxy.server.config.Role;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/** The first admin of an earlier version stays admin with its key. */
class ClientMigrationIT {
    private static final String KEY = "ep_first" + "0".repeat(40);

    @Test
    void firstAdminKeepsItsKeyOnH2(@TempDir Path directory) {
        check(new DriverManagerDataSource("jdbc:h2:file:" + directory.resolve("ledger"), "ep", ""), "h2");
    }

    @Test
    void firstAdminKeepsItsKeyOnPostgres() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            check(new DriverManagerDataSource(server.getJdbcUrl("postgres", "postgres"), "postgres", ""), "postgresql");
        }
    }

    private static void check(DriverManagerDataSource database, String vendor) {
        // Given
        migrate(database, vendor, "12");
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.update("INSERT INTO api_client (name, key_hash, created_at) VALUES ('admin', ?, CURRENT_TIMESTAMP)",
                ApiKeyHash.ofKey(KEY).bytes());
        // When
        migrate(database, vendor, "latest");
        // Then
        assertThat(new ClientRows(jdbc).all()).singleElement().satisfies(client -> {
            assertThat(client.name()).isEqualTo("admin");
            assertThat(client.roles()).containsExactly(Role.ADMIN);
            assertThat(client.isLastingAdmin()).isTrue();
            assertThat(client.createdAt()).isBefore(Instant.now().plusSeconds(60));
            assertThat(client.keys()).singleElement()
                    .satisfies(key -> assertThat(key.hash()).isEqualTo(ApiKeyHash.ofKey(KEY)));
        });
        assertThat(jdbc.queryForObject("SELECT likeness FROM api_client", String.class))
                .isEqualTo(ClientName.likeness("admin"));
    }

    private static void migrate(DriverManagerDataSource database, String vendor, String version) {
        Flyway.configure().dataSource(database).target(MigrationVersion.fromVersion(version))
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor).load().migrate();
    }
}
