package io.enterpriseproxy.bench.parts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * PostgreSQL with its data in a directory of its own. Every commit is durable: the library that starts it turns fsync and
 * synchronous commits off for the sake of tests, which is undone here and checked.
 */
public final class Postgres implements Part {
    /** Its only user; loopback connections need no password. */
    public static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final long pid;

    private Postgres(EmbeddedPostgres server, long pid) {
        this.server = server;
        this.pid = pid;
    }

    /**
     * Starts a server with two databases, ledger and erp.
     *
     * @param statistics whether it counts what each statement costs, which costs a little itself
     */
    public static Postgres start(Path directory, boolean statistics) {
        Path data = directory.resolve("postgres");
        Path log = directory.resolve("database.log");
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().setDataDirectory(data)
                    .setOverrideWorkingDirectory(directory.toFile())
                    .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on").setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("max_wal_size", "4GB").setServerConfig("max_connections", "100")
                    .setServerConfig("shared_preload_libraries", statistics ? "pg_stat_statements" : "")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
            Postgres postgres = new Postgres(server, pid);
            postgres.prepare(statistics);
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare(boolean statistics) {
        try (Connection connection = connect(USER); Statement statement = connection.createStatement()) {
            for (String setting : new String[]{"fsync", "synchronous_commit", "full_page_writes"}) {
                try (ResultSet shown = statement.executeQuery("SHOW " + setting)) {
                    if (!shown.next() || !shown.getString(1).equals("on")) {
                        throw new IllegalStateException(setting + " is not on: no commit would be durable");
                    }
                }
            }
            statement.execute("CREATE DATABASE ledger");
            statement.execute("CREATE DATABASE erp");
            if (statistics) {
                DatabaseStatements.prepare(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be prepared", e);
        }
    }

    /** JDBC URL of one of the databases. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    /** A new connection to one of the databases. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, "");
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Duration cpu() {
        return CpuClock.ofTree(pid);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
