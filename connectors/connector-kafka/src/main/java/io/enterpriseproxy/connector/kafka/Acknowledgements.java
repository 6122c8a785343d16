package io.enterpriseproxy.connector.kafka;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Offsets up to which all is answered, until Kafka has taken them. One that Kafka does not take now is tried again with
 * the next poll; if this process dies first, the records come again and are answered as known.
 */
final class Acknowledgements {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);
    /** Short, because no poll keeps the membership alive meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, OffsetAndMetadata> open = new HashMap<>();

    Acknowledgements(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    void add(Map<TopicPartition, OffsetAndMetadata> offsets) {
        open.putAll(offsets);
    }

    /** Partitions that another member of the group has now: it reads them from the last commit. */
    void forget(Collection<TopicPartition> partitions) {
        open.keySet().removeAll(partitions);
    }

    void commit() {
        if (open.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(Map.copyOf(open), PATIENCE);
            open.clear();
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
            LOG.debug("Kafka does not take offsets now, they are tried again: {}", open, e);
        }
    }
}
