package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.SourceRoute;
import org.apache.camel.CamelContext;

import java.util.Optional;

/** One broker: its sources become Camel routes, its targets share its factory. */
final class JmsConnection implements Connection {
    private final CamelContext camel;
    private final JmsLink link;

    JmsConnection(CamelContext camel, JmsLink link) {
        this.camel = camel;
        this.link = link;
    }

    @Override
    public SourceRoute openSource(String mapping, Record settings, Intake intake) {
        JmsBatchEndpoint endpoint = new JmsBatchEndpoint(camel, link, mapping, (JmsSourceSettings) settings);
        return new CamelSource(camel, mapping, new JmsSourceRoute(mapping, endpoint, intake));
    }

    @Override
    public ResultSink openTarget(Record settings) {
        return new JmsSink(link, (JmsTargetSettings) settings);
    }

    @Override
    public Optional<String> trouble() {
        return link.trouble();
    }

    @Override
    public void close() {
        link.close();
    }
}
