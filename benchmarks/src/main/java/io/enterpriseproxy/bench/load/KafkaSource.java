package io.enterpriseproxy.bench.load;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Documents as records of a topic, each acknowledged by the broker. */
public record KafkaSource(int port, String topic) implements Feed.Source {
    private static final int BATCH = 500;
    private static final int THREADS = 2;

    @Override
    public int threads() {
        return THREADS;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public Feed open() {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port, ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.LINGER_MS_CONFIG, 5),
                new StringSerializer(), new StringSerializer());
        return new Feed() {
            @Override
            public void send(long from, int count) throws IOException {
                List<Future<RecordMetadata>> sent = new ArrayList<>(count);
                for (long i = from; i < from + count; i++) {
                    sent.add(producer.send(new ProducerRecord<>(topic, Documents.number(i), Documents.json(i))));
                }
                try {
                    for (Future<RecordMetadata> record : sent) {
                        record.get();
                    }
                } catch (ExecutionException e) {
                    throw new IOException("the broker did not take a record", e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void close() {
                producer.close();
            }
        };
    }
}
