package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.contract.TargetContract;
import jakarta.jms.JMSException;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

final class JmsTargetContractIT extends TargetContract {
    @TempDir
    private static Path directory;
    private static TestBroker broker;
    private static Connection connection;

    private final String queue = "ERP.RESULTS." + UUID.randomUUID();
    private final List<Received> received = new ArrayList<>();

    @BeforeAll
    static void startBroker() {
        broker = new TestBroker(directory);
        connection = new JmsConnector(new DefaultCamelContext()).connect("erp-mq", broker.connection());
    }

    @AfterAll
    static void stopBroker() {
        connection.close();
        broker.close();
    }

    @Override
    protected ResultSink open() {
        return connection.openTarget(new JmsTargetSettings("erp-mq", null, true));
    }

    @Override
    protected List<Received> received() {
        broker.drain(queue, message -> {
            try {
                received.add(new Received(message.getStringProperty("EpResultId"), message.getBody(String.class)));
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        return received;
    }

    @Override
    protected Result deliverable(String id, @Nullable String orderingKey) {
        return result(id, orderingKey, new ReplyAddress(queue, "request-1"));
    }

    @Override
    protected Result undeliverable(String id, @Nullable String orderingKey) {
        return result(id, orderingKey, new ReplyAddress(null, "request-1"));
    }

    private static Result result(String id, @Nullable String orderingKey, ReplyAddress replyTo) {
        return new Result(id, id.substring(0, id.indexOf('.')), "invoice-posted", "confirmed",
                "{\"id\":\"" + id + "\"}",
                orderingKey, replyTo);
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
