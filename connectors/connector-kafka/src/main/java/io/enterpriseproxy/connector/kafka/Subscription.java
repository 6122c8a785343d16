package io.enterpriseproxy.connector.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A topic with at most one batch in hand. While there is one, or while it is told to take none, its partitions are
 * paused, and a poll only keeps the membership in the group.
 */
final class Subscription implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;
    private final String mapping;
    private final Acknowledgements acknowledgements;
    private boolean paused;
    private @Nullable KafkaBatch inHand;

    Subscription(Consumer<byte[], byte[]> consumer, String mapping, String topic) {
        this.consumer = consumer;
        this.mapping = mapping;
        this.acknowledgements = new Acknowledgements(consumer);
        consumer.subscribe(List.of(topic), this);
    }

    /**
     * Polls once.
     *
     * @param taking whether new records may be taken into an empty hand
     * @param wait how long to wait for records
     * @return the batch in hand, if there is one
     */
    Optional<KafkaBatch> poll(boolean taking, Duration wait) {
        acknowledgements.commit();
        paused = !taking || inHand != null;
        if (paused) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        take(consumer.poll(wait));
        return Optional.ofNullable(inHand);
    }

    private void take(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        if (inHand != null) {
            throw new IllegalStateException("records came from paused partitions of " + consumer.subscription());
        }
        List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>(polled.count());
        polled.forEach(messages::add);
        inHand = new KafkaBatch(mapping, messages, acknowledgements);
    }

    boolean hasBatch() {
        return inHand != null;
    }

    /** The batch in hand is answered in full. */
    void done() {
        inHand = null;
    }

    /** Whether any broker of the cluster is connected. */
    boolean connected() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count")
                        && metric.getKey().group().equals("consumer-metrics"))
                .map(metric -> (Metric) metric.getValue())
                .anyMatch(metric -> metric.metricValue() instanceof Number count && count.intValue() > 0);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (paused) {
            consumer.pause(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        acknowledgements.commit();
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        acknowledgements.forget(partitions);
        KafkaBatch rest = inHand == null ? null : inHand.without(partitions);
        inHand = rest == null || rest.isEmpty() ? null : rest;
    }
}
