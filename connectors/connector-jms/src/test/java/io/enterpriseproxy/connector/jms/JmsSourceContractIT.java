package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.connector.contract.SourceContract;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

final class JmsSourceContractIT extends SourceContract {
    @TempDir
    private static Path directory;
    private static TestBroker broker;
    private static CamelContext camel;
    private static Connection connection;

    private final String queue = "ERP.INVOICES." + UUID.randomUUID();

    @BeforeAll
    static void startBroker() {
        broker = new TestBroker(directory);
        camel = new DefaultCamelContext();
        camel.start();
        connection = new JmsConnector(camel).connect("erp-mq", broker.connection());
    }

    @AfterAll
    static void stopBroker() {
        camel.stop();
        connection.close();
        broker.close();
    }

    @Override
    protected SourceRoute open(String mapping, Intake events) {
        return connection.openSource(mapping, new JmsSourceSettings("erp-mq", queue, 1, BATCH), events);
    }

    @Override
    protected void send(List<String> bodies) {
        broker.send(queue, bodies);
    }

    @Override
    protected long unacknowledged() {
        return broker.messages(queue);
    }

    @Override
    protected void takeDown() {
        broker.link().cut();
    }

    @Override
    protected void bringUp() {
        broker.link().restore();
    }
}
