package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.connector.contract.TcpLink;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.h2.tools.Server;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * An empty database of a running server. The connector reaches it over a wire that a test can cut; the test itself
 * reaches it directly.
 *
 * @param url over the wire
 * @param direct sees and changes the tables beside the connector
 */
record TestDatabase(String url, String user, String password, TcpLink wire, JdbcTemplate direct)
        implements
            AutoCloseable {

    static TestDatabase postgres() {
        EmbeddedPostgres server = PostgresServer.INSTANCE;
        String schema = "t" + UUID.randomUUID().toString().replace("-", "");
        new JdbcTemplate(server.getPostgresDatabase()).execute("CREATE SCHEMA " + schema);
        TcpLink wire = new TcpLink(server.getPort());
        String url = "jdbc:postgresql://127.0.0.1:" + wire.port() + "/postgres?currentSchema=" + schema;
        return new TestDatabase(url, "postgres", "postgres", wire, new JdbcTemplate(
                server.getDatabase("postgres", "postgres", Map.of("currentSchema", schema))));
    }

    /** A file database behind H2's own server. */
    static TestDatabase h2(Path directory) {
        int port = H2Server.INSTANCE.getPort();
        TcpLink wire = new TcpLink(port);
        String file = directory.resolve("erp").toString();
        DriverManagerDataSource direct = new DriverManagerDataSource("jdbc:h2:tcp://127.0.0.1:" + port + "/" + file,
                "erp", "erp");
        return new TestDatabase("jdbc:h2:tcp://127.0.0.1:" + wire.port() + "/" + file, "erp", "erp", wire,
                new JdbcTemplate(direct));
    }

    JdbcConnectionSettings settings() {
        return settings(Map.of());
    }

    JdbcConnectionSettings settings(Map<String, String> statements) {
        return new JdbcConnectionSettings(url, user, new Secret(password), 4, Duration.ofSeconds(5), null, null,
                statements, Map.of());
    }

    @Override
    public void close() {
        wire.close();
    }

    /** Started once for all tests; it ends with the process. */
    private static final class PostgresServer {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Started once for all tests; it ends with the process. */
    private static final class H2Server {
        static final Server INSTANCE = start();

        private static Server start() {
            try {
                return Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-ifNotExists").start();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
