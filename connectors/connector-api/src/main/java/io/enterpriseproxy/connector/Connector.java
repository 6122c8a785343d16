package io.enterpriseproxy.connector;

/**
 * A kind of enterprise system: how its connections, sources and targets are opened.
 *
 * <p>
 * One implementation per connector module. It is thread-safe. Nothing is opened before {@link #connect}.
 */
public interface Connector {
    /** The word this connector answers to in files, and the settings it takes. */
    ConnectorKind kind();

    /**
     * Makes a named connection of the configuration usable. Must not fail because the system is down: the connection
     * comes up later by itself and says so in {@link Connection#trouble()}.
     *
     * @param name the connection's name in the configuration
     * @param settings an instance of {@link ConnectorKind#connectionSettings()}
     */
    Connection connect(String name, Record settings);
}
