package io.enterpriseproxy.connector.kafka;

import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A real broker, the systems that write to it and read from it, and a switch to take it down. */
final class TestCluster implements AutoCloseable {
    static final int PARTITIONS = 3;

    /** A question to the cluster. */
    interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, PARTITIONS);
    private final KafkaProducer<byte[], byte[]> writer;

    TestCluster() {
        this(Map.of());
    }

    /** A broker whose death the cluster notices soon, so that it may come back soon; too nervous for a long test. */
    static TestCluster toBeTakenDown() {
        return new TestCluster(Map.of("broker.heartbeat.interval.ms", "300", "broker.session.timeout.ms", "3000"));
    }

    private TestCluster(Map<String, String> properties) {
        broker.brokerProperty("transaction.state.log.replication.factor", "1");
        broker.brokerProperty("transaction.state.log.min.isr", "1");
        broker.brokerProperty("auto.create.topics.enable", "false");
        broker.brokerProperty("group.min.session.timeout.ms", "1000");
        broker.brokerProperties(properties);
        broker.afterPropertiesSet();
        writer = new KafkaProducer<>(Map.of("bootstrap.servers", address(), "linger.ms", 0),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    String address() {
        return broker.getBrokersAsString();
    }

    /** Impatient clients, so that a test of a cluster that is down is short. */
    KafkaConnectionSettings connection() {
        return new KafkaConnectionSettings(address(), Map.of("max.block.ms", "2000", "request.timeout.ms", "1500",
                "delivery.timeout.ms", "2000", "reconnect.backoff.max.ms", "200", "session.timeout.ms", "3000",
                "heartbeat.interval.ms", "500"), Map.of());
    }

    void createTopic(String topic) {
        ask(admin -> admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get());
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> leaders(topic) == PARTITIONS);
    }

    private long leaders(String topic) {
        return ask(admin -> admin.describeTopics(List.of(topic)).allTopicNames().get()).values().stream()
                .flatMap(description -> description.partitions().stream())
                .filter(partition -> partition.leader() != null && !partition.leader().isEmpty()).count();
    }

    /** Writes one record after the other. */
    void send(List<ProducerRecord<byte[], byte[]>> messages) {
        try {
            for (var answer : messages.stream().map(writer::send).toList()) {
                answer.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(String topic, @Nullable String key, List<String> bodies) {
        send(bodies.stream().map(body -> new ProducerRecord<>(topic, key == null ? null : bytes(key), bytes(body)))
                .toList());
    }

    /** How many records of a topic a group has not acknowledged. */
    long lag(String topic, String group) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, OffsetAndMetadata> committed = ask(
                admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends = ask(admin -> admin.listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                .all().get());
        return partitions.stream().mapToLong(partition -> {
            OffsetAndMetadata offset = committed.get(partition);
            return Objects.requireNonNull(ends.get(partition)).offset() - (offset == null ? 0 : offset.offset());
        }).sum();
    }

    Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return ask(admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
    }

    int members(String group) {
        return ask(admin -> admin.describeConsumerGroups(List.of(group)).describedGroups().values().iterator().next()
                .get().members().size());
    }

    /** All records of a topic, in the order of each partition. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
        try (var reader = new KafkaConsumer<>(Map.of("bootstrap.servers", address()), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(topic);
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            long end = reader.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
            while (partitions.stream().mapToLong(reader::position).sum() < end) {
                reader.poll(Duration.ofMillis(200)).forEach(messages::add);
            }
        }
        return messages;
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS).mapToObj(number -> new TopicPartition(topic, number)).toList();
    }

    private <T> T ask(Question<T> question) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            return question.ask(admin);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void takeDown() {
        server().shutdown();
    }

    void bringUp() {
        server().startup();
    }

    private BrokerServer server() {
        return Objects.requireNonNull(Objects.requireNonNull(broker.getCluster()).brokers().get(0));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        writer.close(Duration.ZERO);
        broker.destroy();
    }
}
