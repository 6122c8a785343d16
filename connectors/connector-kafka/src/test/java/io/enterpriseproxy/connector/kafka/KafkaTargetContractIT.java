package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.contract.TargetContract;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

final class KafkaTargetContractIT extends TargetContract {
    private static TestCluster cluster;
    private static Connection connection;

    private final String topic = "results-" + UUID.randomUUID();

    @BeforeAll
    static void startCluster() {
        cluster = TestCluster.toBeTakenDown();
        connection = new KafkaConnector(new DefaultCamelContext()).connect("events", cluster.connection());
    }

    @AfterAll
    static void stopCluster() {
        connection.close();
        cluster.close();
    }

    @BeforeEach
    void createTopic() {
        cluster.createTopic(topic);
    }

    @Override
    protected ResultSink open() {
        return connection.openTarget(new KafkaTargetSettings("events", topic));
    }

    @Override
    protected List<Received> received() {
        return cluster.read(topic).stream()
                .map(message -> new Received(
                        new String(message.headers().lastHeader("ep-result-id").value(), StandardCharsets.UTF_8),
                        new String(message.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    @Override
    protected Result deliverable(String id, @Nullable String orderingKey) {
        return new Result(id, id.substring(0, id.indexOf('.')), "invoice-posted", "confirmed",
                "{\"id\":\"" + id + "\"}",
                orderingKey, null);
    }

    /** Larger than the client may send. */
    @Override
    protected Result undeliverable(String id, @Nullable String orderingKey) {
        return new Result(id, id.substring(0, id.indexOf('.')), "invoice-posted", "confirmed", "x".repeat(1_100_000),
                orderingKey, null);
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
