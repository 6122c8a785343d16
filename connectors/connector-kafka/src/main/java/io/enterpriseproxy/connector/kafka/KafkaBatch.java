package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.Handover;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SubmitOutcome;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one poll gave, in the order of each partition. Its answered beginnings are acknowledged, never what is beyond. */
final class KafkaBatch {
    private final String mapping;
    private final List<ConsumerRecord<byte[], byte[]>> messages;
    private final Handover handover;
    private final Acknowledgements acknowledgements;
    private Optional<Duration> retryAfter = Optional.of(Duration.ZERO);

    KafkaBatch(
            String mapping,
            List<ConsumerRecord<byte[], byte[]>> messages,
            Acknowledgements acknowledgements) {
        this.mapping = mapping;
        this.messages = List.copyOf(messages);
        this.handover = new Handover(messages.stream().map(message -> KafkaEvents.read(mapping, message)).toList());
        this.acknowledgements = acknowledgements;
    }

    void handIn(Intake intake) {
        retryAfter = handover.handIn(intake).map(SubmitOutcome.Unavailable::retryAfter);
    }

    void acknowledge() {
        acknowledgements.add(answered());
        acknowledgements.commit();
    }

    /** How long the ledger asked to wait; empty when everything is answered. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** What remains in hand when partitions went to another member of the group. */
    KafkaBatch without(Collection<TopicPartition> gone) {
        return new KafkaBatch(mapping,
                messages.stream().filter(message -> !gone.contains(partition(message))).toList(), acknowledgements);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    private Map<TopicPartition, OffsetAndMetadata> answered() {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        Set<TopicPartition> ended = new HashSet<>();
        for (int place = 0; place < messages.size(); place++) {
            ConsumerRecord<byte[], byte[]> message = messages.get(place);
            if (!handover.answered(place)) {
                ended.add(partition(message));
            } else if (!ended.contains(partition(message))) {
                next.put(partition(message), new OffsetAndMetadata(message.offset() + 1));
            }
        }
        return next;
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> message) {
        return new TopicPartition(message.topic(), message.partition());
    }
}
