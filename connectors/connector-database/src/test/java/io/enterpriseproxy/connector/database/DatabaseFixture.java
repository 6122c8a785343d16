package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.SourceRoute;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Proxies over one database, each with a Camel context and a connection of its own. Thread-safe. */
final class DatabaseFixture implements AutoCloseable {
    final TestDatabase database;
    private final ConcurrentLinkedDeque<Proxy> proxies = new ConcurrentLinkedDeque<>();

    DatabaseFixture(TestDatabase database) {
        this.database = database;
    }

    /** A process of its own, as far as the database can see. */
    record Proxy(CamelContext camel, Connection connection) {
        SourceRoute open(String mapping, DatabaseSourceSettings settings, Intake intake) {
            return connection.openSource(mapping, settings, intake);
        }

        ResultSink open(DatabaseTargetSettings settings) {
            return connection.openTarget(settings);
        }
    }

    Proxy proxy() {
        return proxy(database.settings(Map.of()));
    }

    Proxy proxy(JdbcConnectionSettings settings) {
        CamelContext camel = new DefaultCamelContext();
        camel.start();
        Proxy proxy = new Proxy(camel, new DatabaseConnector(camel).connect("erp-db", settings));
        proxies.push(proxy);
        return proxy;
    }

    long count(String condition) {
        Long count = database.direct().queryForObject("SELECT count(*) FROM " + condition, Long.class);
        return count == null ? 0 : count;
    }

    void sql(String statement, Object... values) {
        database.direct().update(statement, values);
    }

    @Override
    public void close() {
        proxies.forEach(proxy -> {
            proxy.connection().close();
            proxy.camel().stop();
        });
        database.close();
    }
}
