package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Connector;
import io.enterpriseproxy.connector.ConnectorKind;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

import java.time.Clock;

/** HTTP endpoints. They are targets only: events enter over HTTP through the proxy's own API. */
public final class HttpConnector implements Connector {
    private static final ConnectorKind KIND = new ConnectorKind("http", HttpConnectionSettings.class, null,
            HttpTargetSettings.class);

    private final Clock clock;
    private final DnsResolver names;

    /** @param clock what requests are dated by */
    public HttpConnector(Clock clock) {
        this(clock, SystemDefaultDnsResolver.INSTANCE);
    }

    /** @param names where the addresses of hosts come from */
    HttpConnector(Clock clock, DnsResolver names) {
        this.clock = clock;
        this.names = names;
    }

    @Override
    public ConnectorKind kind() {
        return KIND;
    }

    @Override
    public Connection connect(String name, Record settings) {
        return new HttpConnection((HttpConnectionSettings) settings, clock, names);
    }
}
