package io.enterpriseproxy.demo.erp;

import io.enterpriseproxy.demo.event.ShipmentStatus;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The company's Kafka broker, with the transport system and treasury as its clients. */
public final class ErpTopics implements AutoCloseable {
    private static final String EVENTS = "logistics.shipment-status";
    private static final String RESULTS = "logistics.shipment-status.result";
    /** What treasury sees of payments before they are final. */
    private static final String PROVISIONAL = "treasury.payments";
    private static final int PARTITIONS = 3;

    /** A record that came back. */
    public record Received(String topic, String place, String key, String resultId, String value) {
        private static Received of(ConsumerRecord<String, String> event) {
            Header id = event.headers().lastHeader("ep-result-id");
            return new Received(event.topic(), event.partition() + "/" + event.offset(), event.key(),
                    id == null ? "" : new String(id.value(), StandardCharsets.UTF_8), event.value());
        }

        /** A field of its value; empty if it has none of this name. */
        public String field(String name) {
            return ResultBody.of(value).text(name);
        }

        private ErpResult result() {
            return new ErpResult("topic " + topic, field("reportId"), resultId, field("outcome").equals("confirmed"),
                    field("code"), field("transaction"));
        }
    }

    private final KafkaBroker broker;
    private final KafkaConsumer<String, String> consumer;
    private final Thread reader;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /**
     * Starts the broker, with its topics.
     *
     * @param directory where it keeps its log
     * @param port for clients
     * @param controllerPort for the broker's own use
     */
    public ErpTopics(Path directory, int port, int controllerPort) {
        broker = KafkaBroker.start(directory, port, controllerPort);
        makeTopics();
        consumer = new KafkaConsumer<>(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG, "erp", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(RESULTS, PROVISIONAL));
        reader = Thread.ofPlatform().name("erp-topics").start(this::read);
    }

    private void makeTopics() {
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            admin.createTopics(List.of(topic(EVENTS), topic(RESULTS), topic(PROVISIONAL))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The Kafka broker did not make its topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while topics were made", e);
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1);
    }

    /** Where clients connect to. */
    public String bootstrapServers() {
        return broker.address();
    }

    /** Publishes reports, those of one shipment in order, and returns when the broker has them. */
    public void publish(List<ShipmentStatus> statuses) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()), new StringSerializer(),
                new StringSerializer())) {
            List<Future<RecordMetadata>> sent = statuses.stream()
                    .map(status -> producer.send(new ProducerRecord<>(EVENTS, status.shipment(), status.json())))
                    .toList();
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The Kafka broker did not take a shipment's report", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reports were published", e);
        }
    }

    /** What came back so far, provisional news too. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The outcomes that came back. */
    List<ErpResult> results() {
        return received.stream().filter(event -> event.topic().equals(RESULTS)).map(Received::result).toList();
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(event -> received.add(Received.of(event)));
            }
        } catch (WakeupException closed) {
            // The way to end a poll.
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.close();
    }
}
