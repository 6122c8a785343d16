package io.enterpriseproxy.connector.kafka;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One member of a consumer group. It takes what a poll gives and sends it down the route; while the ledger cannot commit
 * it keeps the batch in hand and goes on polling, so that the group does not give it up for dead.
 */
final class KafkaReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaReader.class);
    private static final Duration RECONNECT = Duration.ofSeconds(1);
    private static final Duration AFTER_A_LOST_ANSWER = Duration.ofSeconds(1);
    private static final Duration LEAVE_TAKING = Duration.ofSeconds(5);
    /** How soon a reader of a quiet topic sees that it is suspended or closed. */
    private static final Duration LOOK_UP = Duration.ofMillis(250);
    /** A client without any connection for so long has lost the cluster. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final KafkaBatchConsumer route;
    private final KafkaLink link;
    private final String mapping;
    private final KafkaSourceSettings settings;
    private final String user;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean suspended;
    private long retryAt;
    private long lastConnected;

    /** @param number among the readers of the source, from 1 */
    KafkaReader(KafkaBatchConsumer route, KafkaLink link, String mapping, KafkaSourceSettings settings, int number) {
        this.route = route;
        this.link = link;
        this.mapping = mapping;
        this.settings = settings;
        this.user = "source " + mapping + (settings.concurrency() == 1 ? "" : " (consumer " + number + ")");
    }

    void suspend() {
        suspended = true;
    }

    void resume() {
        suspended = false;
    }

    void close() {
        closed.countDown();
    }

    @Override
    public void run() {
        try {
            do {
                connect();
            } while (!closed.await(RECONNECT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.forget(user);
    }

    private void connect() {
        try {
            KafkaConsumer<byte[], byte[]> consumer = link.consumer(settings.group(), settings.maxPoll());
            try {
                read(new Subscription(consumer, mapping, settings.topic()));
            } finally {
                consumer.close(CloseOptions.timeout(LEAVE_TAKING));
            }
        } catch (KafkaException e) {
            link.troubled(user, KafkaLink.reason(e));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("connector", link.name()).addKeyValue("mapping", mapping).setCause(e)
                    .log("The source of mapping {} failed; its records are read again from the last commit", mapping);
        }
    }

    private void read(Subscription topic) {
        retryAt = System.nanoTime();
        lastConnected = System.nanoTime();
        while (closed.getCount() > 0) {
            topic.poll(!suspended, wait(topic)).filter(batch -> isDue()).ifPresent(batch -> handOver(topic, batch));
            noteConnection(topic);
        }
    }

    private Duration wait(Subscription topic) {
        Duration untilRetry = Duration.ofNanos(Math.max(0, retryAt - System.nanoTime()));
        boolean retrying = topic.hasBatch() && !suspended && untilRetry.compareTo(LOOK_UP) < 0;
        return retrying ? untilRetry : LOOK_UP;
    }

    private boolean isDue() {
        return !suspended && closed.getCount() > 0 && System.nanoTime() >= retryAt;
    }

    private void handOver(Subscription topic, KafkaBatch batch) {
        try {
            route.process(batch);
            batch.retryAfter().ifPresentOrElse(this::retryIn, topic::done);
        } catch (KafkaException e) {
            throw e;
        } catch (Exception e) {
            LOG.atError().addKeyValue("connector", link.name()).addKeyValue("mapping", mapping).setCause(e)
                    .log("The ledger gave no answer to events of mapping {}; they are handed in again", mapping);
            retryIn(AFTER_A_LOST_ANSWER);
        }
    }

    private void retryIn(Duration time) {
        retryAt = System.nanoTime() + time.toNanos();
    }

    private void noteConnection(Subscription topic) {
        long now = System.nanoTime();
        if (topic.connected()) {
            lastConnected = now;
            link.works(user);
        } else if (now - lastConnected > SILENCE.toNanos()) {
            link.troubled(user, "no broker answers");
        }
    }
}
