package io.enterpriseproxy.connector.jms;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Camel's view of a queue that is consumed in batches, each in a transacted session. */
final class JmsBatchEndpoint extends DefaultEndpoint {
    private final JmsLink link;
    private final String mapping;
    private final JmsSourceSettings settings;

    JmsBatchEndpoint(CamelContext camel, JmsLink link, String mapping, JmsSourceSettings settings) {
        this.link = link;
        this.mapping = mapping;
        this.settings = settings;
        setCamelContext(camel);
    }

    @Override
    protected String createEndpointUri() {
        return "jms-batch:" + link.name() + "/" + settings.destination() + "?mapping=" + mapping;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new JmsBatchConsumer(this, processor, link, mapping, settings);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("a source endpoint cannot be sent to: " + getEndpointUri());
    }
}
