package io.enterpriseproxy.bench.parts;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.util.List;
import java.util.Map;

/** How many records a topic of one partition holds, without reading them. */
public final class TopicCount implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;

    public TopicCount(int port, String topic) {
        this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", "127.0.0.1:" + port),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.partition = new TopicPartition(topic, 0);
        // The client warns of each offset that it learns of a partition that it does not read.
        consumer.assign(List.of(partition));
    }

    public long count() {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
