package io.enterpriseproxy.connector.jms;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** Runs the readers of one queue and sends their batches down the route. */
final class JmsBatchConsumer extends DefaultConsumer implements Suspendable {
    /** Longer than any submission takes to be answered or given up. */
    private static final Duration BATCH_IN_HAND = Duration.ofMinutes(1);

    private final JmsLink link;
    private final String mapping;
    private final JmsSourceSettings settings;
    private final Valve valve = new Valve();
    private @Nullable ExecutorService readers;

    JmsBatchConsumer(
            JmsBatchEndpoint endpoint,
            Processor route,
            JmsLink link,
            String mapping,
            JmsSourceSettings settings) {
        super(endpoint, route);
        this.link = link;
        this.mapping = mapping;
        this.settings = settings;
    }

    /** Sends a batch down the route once. */
    void process(JmsBatch batch) throws Exception {
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
        valve.open();
        ExecutorService started = getEndpoint().getCamelContext().getExecutorServiceManager()
                .newFixedThreadPool(this, "jms-" + mapping, settings.concurrency());
        for (int reader = 1; reader <= settings.concurrency(); reader++) {
            started.execute(new JmsReader(this, link, mapping, settings, reader, valve));
        }
        readers = started;
    }

    @Override
    protected void doSuspend() {
        valve.shut();
    }

    @Override
    protected void doResume() {
        valve.open();
    }

    @Override
    protected void doStop() throws Exception {
        valve.close();
        if (readers != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(readers,
                    BATCH_IN_HAND.toMillis());
            readers = null;
        }
        super.doStop();
    }
}
