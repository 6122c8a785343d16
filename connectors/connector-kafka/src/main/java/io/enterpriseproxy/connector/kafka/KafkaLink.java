package io.enterpriseproxy.connector.kafka;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The way to one cluster, and what is wrong with it right now. Thread-safe. */
final class KafkaLink {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLink.class);

    private final String name;
    private final KafkaConnectionSettings settings;
    private final ConcurrentMap<String, String> troubles = new ConcurrentHashMap<>();

    KafkaLink(String name, KafkaConnectionSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    String name() {
        return name;
    }

    /**
     * A consumer that acknowledges only when it is told to.
     *
     * @throws org.apache.kafka.common.KafkaException if the settings cannot be used, or name no known host
     */
    KafkaConsumer<byte[], byte[]> consumer(String group, int maxPoll) {
        Map<String, Object> properties = new HashMap<>();
        // What a producer took back was never an event.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        addSettings(properties);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPoll);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A producer whose records are on all in-sync replicas when they are answered, once each while it lives.
     *
     * @throws org.apache.kafka.common.KafkaException if the settings cannot be used, or name no known host
     */
    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>();
        // Kafka's own two minutes would keep a dispatcher waiting for a cluster that is down.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        addSettings(properties);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void addSettings(Map<String, Object> properties) {
        properties.putAll(settings.properties());
        settings.secrets().forEach((key, secret) -> properties.put(key, secret.reveal()));
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    }

    /**
     * Notes that a source or target does not work, and logs it once.
     *
     * @param reason why, without secrets
     * @return a plain sentence
     */
    String troubled(String user, String reason) {
        String sentence = "Connection " + name + ", " + user + ": the cluster at " + settings.bootstrapServers()
                + " cannot be used (" + reason + ")";
        if (!sentence.equals(troubles.put(user, sentence))) {
            LOG.atWarn().addKeyValue("connector", name).log("{}; it is tried again until it works", sentence);
        }
        return sentence;
    }

    /** Notes that a source or target works. */
    void works(String user) {
        if (troubles.remove(user) != null) {
            LOG.atInfo().addKeyValue("connector", name).log("Connection {}, {}: the cluster at {} works again", name,
                    user, settings.bootstrapServers());
        }
    }

    /** Forgets a source or target that was closed. */
    void forget(String user) {
        troubles.remove(user);
    }

    Optional<String> trouble() {
        return troubles.values().stream().sorted().findFirst();
    }

    /** What the deepest cause says. */
    static String reason(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }
}
