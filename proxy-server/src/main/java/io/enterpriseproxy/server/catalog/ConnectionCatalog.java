package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.connector.Connection;

/** The named connections of the configuration. */
public interface ConnectionCatalog {
    /**
     * A connection that a mapping was checked against.
     *
     * @throws IllegalStateException if it is not configured any more
     */
    Connection get(String name);
}
