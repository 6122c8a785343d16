package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Connector;
import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.server.catalog.ConnectionCatalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The connections of the configuration. None needs its system to be up. */
public final class Connections implements ConnectionCatalog, AutoCloseable {
    private final Map<String, Connection> byName = new LinkedHashMap<>();

    Connections(List<Connector> connectors, Map<String, Choice> configured) {
        configured.forEach((name, choice) -> byName.put(name,
                connector(connectors, choice.key()).connect(name, choice.value())));
    }

    private static Connector connector(List<Connector> connectors, String word) {
        return connectors.stream().filter(connector -> connector.kind().connectionName().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no connector has connections of the kind " + word));
    }

    @Override
    public Connection get(String name) {
        Connection connection = byName.get(name);
        if (connection == null) {
            throw new IllegalStateException(
                    "connection " + name + " is not configured any more, but a mapping needs it");
        }
        return connection;
    }

    /** What keeps connections from working, by name; empty if all work. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>();
        byName.forEach((name, connection) -> connection.trouble().ifPresent(trouble -> troubles.put(name, trouble)));
        return troubles;
    }

    @Override
    public void close() {
        byName.values().forEach(Connection::close);
    }
}
