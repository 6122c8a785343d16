package io.enterpriseproxy.server.crash;

import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Settings of PostgreSQL that would let it lose what it has committed. */
@ExtendWith(OutputCaptureExtension.class)
class PostgresDurabilityIT {
    @Test
    void defaultThatLosesCommitsIsNotUsedAndAnUnsafeDiskIsToldAndShown(@TempDir Path directory,
            CapturedOutput output) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "on").setServerConfig("synchronous_commit", "off").start();
                ProxyUnderTest proxy = start(directory, postgres)) {
            assertThat(synchronousCommit(proxy)).isEqualTo("on");
            assertThat(output).contains("ERROR", "ledger-not-durable", "fsync off")
                    .doesNotContain("full_page_writes off");
            await().atMost(Duration.ofSeconds(20)).until(() -> proxy.get("/actuator/health", ProxyUnderTest.ADMIN)
                    .body().contains("\"fsync\":\"off: PostgreSQL does not wait for the disk"));
            assertThat(proxy.get("/actuator/health/readiness", ProxyUnderTest.ADMIN).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void defaultThatWaitsForStandbysTooIsKeptAndASafeDiskIsNoTrouble(@TempDir Path directory, CapturedOutput output)
            throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on").setServerConfig("synchronous_commit", "remote_apply")
                .start();
                ProxyUnderTest proxy = start(directory, postgres)) {
            assertThat(synchronousCommit(proxy)).isEqualTo("remote_apply");
            assertThat(output).doesNotContain("ledger-not-durable");
        }
    }

    private static ProxyUnderTest start(Path directory, EmbeddedPostgres postgres) {
        return ProxyUnderTest.start(directory, "  ledger: { url: '%s', username: postgres }\n"
                .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""))
                + ProxyUnderTest.clients(), Map.of());
    }

    private static String synchronousCommit(ProxyUnderTest proxy) {
        return String.valueOf(proxy.bean(JdbcTemplate.class).queryForObject("SHOW synchronous_commit", String.class));
    }
}
