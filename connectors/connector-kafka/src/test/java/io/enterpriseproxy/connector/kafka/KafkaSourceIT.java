package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.connector.contract.RecordingIntake;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import static io.enterpriseproxy.connector.kafka.TestCluster.bytes;
import static org.assertj.core.api.Assertions.assertThat;

/** What is Kafka's own in a source: partitions, offsets, groups, headers, transactions. */
final class KafkaSourceIT {
    private static final String MAPPING = "shipment-status";

    private static TestCluster cluster;

    private final String topic = "shipments-" + UUID.randomUUID();
    private final String group = "proxy-" + topic;
    private final RecordingIntake intake = new RecordingIntake();
    private final List<CamelContext> instances = new ArrayList<>();

    @BeforeAll
    static void startCluster() {
        cluster = new TestCluster();
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void createTopic() {
        cluster.createTopic(topic);
    }

    @AfterEach
    void stopInstances() {
        intake.release();
        instances.forEach(CamelContext::stop);
    }

    /** One instance of the proxy, with settings of its clients over the usual ones. */
    private Connection instance(Map<String, String> properties) {
        CamelContext camel = new DefaultCamelContext();
        camel.start();
        instances.add(camel);
        Map<String, String> merged = new HashMap<>(cluster.connection().properties());
        merged.putAll(properties);
        return new KafkaConnector(camel).connect("events",
                new KafkaConnectionSettings(cluster.address(), merged, Map.of()));
    }

    private SourceRoute start(Connection connection) {
        return start(connection, 1);
    }

    private SourceRoute start(Connection connection, int concurrency) {
        SourceRoute route = connection.openSource(MAPPING,
                new KafkaSourceSettings("events", topic, group, concurrency, 500), intake);
        route.start();
        return route;
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(30));
    }

    private static ProducerRecord<byte[], byte[]> message(String topic, int partition, String body) {
        return new ProducerRecord<>(topic, partition, null, bytes(body));
    }

    private SourceEvent only() {
        await().until(() -> intake.accepted().size() == 1);
        return intake.accepted().getFirst();
    }

    private long lag() {
        return cluster.lag(topic, group);
    }

    @Test
    void keyHeadersAndPlaceOfARecordAreReachable() {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, 2, bytes("acme"), bytes("{\"no\":\"€\"}"));
        sent.headers().add("tenant", bytes("north")).add("correlation-id", bytes("order-7"))
                .add("Authorization", bytes("Bearer x")).add("empty", null).add("topic", bytes("forged"));
        cluster.send(List.of(sent));
        start(instance(Map.of()));

        SourceEvent event = only();

