package io.enterpriseproxy.server.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A PostgreSQL for the ledger, as durable as in production, that can be shot and started again. */
final class LedgerPostgres implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres postgres;

    LedgerPostgres(Path data) throws IOException {
        this.data = data;
        this.postgres = start(0);
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).setPort(port)
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on").start();
    }

    /** Its lines in the configuration. */
    String lines() {
        return "  ledger: { url: '%s', username: postgres }\n"
                .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""));
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(postgres.getPostgresDatabase());
    }

    /** Leases of instances that are dead end now and not in some seconds. */
    void endLeases() {
        if (Boolean.TRUE.equals(jdbc().queryForObject("SELECT to_regclass('lane') IS NOT NULL", Boolean.class))) {
            jdbc().update("UPDATE lane SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
        }
    }

    /** {@code pg_ctl stop -m immediate}: no transaction ends, nothing is written any more. */
    void shoot() throws IOException, InterruptedException {
        String postmaster = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(postmaster));
        new ProcessBuilder("kill", "-QUIT", postmaster).start().waitFor();
        Awaitility.await().until(() -> process.isEmpty() || !process.get().isAlive());
    }

    /** Starts it again where it was. */
    void startAgain() throws IOException {
        int port = postgres.getPort();
        postgres.close();
        postgres = start(port);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
