package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Connector;
import io.enterpriseproxy.connector.ConnectorKind;
import org.apache.camel.CamelContext;

/** Topics of a Kafka cluster as sources and targets. */
public final class KafkaConnector implements Connector {
    private final CamelContext camel;

    /** @param camel where the sources' routes run */
    public KafkaConnector(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public ConnectorKind kind() {
        return new ConnectorKind("kafka", KafkaConnectionSettings.class, KafkaSourceSettings.class,
                KafkaTargetSettings.class);
    }

    @Override
    public Connection connect(String name, Record settings) {
        return new KafkaConnection(camel, new KafkaLink(name, (KafkaConnectionSettings) settings));
    }
}
