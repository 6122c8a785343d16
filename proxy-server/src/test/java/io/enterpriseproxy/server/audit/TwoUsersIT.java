package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.AuditCommand;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.PurgeRows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** One user owns the tables, another runs the server: that one does all its work, and cannot change what was audited. */
@ExtendWith(OutputCaptureExtension.class)
class TwoUsersIT {
    private static final String WARNING = "The audit can be changed by the server's own database user";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void userThatRunsTheServerMayAddToTheAuditOnly(CapturedOutput log) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(); InvoiceChain chain = InvoiceChain.start(directory)) {
            JdbcTemplate superuser = new JdbcTemplate(postgres.getPostgresDatabase());
            superuser.execute("CREATE USER \"ep-owner\"");
            superuser.execute("CREATE USER ep");
            superuser.execute("CREATE DATABASE ledger OWNER \"ep-owner\"");
            String ledger = "  ledger: { url: '%s', username: ep, migration: { username: ep-owner } }\n"
                    .formatted(postgres.getJdbcUrl("ep", "ledger").replaceAll("\\?.*", ""));
            for (int start = 1; start <= 2; start++) {
                try (ProxyUnderTest proxy = start(chain, ledger)) {
                    work(proxy, chain, start);
                }
            }
            // Migrated elsewhere, it needs to know its own user only.
            try (ProxyUnderTest proxy = start(chain, ledger.replaceFirst(", migration: .*? }", ""))) {
                work(proxy, chain, 3);
            }
            assertThat(log.getAll()).doesNotContain(WARNING);

            JdbcTemplate server = new JdbcTemplate(postgres.getDatabase("ep", "ledger"));
            for (String table : List.of("audit_entry", "signing_batch")) {
                assertThat(server.queryForObject("SELECT count(*) FROM " + table, Long.class)).isPositive();
                for (String change : List.of("UPDATE " + table + " SET number = 1", "DELETE FROM " + table,
                        "TRUNCATE " + table, "DROP TABLE " + table, "ALTER TABLE " + table + " OWNER TO ep")) {
                    assertThatThrownBy(() -> server.execute(change)).as(change).rootCause()
                            .hasMessageMatching("(?s).*(permission denied for table|must be owner of table) " + table
                                    + ".*");
                }
            }
            AuditCommand verified = AuditCommand.run("verify", "--config",
                    directory.resolve("enterprise-proxy.yaml").toString());
            assertThat(verified.output()).contains("All is as it was written.", "3 of purged calls");
        }
    }

    @Test
    void serverThatMayChangeItsOwnAuditSaysSo(CapturedOutput log) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                InvoiceChain chain = InvoiceChain.start(directory);
                ProxyUnderTest proxy = start(chain, "  ledger: { url: '%s', username: postgres }\n"
                        .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", "")))) {
            assertThat(proxy.get("/api/v1/audit", ADMIN).statusCode()).isEqualTo(200);
            assertThat(log.getAll()).contains(WARNING + ": it may change rows of audit_entry and signing_batch");
        }
    }

    /** All that a server does: changes, calls, ends of lanes, purges. */
    private static void work(ProxyUnderTest proxy, InvoiceChain chain, int start) {
        assertThat(proxy.post("/api/v1/calls/invoice-posted", CALLER,
                InvoiceChain.invoice("RE-" + start, "10.00")).statusCode()).isEqualTo(202);
        await().atMost(LONGEST).until(() -> chain.registered() == start);
        await().atMost(LONGEST).until(() -> proxy.get("/api/v1/calls", ADMIN).body().split("\"confirmed\"").length > 1);
        proxy.bean(SigningHeads.class).name();
        assertThat(proxy.post("/api/v1/mappings/invoice-posted/pause", ADMIN, "").statusCode()).isEqualTo(200);
        assertThat(proxy.post("/api/v1/mappings/invoice-posted/resume", ADMIN, "").statusCode()).isEqualTo(200);
        JdbcTemplate jdbc = proxy.bean(JdbcTemplate.class);
        await().atMost(LONGEST).until(() -> proxy.bean(LedgerTransactions.class).commit(() -> {
            jdbc.update("UPDATE purge_place SET due_at = CURRENT_TIMESTAMP");
            return new PurgeRows(jdbc, Clock.systemUTC()).next(Duration.ZERO, 100, Duration.ZERO);
        }).filter(purged -> purged.calls() == 1).isPresent());
    }

    private ProxyUnderTest start(InvoiceChain chain, String ledger) {
        return ProxyUnderTest.start(directory, chain.config() + ledger + ProxyUnderTest.clients(),
                Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices")));
    }
}
