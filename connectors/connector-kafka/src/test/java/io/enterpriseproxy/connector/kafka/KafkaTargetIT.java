package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.DeliveryOutcome.Skipped;
import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What is Kafka's own in a target: keys, headers, time-outs. */
final class KafkaTargetIT {
    private static TestCluster cluster;
    private static Connection connection;

    private final String topic = "results-" + UUID.randomUUID();

    @BeforeAll
    static void startCluster() {
        cluster = new TestCluster();
        connection = new KafkaConnector(new DefaultCamelContext()).connect("events", cluster.connection());
    }

    @AfterAll
    static void stopCluster() {
        connection.close();
        cluster.close();
    }

    private static Result result(String id, @Nullable String orderingKey, @Nullable ReplyAddress replyTo) {
        return new Result(id, id.substring(0, id.indexOf('.')), "shipment-status", "confirmed", "{\"tx\":\"0x1\"}",
                orderingKey, replyTo);
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void theRecordSaysWhatItIs() {
        cluster.createTopic(topic);
        try (ResultSink target = connection.openTarget(new KafkaTargetSettings("events", topic))) {
            target.deliver(List.of(result("c1.2", "acme", new ReplyAddress(null, "order-7"))));
        }

        ConsumerRecord<byte[], byte[]> message = cluster.read(topic).getFirst();
        assertThat(message.key()).asString().isEqualTo("acme");
        assertThat(message.value()).asString().isEqualTo("{\"tx\":\"0x1\"}");
        assertThat(header(message, "ep-result-id")).isEqualTo("c1.2");
        assertThat(header(message, "ep-call-id")).isEqualTo("c1");
        assertThat(header(message, "ep-status")).isEqualTo("confirmed");
        assertThat(header(message, "correlation-id")).isEqualTo("order-7");
    }

    @Test
    void withoutOrderingKeyTheCallIsTheKey() {
        cluster.createTopic(topic);
        try (ResultSink target = connection.openTarget(new KafkaTargetSettings("events", topic))) {
            target.deliver(List.of(result("c1.1", null, null)));
        }

        assertThat(cluster.read(topic)).singleElement().satisfies(message -> {
            assertThat(message.key()).asString().isEqualTo("c1");
            assertThat(message.headers().lastHeader("correlation-id")).isNull();
        });
    }

    @Test
    void aTopicThatIsNotThereIsWaitedForOnceNotOncePerResult() {
        List<Result> results = IntStream.range(0, 20)
                .mapToObj(n -> result("c" + n + ".1", n % 2 == 0 ? null : "acme", null))
                .toList();
        try (ResultSink target = connection.openTarget(new KafkaTargetSettings("events", topic))) {
            Instant begin = Instant.now();
            List<DeliveryOutcome> outcomes = target.deliver(results);

            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(outcomes).hasSize(20).hasOnlyElementsOfTypes(Failed.class, Skipped.class);
            assertThat(outcomes).filteredOn(Skipped.class::isInstance).hasSize(9);
            assertThat(outcomes).filteredOn(Failed.class::isInstance).first().isInstanceOfSatisfying(Failed.class,
                    failed -> {
                        assertThat(failed.retryable()).isTrue();
                        assertThat(failed.reason()).contains("events", topic);
                    });
            assertThat(connection.trouble()).get().asString().contains(topic);

            cluster.createTopic(topic);
            assertThat(target.deliver(results)).hasOnlyElementsOfType(DeliveryOutcome.Delivered.class);
            assertThat(connection.trouble()).isEmpty();
        }
    }

    @Test
    void aHostThatNobodyKnowsIsWorthAnotherTry() {
        Connection nowhere = new KafkaConnector(new DefaultCamelContext()).connect("events",
                new KafkaConnectionSettings("no-such-host.invalid:9092", Map.of(), Map.of()));
        try (ResultSink target = nowhere.openTarget(new KafkaTargetSettings("events", topic))) {
            assertThat(target.deliver(List.of(result("c1.1", null, null)))).singleElement()
                    .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.retryable()).isTrue());
        }
    }

    @Test
    void aTopicNameThatKafkaRefusesIsNotTriedAgain() {
        try (ResultSink target = connection.openTarget(new KafkaTargetSettings("events", "not a topic"))) {
            assertThat(target.deliver(List.of(result("c1.1", null, null)))).singleElement()
                    .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.retryable()).isFalse());
        }
    }
}
