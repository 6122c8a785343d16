package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Connector;
import io.enterpriseproxy.connector.ConnectorKind;

import java.time.Clock;

/** HTTP endpoints. They are targets only: events enter over HTTP through the proxy's own API. */
public final class HttpConnector implements Connector {
    private static final ConnectorKind KIND = new ConnectorKind("http", HttpConnectionSettings.class, null,
            HttpTargetSettings.class);

    private final Clock clock;

    /** @param clock what requests are dated by */
    public HttpConnector(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ConnectorKind kind() {
        return KIND;
    }

    @Override
    public Connection connect(String name, Record settings) {
        return new HttpConnection((HttpConnectionSettings) settings, clock);
    }
}
