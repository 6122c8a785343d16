package io.enterpriseproxy.server.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** A ledger of an earlier version keeps its calls. */
class MigrationIT {
    private static final UUID ID = UUID.fromString("00000000-0000-7000-8000-000000000001");

    @Test
    void callsOfAnEarlierVersionStandWhereTheyStoodOnH2(@TempDir Path directory) {
        check(new DriverManagerDataSource("jdbc:h2:file:" + directory.resolve("ledger"), "ep", ""), "h2");
    }

    @Test
    void callsOfAnEarlierVersionStandWhereTheyStoodOnPostgres() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            check(new DriverManagerDataSource(server.getJdbcUrl("postgres", "postgres"), "postgres", ""), "postgresql");
        }
    }

    private static void check(DriverManagerDataSource database, String vendor) {
        // Given
        migrate(database, vendor, "5");
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.update("INSERT INTO lane (id, chain, sender, key_alias) VALUES (7, 'main',"
                + " '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', 'erp')");
        jdbc.update("INSERT INTO contract_call (seq, id, mapping, mapping_version, idempotency_key, key_hash,"
                + " payload_hash, event, ordering_key, chain, lane, contract, to_address, function, arguments, input,"
                + " amount, simulate, accepted_at, state, lane_position, nonce, block_number, block_hash, outcome,"
                + " outcome_count) VALUES (1, ?, 'invoice', 1, 'a', ?, ?, '{}', 'supplier', 'main', 7, 'registry',"
                + " '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'f()', '{}', ?, 0, FALSE, CURRENT_TIMESTAMP, 4, 9, 3, 12,"
                + " '0xab', '{\"receipt\":{}}', 2)", ID, new byte[]{1}, new byte[]{2}, new byte[]{3});
        // When
        migrate(database, vendor, "latest");
        // Then
        CallRecord call = new CallProgress(jdbc, vendor.equals("h2"), Clock.systemUTC()).mined(7).getFirst();
        assertThat(call.id()).isEqualTo(ID);
        assertThat(call.orderingKey()).isEqualTo("supplier");
        assertThat(call.nonce()).isEqualTo(3);
        assertThat(call.blockNumber()).isEqualTo(12);
        assertThat(call.outcome()).isEqualTo("{\"receipt\":{}}");
        assertThat(call.outcomeCount()).isEqualTo(2);
    }

    private static void migrate(DriverManagerDataSource database, String vendor, String version) {
        Flyway.configure().dataSource(database).target(MigrationVersion.fromVersion(version))
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor).load().migrate();
    }
}
