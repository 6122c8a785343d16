package io.enterpriseproxy.server.config;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the configuration says to Spring Boot; what never changes is in {@code application.yaml}. */
public final class SpringSettings {
    /**
     * A default of the server, the database or the role that lets commits return before they are on the disk does not count
     * here; one that waits for standbys too does.
     */
    private static final String DURABLE = "SELECT set_config('synchronous_commit', 'on', false)"
            + " WHERE current_setting('synchronous_commit') = 'off'";

    private SpringSettings() {}

    /** An environment in which the configuration wins over everything else. */
    public static ConfigurableEnvironment environment(ProxyConfig config) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("enterprise-proxy", of(config)));
        return environment;
    }

    static Map<String, Object> of(ProxyConfig config) {
        Map<String, Object> settings = new HashMap<>();
        // No other file than our own is read, above all none of the working directory.
        settings.put("spring.config.location", "classpath:/application.yaml");
        server(settings, config.server());
        ledger(settings, config);
        logging(settings, config.logging());
        return settings;
    }

    private static void server(Map<String, Object> settings, ServerConfig server) {
        settings.put("server.port", server.port());
        if (server.address() != null) {
            settings.put("server.address", server.address());
        }
        settings.put("server.tomcat.max-swallow-size", server.maxBodyBytes() + "B");
        settings.put("server.max-http-request-header-size", server.maxHeaderBytes() + "B");
        if (server.tls() != null) {
            tls(settings, server.tls());
        }
    }

    private static void tls(Map<String, Object> settings, ServerTlsConfig tls) {
        String bundle = "spring.ssl.bundle.pem.server.";
        settings.put(bundle + "reload-on-update", true);
        settings.put(bundle + "keystore.certificate", tls.certificate().toUri().toString());
        settings.put(bundle + "keystore.private-key", tls.key().toUri().toString());
        if (tls.keyPassphrase() != null) {
            settings.put(bundle + "keystore.private-key-password", tls.keyPassphrase().reveal());
        }
        if (tls.trusted() != null) {
            settings.put(bundle + "truststore.certificate", tls.trusted().toUri().toString());
        }
        settings.put("server.ssl.bundle", "server");
        settings.put("server.ssl.client-auth", tls.clientCertificates().name().toLowerCase(Locale.ROOT));
        settings.put("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
    }

    /**
     * An instance that is stopped in the middle of a transaction must not hold its rows longer than its leases. And a plan
     * that was made when a table was empty reads it whole until its statistics are renewed, however full it is by then:
     * every statement of the flow has its index.
     */
    private static final String SESSION = "-c idle_in_transaction_session_timeout=6s -c lock_timeout=5s"
            + " -c enable_seqscan=off -c jit=off";

    private static void ledger(Map<String, Object> settings, ProxyConfig config) {
        LedgerAccess access = LedgerAccess.of(config);
        settings.put("spring.datasource.url", access.isH2() ? writtenAtCommit(access.url()) : access.url());
        if (access.username() != null) {
            settings.put("spring.datasource.username", access.username());
        }
        if (access.password() != null) {
            settings.put("spring.datasource.password", access.password());
        }
        LedgerConfig ledger = config.ledger();
        if (ledger != null) {
            settings.put("spring.datasource.hikari.maximum-pool-size", ledger.poolSize());
            migration(settings, access, ledger.migration());
        }
        if (!access.isH2()) {
            // A database that went away without a word is noticed, in seconds.
            settings.put("spring.datasource.hikari.data-source-properties.connectTimeout", "5");
            settings.put("spring.datasource.hikari.data-source-properties.socketTimeout", "30");
            settings.put("spring.datasource.hikari.data-source-properties.tcpKeepAlive", "true");
            settings.put("spring.datasource.hikari.data-source-properties.options", SESSION);
            // What the server says of a row that it refuses has the row in it.
            settings.put("spring.datasource.hikari.data-source-properties.logServerErrorDetail", "false");
            settings.put("spring.datasource.hikari.connection-init-sql", DURABLE);
        }
    }

    private static void migration(Map<String, Object> settings, LedgerAccess access,
            @Nullable MigrationConfig migration) {
        if (migration != null) {
            settings.put("spring.flyway.url", access.url());
            settings.put("spring.flyway.user", migration.username());
            settings.put("spring.flyway.password", migration.password() == null ? "" : migration.password().reveal());
        }
    }

    /** A commit is written before it returns; the ledger adds the fsync itself. */
    private static String writtenAtCommit(String h2) {
        return h2 + ";WRITE_DELAY=0";
    }

    private static void logging(Map<String, Object> settings, LoggingConfig logging) {
        if (logging.file() != null) {
            settings.put("logging.file.name", logging.file().toString());
        }
        if (logging.format() == LogFormat.JSON) {
            settings.put("logging.structured.format.console", "ecs");
            settings.put("logging.structured.format.file", "ecs");
        }
        LogLevels.of(logging.levels()).forEach(
                (logger, level) -> settings.put("logging.level." + logger, level.name().toLowerCase(Locale.ROOT)));
    }
}
