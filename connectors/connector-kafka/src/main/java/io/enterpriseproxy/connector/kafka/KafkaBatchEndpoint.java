package io.enterpriseproxy.connector.kafka;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Camel's view of a topic that is consumed in batches. */
final class KafkaBatchEndpoint extends DefaultEndpoint {
    private final KafkaLink link;
    private final String mapping;
    private final KafkaSourceSettings settings;

    KafkaBatchEndpoint(CamelContext camel, KafkaLink link, String mapping, KafkaSourceSettings settings) {
        this.link = link;
        this.mapping = mapping;
        this.settings = settings;
        setCamelContext(camel);
    }

    @Override
    protected String createEndpointUri() {
        return "kafka-batch:" + link.name() + "/" + settings.topic() + "?mapping=" + mapping;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new KafkaBatchConsumer(this, processor, link, mapping, settings);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("a source endpoint cannot be sent to: " + getEndpointUri());
    }
}
