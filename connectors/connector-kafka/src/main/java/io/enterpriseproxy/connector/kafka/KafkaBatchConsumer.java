package io.enterpriseproxy.connector.kafka;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/** Runs the readers of one topic and sends their batches down the route. */
final class KafkaBatchConsumer extends DefaultConsumer implements Suspendable {
    /** Longer than any submission takes to be answered or given up. */
    private static final Duration BATCH_IN_HAND = Duration.ofMinutes(1);

    private final KafkaLink link;
    private final String mapping;
    private final KafkaSourceSettings settings;
    private List<KafkaReader> readers = List.of();
    private @Nullable ExecutorService threads;

    KafkaBatchConsumer(
            KafkaBatchEndpoint endpoint,
            Processor route,
            KafkaLink link,
            String mapping,
            KafkaSourceSettings settings) {
        super(endpoint, route);
        this.link = link;
        this.mapping = mapping;
        this.settings = settings;
    }

    /** Sends a batch down the route once. */
    void process(KafkaBatch batch) throws Exception {
        Exchange exchange = createExchange(true);
        exchange.getMessage().setBody(batch);
        getProcessor().process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        readers = IntStream.rangeClosed(1, settings.concurrency())
                .mapToObj(number -> new KafkaReader(this, link, mapping, settings, number)).toList();
        ExecutorService started = getEndpoint().getCamelContext().getExecutorServiceManager().newFixedThreadPool(this,
                "kafka-" + mapping, readers.size());
        readers.forEach(started::execute);
        threads = started;
    }

    @Override
    protected void doSuspend() {
        readers.forEach(KafkaReader::suspend);
    }

    @Override
    protected void doResume() {
        readers.forEach(KafkaReader::resume);
    }

    @Override
    protected void doStop() throws Exception {
        readers.forEach(KafkaReader::close);
        readers = List.of();
        if (threads != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(threads,
                    BATCH_IN_HAND.toMillis());
            threads = null;
        }
        super.doStop();
    }
}
