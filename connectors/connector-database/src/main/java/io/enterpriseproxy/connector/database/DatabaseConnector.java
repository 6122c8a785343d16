package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Connector;
import io.enterpriseproxy.connector.ConnectorKind;
import org.apache.camel.CamelContext;

/** Databases over JDBC. */
public final class DatabaseConnector implements Connector {
    private static final ConnectorKind KIND = new ConnectorKind("database", "jdbc", JdbcConnectionSettings.class,
            DatabaseSourceSettings.class, DatabaseTargetSettings.class);

    private final CamelContext camel;

    /** @param camel where the routes of sources run; a source takes rows when this is started */
    public DatabaseConnector(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public ConnectorKind kind() {
        return KIND;
    }

    /** @throws IllegalArgumentException if no driver on the class path takes the URL */
    @Override
    public Connection connect(String name, Record settings) {
        return new DatabaseConnection(camel, name, (JdbcConnectionSettings) settings);
    }
}