        assertThat(RecordingIntake.text(event)).isEqualTo("{\"no\":\"€\"}");
        assertThat(event.sourceKey()).isEqualTo(topic + "-2-0");
        assertThat(event.orderingKey()).isEqualTo("acme");
        assertThat(event.replyTo()).isEqualTo(new ReplyAddress(null, "order-7"));
        assertThat(event.metadata()).containsEntry("tenant", "north").containsEntry("key", "acme")
                .containsEntry("topic", topic).containsEntry("partition", "2").containsEntry("offset", "0")
                .containsKey("timestamp").doesNotContainKeys("Authorization", "empty");
    }

    @Test
    void severalConsumersOfASourceShareItsPartitions() {
        start(instance(Map.of()), 3);
        await().until(() -> cluster.members(group) == 3);
        cluster.send(IntStream.range(0, 300).mapToObj(i -> message(topic, i % 3, String.valueOf(i))).toList());

        await().until(() -> lag() == 0);

        List<Integer> bodies = intake.acceptedBodies().stream().map(Integer::valueOf).toList();
        assertThat(bodies).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 300).boxed().toList());
        for (int partition = 0; partition < 3; partition++) {
            int of = partition;
            assertThat(bodies.stream().filter(body -> body % 3 == of)).isSorted();
        }
    }

    @Test
    void aRecordWithoutKeyAndValueIsAnEmptyEventThatBlocksNobody() {
        intake.park(event -> event.body().length == 0);
        cluster.send(List.of(new ProducerRecord<>(topic, 0, null, null), message(topic, 0, "next")));
        start(instance(Map.of()));

        SourceEvent event = only();

        assertThat(RecordingIntake.text(event)).isEqualTo("next");
        assertThat(event.orderingKey()).isNull();
        assertThat(event.replyTo()).isNull();
        assertThat(intake.parkedBodies()).containsExactly("");
        await().until(() -> lag() == 0);
    }

    @Test
    void keysThatAreNoTextStayApart() {
        byte[][] keys = {{(byte) 0xff, 0x01}, {(byte) 0xfe, 0x01}};
        cluster.send(List.of(new ProducerRecord<>(topic, 0, keys[0], bytes("a")),
                new ProducerRecord<>(topic, 0, keys[1], bytes("b"))));
        start(instance(Map.of()));

        await().until(() -> intake.accepted().size() == 2);
        assertThat(intake.accepted()).extracting(SourceEvent::orderingKey).containsExactly("0xff01", "0xfe01");
    }

    @Test
    void onlyTheAnsweredBeginningOfEachPartitionIsAcknowledged() {
        intake.goDownFor(event -> List.of("p0-2", "p1-0").contains(RecordingIntake.text(event)));
        for (int partition = 0; partition < 3; partition++) {
            int number = partition;
            cluster.send(IntStream.range(0, 5).mapToObj(n -> message(topic, number, "p" + number + "-" + n)).toList());
        }
        start(instance(Map.of()));

        await().untilAsserted(() -> assertThat(committed()).containsOnly(Map.entry(0, 2L), Map.entry(2, 5L)));
        assertThat(intake.acceptedBodies()).hasSize(13).doesNotContain("p0-2", "p1-0");

        intake.comeUp();
        await().untilAsserted(
                () -> assertThat(committed()).containsOnly(Map.entry(0, 5L), Map.entry(1, 5L), Map.entry(2, 5L)));
        assertThat(intake.acceptedBodies()).hasSize(15);
        assertThat(intake.replays()).isZero();
    }

    private Map<Integer, Long> committed() {
        Map<Integer, Long> offsets = new HashMap<>();
        cluster.committed(group).forEach((TopicPartition partition, @Nullable OffsetAndMetadata offset) -> {
            if (offset != null) {
                offsets.put(partition.partition(), offset.offset());
            }
        });
        return offsets;
    }

    @Test
    void aLedgerThatIsDownLongerThanTheGroupWaitsForAPollCostsNoMembership() {
        intake.goDown();
        cluster.send(topic, "acme", List.of("1", "2", "3"));
        SourceRoute route = start(instance(Map.of("max.poll.interval.ms", "2000")));
        await().until(() -> !intake.submissions().isEmpty());
        route.suspend();

        Awaitility.await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(8))
                .until(() -> cluster.members(group) == 1);
        assertThat(lag()).isEqualTo(3);

        intake.comeUp();
        route.resume();
        await().until(() -> lag() == 0);
        assertThat(intake.acceptedBodies()).containsExactly("1", "2", "3");
        assertThat(intake.replays()).isZero();
    }

    @Test
    void aSecondInstanceSharesThePartitionsAndNothingIsDoubledOrLost() {
        start(instance(Map.of()));
        sendToAll(0, 100);
        await().until(() -> intake.accepted().size() == 300);

        start(instance(Map.of()));
        await().until(() -> cluster.members(group) == 2);
        sendToAll(100, 200);
        await().until(() -> intake.accepted().size() == 600);

        instances.removeFirst().stop();
        sendToAll(200, 300);
        await().until(() -> intake.accepted().size() == 900 && lag() == 0);
        assertThat(intake.replays()).isZero();
        assertEachPartitionInOrder(300);
    }

    @Test
    void partitionsThatMoveWhileABatchIsInHandAreReadByTheirNewOwner() {
        intake.goDown();
        sendToAll(0, 50);
        start(instance(Map.of()));
        await().until(() -> !intake.submissions().isEmpty());

        start(instance(Map.of()));
        await().until(() -> cluster.members(group) == 2);
        intake.comeUp();

        await().until(() -> intake.accepted().size() == 150 && lag() == 0);
        assertEachPartitionInOrder(50);
    }

    @Test
    void partitionsThatMoveOneByOneWhileABatchIsInHandLoseNothing() {
        Map<String, String> cooperative = Map.of("partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        intake.goDown();
        sendToAll(0, 50);
        start(instance(cooperative));
        await().until(() -> !intake.submissions().isEmpty());

        start(instance(cooperative));
        await().until(() -> cluster.members(group) == 2);
        intake.comeUp();

        await().until(() -> intake.accepted().size() == 150 && lag() == 0);
        assertEachPartitionInOrder(50);
    }

    private void sendToAll(int from, int to) {
        cluster.send(IntStream.range(from, to).boxed()
                .flatMap(n -> IntStream.range(0, 3)
                        .mapToObj(partition -> message(topic, partition, "p" + partition + "-" + n)))
                .toList());
    }

    private void assertEachPartitionInOrder(int count) {
        for (int partition = 0; partition < 3; partition++) {
            String prefix = "p" + partition + "-";
            assertThat(intake.acceptedBodies()).filteredOn(body -> body.startsWith(prefix))
                    .containsExactlyElementsOf(IntStream.range(0, count).mapToObj(n -> prefix + n).toList());
        }
    }

    @Test
    void whatAProducerTookBackIsNoEvent() {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.address(), "transactional.id", "erp-" + topic),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            assertThat(producer.send(message(topic, 0, "taken back"))).succeedsWithin(Duration.ofSeconds(10));
            producer.abortTransaction();
            producer.beginTransaction();
            assertThat(producer.send(message(topic, 0, "meant"))).succeedsWithin(Duration.ofSeconds(10));
            producer.commitTransaction();
        }
        start(instance(Map.of()));

        assertThat(RecordingIntake.text(only())).isEqualTo("meant");
    }

    @Test
    void aClusterThatIsNowhereIsATroubleNotAFailureToStart() {
        CamelContext camel = new DefaultCamelContext();
        camel.start();
        instances.add(camel);
        Connection nowhere = new KafkaConnector(camel).connect("events",
                new KafkaConnectionSettings("127.0.0.1:1", Map.of(), Map.of()));
        SourceRoute route = start(nowhere);

        await().untilAsserted(() -> assertThat(nowhere.trouble()).get().asString()
                .isEqualTo("Connection events, source shipment-status: the cluster at 127.0.0.1:1 cannot be used "
                        + "(no broker answers)"));
        assertThat(route.started()).isTrue();

        route.close();
        assertThat(nowhere.trouble()).isEmpty();
    }

    @Test
    void aHostThatNobodyKnowsIsATroubleNotAFailureToStart() {
        CamelContext camel = new DefaultCamelContext();
        camel.start();
        instances.add(camel);
        Connection nowhere = new KafkaConnector(camel).connect("events",
                new KafkaConnectionSettings("no-such-host.invalid:9092", Map.of(), Map.of()));
        SourceRoute route = start(nowhere);

        await().untilAsserted(() -> assertThat(nowhere.trouble()).get().asString().contains("No resolvable bootstrap"));
        route.close();
    }
}
