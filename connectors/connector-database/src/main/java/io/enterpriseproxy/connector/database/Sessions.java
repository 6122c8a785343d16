package io.enterpriseproxy.connector.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** How sessions of one database are opened: out of a pool, or one by one. None is opened before it is needed. */
final class Sessions implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int VALIDATION_SECONDS = 2;

    private final DriverManagerDataSource unpooled;
    private final HikariDataSource pool;

    Sessions(String name, JdbcConnectionSettings settings) {
        requireDriver(settings.url());
        Properties properties = new Properties();
        properties.putAll(settings.usedDialect().driverProperties(settings.timeout()));
        properties.putAll(settings.properties());
        Secret secret = settings.password();
        String password = secret == null ? null : secret.reveal();
        this.unpooled = unpooled(settings, password, properties);
        this.pool = pool(name, settings, password, properties);
    }

    private static void requireDriver(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new IllegalArgumentException("url: found " + url.replaceAll("[?;].*", "")
                    + ", which no JDBC driver on the class path takes; expected its driver's jar there", e);
        }
    }

    private static DriverManagerDataSource unpooled(JdbcConnectionSettings settings, @Nullable String password,
            Properties properties) {
        DriverManagerDataSource unpooled = new DriverManagerDataSource(settings.url());
        unpooled.setUsername(settings.username());
        unpooled.setPassword(password);
        unpooled.setConnectionProperties(properties);
        return unpooled;
    }

    private static HikariDataSource pool(String name, JdbcConnectionSettings settings, @Nullable String password,
            Properties properties) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.username());
        config.setPassword(password);
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(VALIDATION_SECONDS).toMillis());
        return new HikariDataSource(config);
    }

    /** A session of the pool, to which it goes back when it is closed. */
    Connection pooled() throws SQLException {
        return pool.getConnection();
    }

    /** A session of its own, which ends when it is closed. */
    Connection unpooled() throws SQLException {
        return unpooled.getConnection();
    }

    boolean isBroken(Connection session) {
        try {
            return !session.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            return true;
        }
    }

    /** The pool does not look at a session that was used a moment ago, and would hand a broken one out again. */
    void discardIfBroken(Connection pooled) {
        if (isBroken(pooled)) {
            pool.evictConnection(pooled);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
