package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.ledger.InstanceName;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A ledger of an earlier version: its entries and transactions are named by the chain's first entry. */
class OlderLedgerIT {
    private static final String ATTEMPT = "INSERT INTO attempt (lane, nonce, number, kind, call_seq, tx_hash, raw, fee_cap,"
            + " gas_limit, signed_at) VALUES (7, ?, 0, 1, 1, '0x', ?, 1, 1, CURRENT_TIMESTAMP)";
    private static final String ENTRY = "INSERT INTO audit_entry (at, actor, action, subject) VALUES"
            + " (CURRENT_TIMESTAMP, 'ops', 'lane.pause', ?)";

    @Test
    void onH2(@TempDir Path directory) {
        check(new DriverManagerDataSource("jdbc:h2:file:" + directory.resolve("ledger"), "ep", ""), "h2");
    }

    @Test
    void onPostgres() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            check(new DriverManagerDataSource(server.getJdbcUrl("postgres", "postgres"), "postgres", ""), "postgresql");
        }
    }

    private static void check(DriverManagerDataSource database, String vendor) {
        // Given
        JdbcTemplate jdbc = new JdbcTemplate(database);
        migrate(database, vendor, "12");
        List.of("1", "2", "3").forEach(subject -> jdbc.update(ENTRY, subject));
        for (int nonce = 5; nonce < 9; nonce++) {
            jdbc.update(ATTEMPT, nonce, new byte[]{1});
        }
        migrate(database, vendor, "latest");
        // When
        AuditTrail trail = new AuditTrail(new AuditRows(jdbc), new TransactionTemplate(new JdbcTransactionManager(
                database)), new ChangeOrigin(InstanceName.next()), Clock.systemUTC());
        LedgerTransactions transactions = new LedgerTransactions(new JdbcTransactionManager(database), jdbc,
                vendor.equals("h2"));
        trail.begin(transactions);
        trail.begin(transactions);
        trail.record("file", "mapping.publish", "invoice", null);
        // Then
        assertThat(findings(jdbc)).isEmpty();
        assertThat(new Verification(jdbc, finding -> {}).run(null)).returns(3L, Verified::olderEntries)
                .returns(4L, Verified::olderAttempts).returns(2L, Verified::entries);
        assertThat(trail.list(Long.MAX_VALUE, 10)).extracting(Audited::subject).containsExactly("invoice", "audit", "3",
                "2", "1");
        assertThat(trail.list(Long.MAX_VALUE, 1)).extracting(Audited::origin).containsExactly("file");

        jdbc.update("DELETE FROM attempt WHERE nonce = 6");
        assertThat(findings(jdbc)).containsExactly(
                "lane 7: of 4 attempts from before its chain, 1 are missing");
        jdbc.update(ATTEMPT, 6, new byte[]{1});
        jdbc.update(ATTEMPT, 9, new byte[]{1});
        jdbc.update(ENTRY, "4");
        assertThat(findings(jdbc)).hasSize(2).anyMatch(found -> found.startsWith("audit entry without a number (id "))
                .anyMatch(found -> found.startsWith("lane 7, nonce 9, attempt 0: no batch has signed it"));
        jdbc.update("DELETE FROM attempt WHERE nonce = 9");
        jdbc.update("DELETE FROM audit_entry WHERE subject = '4'");
        jdbc.update("UPDATE audit_entry SET actor = 'x' WHERE subject = '2'");
        assertThat(findings(jdbc)).singleElement().asString().startsWith("audit entries from before the chain: ");
    }

    private static List<String> findings(JdbcTemplate jdbc) {
        List<String> findings = new ArrayList<>();
        new Verification(jdbc, finding -> findings.add(finding.toString())).run(null);
        return findings;
    }

    private static void migrate(DriverManagerDataSource database, String vendor, String version) {
        Flyway.configure().dataSource(database).target(MigrationVersion.fromVersion(version))
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor).load().migrate();
    }
}
