package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Connector;
import io.enterpriseproxy.connector.ConnectorKind;
import org.apache.camel.CamelContext;

/** Queues of a JMS broker as sources and targets. */
public final class JmsConnector implements Connector {
    private final CamelContext camel;

    /** @param camel where the sources' routes run */
    public JmsConnector(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public ConnectorKind kind() {
        return new ConnectorKind("jms", JmsConnectionSettings.class, JmsSourceSettings.class, JmsTargetSettings.class);
    }

    @Override
    public Connection connect(String name, Record settings) {
        return new JmsConnection(camel, new JmsLink(name, (JmsConnectionSettings) settings));
    }
}
