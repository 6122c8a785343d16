package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.connector.contract.SourceContract;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import java.util.List;
import java.util.UUID;

final class KafkaSourceContractIT extends SourceContract {
    private static TestCluster cluster;
    private static CamelContext camel;
    private static Connection connection;

    private final String topic = "invoices-" + UUID.randomUUID();

    @BeforeAll
    static void startCluster() {
        cluster = TestCluster.toBeTakenDown();
        camel = new DefaultCamelContext();
        camel.start();
        connection = new KafkaConnector(camel).connect("events", cluster.connection());
    }

    @AfterAll
    static void stopCluster() {
        camel.stop();
        connection.close();
        cluster.close();
    }

    @BeforeEach
    void createTopic() {
        cluster.createTopic(topic);
    }

    @Override
    protected SourceRoute open(String mapping, Intake events) {
        return connection.openSource(mapping, new KafkaSourceSettings("events", topic, "proxy-" + topic, 1, BATCH),
                events);
    }

    @Override
    protected void send(List<String> bodies) {
        cluster.send(topic, "acme", bodies);
    }

    @Override
    protected long unacknowledged() {
        return cluster.lag(topic, "proxy-" + topic);
    }

    @Override
    protected void takeDown() {
        cluster.takeDown();
    }

    @Override
    protected void bringUp() {
        cluster.bringUp();
    }
}
