package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.Deliveries;
import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends results as records. A record leaves only when the one before it of the same ordering key is on all in-sync
 * replicas, so that a failure never lets a successor pass; records of different keys leave together.
 */
final class KafkaSink implements ResultSink {
    private final KafkaLink link;
    private final KafkaTargetSettings settings;
    private final String user;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    KafkaSink(KafkaLink link, KafkaTargetSettings settings) {
        this.link = link;
        this.settings = settings;
        this.user = "target " + settings.topic();
    }

    @Override
    public List<DeliveryOutcome> deliver(List<Result> results) {
        Deliveries deliveries = new Deliveries(results);
        Optional<Throwable> lost = Optional.empty();
        for (List<Integer> heads = deliveries.heads(); !heads.isEmpty(); heads = deliveries.heads()) {
            lost = send(deliveries, heads);
            lost.ifPresent(cause -> deliveries.failOpen(link.troubled(user, KafkaLink.reason(cause)), true));
        }
        if (lost.isEmpty()) {
            link.works(user);
        }
        return deliveries.outcomes();
    }

    /** @return what keeps the cluster from taking anything; empty if each of these places has its outcome */
    private Optional<Throwable> send(Deliveries deliveries, List<Integer> places) {
        Map<Integer, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        Optional<Throwable> lost = Optional.empty();
        try {
            KafkaProducer<byte[], byte[]> open = producer();
            for (int place : places) {
                Future<RecordMetadata> answer = open
                        .send(KafkaResults.message(settings.topic(), deliveries.result(place)));
                sent.put(place, answer);
                if (answer.isDone() && failure(answer).filter(cause -> !isOfOneRecord(cause)).isPresent()) {
                    // Each further record would wait as long for a cluster that is not there.
                    break;
                }
            }
        } catch (KafkaException e) {
            lost = Optional.of(e);
        }
        for (Map.Entry<Integer, Future<RecordMetadata>> answer : sent.entrySet()) {
            Optional<Throwable> failure = failure(answer.getValue());
            if (failure.isEmpty()) {
                deliveries.delivered(answer.getKey());
            } else if (isOfOneRecord(failure.get())) {
                deliveries.failed(answer.getKey(), KafkaLink.reason(failure.get()), false);
            } else {
                lost = failure;
            }
        }
        lost.filter(cause -> !(cause instanceof RetriableException)).ifPresent(cause -> drop());
        return lost;
    }

    private static Optional<Throwable> failure(Future<RecordMetadata> answer) {
        try {
            answer.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(e);
        }
    }

    private static boolean isOfOneRecord(Throwable cause) {
        return cause instanceof RecordTooLargeException || cause instanceof InvalidTopicException
                || cause instanceof AuthorizationException;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        lock.lock();
        try {
            KafkaProducer<byte[], byte[]> open = producer == null ? link.producer() : producer;
            producer = open;
            return open;
        } finally {
            lock.unlock();
        }
    }

    private void drop() {
        lock.lock();
        try {
            if (producer != null) {
                producer.close(Duration.ZERO);
                producer = null;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        drop();
        link.forget(user);
    }
}
