package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.connector.Connector;
import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.connector.database.DatabaseConnector;
import io.enterpriseproxy.connector.http.HttpConnector;
import io.enterpriseproxy.connector.jms.JmsConnector;
import io.enterpriseproxy.connector.kafka.KafkaConnector;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kinds of enterprise systems that this server is built with. */
public final class Connectors {
    private Connectors() {}

    /** One connector per kind, whose routes run in this context. */
    static List<Connector> of(CamelContext camel, Clock clock) {
        return List.of(new JmsConnector(camel), new KafkaConnector(camel), new DatabaseConnector(camel),
                new HttpConnector(clock));
    }

    /** What the kinds are called in files. */
    public static List<ConnectorKind> kinds() {
        return of(new DefaultCamelContext(false), Clock.systemUTC()).stream().map(Connector::kind).toList();
    }

    /** What may stand under a connection's name in the configuration: the connector's word and its record. */
    public static Map<String, Class<? extends Record>> connectionRecords() {
        Map<String, Class<? extends Record>> records = new HashMap<>();
        kinds().forEach(kind -> kind.connection().ifPresent(record -> records.put(kind.connectionName(), record)));
        return records;
    }
}
