package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.SourceRoute;
import org.apache.camel.CamelContext;

import java.util.Optional;

/** One cluster: its sources become Camel routes. It holds nothing open by itself. */
final class KafkaConnection implements Connection {
    private final CamelContext camel;
    private final KafkaLink link;

    KafkaConnection(CamelContext camel, KafkaLink link) {
        this.camel = camel;
        this.link = link;
    }

    @Override
    public SourceRoute openSource(String mapping, Record settings, Intake intake) {
        KafkaBatchEndpoint endpoint = new KafkaBatchEndpoint(camel, link, mapping, (KafkaSourceSettings) settings);
        return new CamelSource(camel, mapping, new KafkaSourceRoute(mapping, endpoint, intake));
    }

    @Override
    public ResultSink openTarget(Record settings) {
        return new KafkaSink(link, (KafkaTargetSettings) settings);
    }

    @Override
    public Optional<String> trouble() {
        return link.trouble();
    }

    @Override
    public void close() {}
}
