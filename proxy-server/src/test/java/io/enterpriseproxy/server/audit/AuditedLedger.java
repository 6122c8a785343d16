package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.AuditCommand;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The ledger of a server that has worked on a real chain and was stopped: each test may change a copy of its own. */
abstract sealed class AuditedLedger implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    final Path directory;
    private int copies;

    private AuditedLedger(Path directory) {
        this.directory = directory;
    }

    static AuditedLedger h2(Path directory) {
        AuditedLedger ledger = new OnH2(directory);
        ledger.fill("");
        return ledger;
    }

    static AuditedLedger postgres(Path directory) {
        AuditedLedger ledger = new OnPostgres(directory);
        ledger.fill(ledger.lines("original"));
        return ledger;
    }

    /** A few changes by people, six batches of calls, and the ends of the lane's chain named twice. */
    private void fill(String lines) {
        try (InvoiceChain chain = InvoiceChain.start(directory);
                ProxyUnderTest proxy = ProxyUnderTest.start(directory,
                        chain.config() + lines + ProxyUnderTest.clients(),
                        Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices")))) {
            for (int i = 1; i <= 6; i++) {
                proxy.send(proxy.request("/api/v1/address-books/suppliers/" + i, ADMIN)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"address\":\"" + chain.supplier() + "\"}")).build());
                assertThat(proxy.post("/api/v1/calls/invoice-posted", CALLER,
                        InvoiceChain.invoice("RE-" + i, "10.00")).statusCode()).isEqualTo(202);
                long count = i;
                await().atMost(LONGEST).until(() -> chain.registered() == count);
                if (i == 3 || i == 5) {
                    proxy.bean(SigningHeads.class).name();
                }
            }
        }
    }

    /** Verifies a copy that was changed. */
    AuditCommand verifyChanged(Consumer<JdbcTemplate> change, String... more) {
        String name = "copy" + ++copies;
        Path config = directory.resolve(name + ".yaml");
        copy(name);
        try {
            Files.writeString(config, "enterprise-proxy:\n" + lines(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SingleConnectionDataSource connection = new SingleConnectionDataSource(url(name), user(), "", true);
        try {
            change.accept(new JdbcTemplate(connection));
        } finally {
            connection.destroy();
        }
        String[] words = new String[3 + more.length];
        System.arraycopy(new String[]{"verify", "--config", config.toString()}, 0, words, 0, 3);
        System.arraycopy(more, 0, words, 3, more.length);
        return AuditCommand.run(words);
    }

    abstract void copy(String name);

    abstract String lines(String name);

    abstract String url(String name);

    abstract String user();

    @Override
    public abstract void close();

    private static final class OnH2 extends AuditedLedger {
        OnH2(Path directory) {
            super(directory);
        }

        @Override
        void copy(String name) {
            try {
                Files.copy(directory.resolve("data/ledger.mv.db"),
                        Files.createDirectories(directory.resolve(name)).resolve("ledger.mv.db"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        String lines(String name) {
            return "  data: " + name + "\n";
        }

        @Override
        String url(String name) {
            return "jdbc:h2:file:" + directory.resolve(name).resolve("ledger");
        }

        @Override
        String user() {
            return "ep";
        }

        @Override
        public void close() {
            // Its files go with the directory.
        }
    }

    private static final class OnPostgres extends AuditedLedger {
        private final EmbeddedPostgres server;

        OnPostgres(Path directory) {
            super(directory);
            try {
                server = EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            execute("CREATE DATABASE original");
        }

        private void execute(String sql) {
            new JdbcTemplate(server.getPostgresDatabase()).execute(sql);
        }

        @Override
        void copy(String name) {
            await().ignoreExceptions().atMost(LONGEST).untilAsserted(
                    () -> execute("CREATE DATABASE " + name + " TEMPLATE original"));
        }

        @Override
        String lines(String name) {
            return "  ledger: { url: '" + url(name) + "', username: postgres }\n";
        }

        @Override
        String url(String name) {
            return server.getJdbcUrl("postgres", name).replaceAll("\\?.*", "");
        }

        @Override
        String user() {
            return "postgres";
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
}
