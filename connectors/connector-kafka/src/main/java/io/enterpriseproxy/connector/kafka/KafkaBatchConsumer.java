package io.enterpriseproxy.connector.kafka;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** Runs the reader of one topic and sends its batches down the route. */
final class KafkaBatchConsumer extends DefaultConsumer implements Suspendable {
    /** Longer than any submission takes to be answered or given up. */
    private static final Duration BATCH_IN_HAND = Duration.ofMinutes(1);

    private final KafkaLink link;
    private final String mapping;
    private final KafkaSourceSettings settings;
    private @Nullable KafkaReader reader;
    private @Nullable ExecutorService thread;

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
        KafkaReader started = new KafkaReader(this, link, mapping, settings);
        reader = started;
        thread = getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this,
                "kafka-" + mapping);
        thread.execute(started);
    }

    @Override
    protected void doSuspend() {
        if (reader != null) {
            reader.suspend();
        }
    }

    @Override
    protected void doResume() {
        if (reader != null) {
            reader.resume();
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (reader != null && thread != null) {
            reader.close();
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(thread,
                    BATCH_IN_HAND.toMillis());
            reader = null;
            thread = null;
        }
        super.doStop();
    }
}
