package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.SourceEvent;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One consumer of a queue. It takes what is there, up to a batch, in a transacted session, and sends the batch down the
 * route. While the ledger cannot commit it keeps the session and the batch in hand, so that the broker does not count a
 * redelivery for each try.
 */
final class JmsReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JmsReader.class);
    private static final Duration RECONNECT = Duration.ofSeconds(1);
    private static final Duration AFTER_A_LOST_ANSWER = Duration.ofSeconds(1);
    /** How soon a reader of an empty queue sees that it is closed. */
    private static final Duration LOOK_UP = Duration.ofMillis(250);
    /** Keeps large messages from filling the memory: a batch ends with the message that passes this size. */
    private static final long BATCH_BYTES = 8L << 20;

    private final JmsBatchConsumer route;
    private final JmsLink link;
    private final String mapping;
    private final JmsSourceSettings settings;
    private final String user;
    private final Valve valve;

    JmsReader(
            JmsBatchConsumer route,
            JmsLink link,
            String mapping,
            JmsSourceSettings settings,
            int number,
            Valve valve) {
        this.route = route;
        this.link = link;
        this.mapping = mapping;
        this.settings = settings;
        this.user = "source " + mapping + " (consumer " + number + ")";
        this.valve = valve;
    }

    @Override
    public void run() {
        while (valve.awaitOpen()) {
            try (JMSContext session = link.open();
                    JMSConsumer queue = session.createConsumer(session.createQueue(settings.destination()))) {
                link.works(user);
                read(session, queue);
            } catch (JMSException | JMSRuntimeException e) {
                link.troubled(user, e);
                valve.pause(RECONNECT);
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("connector", link.name()).addKeyValue("mapping", mapping).setCause(e)
                        .log("The source of mapping {} failed; its messages go back to the queue and are read again",
                                mapping);
                valve.pause(RECONNECT);
            }
        }
        link.forget(user);
    }

    private void read(JMSContext session, JMSConsumer queue) throws JMSException {
        while (valve.awaitOpen()) {
            List<SourceEvent> events = take(queue);
            if (!events.isEmpty()) {
                handOver(new JmsBatch(session, events));
            }
        }
    }

    private List<SourceEvent> take(JMSConsumer queue) throws JMSException {
        List<SourceEvent> events = new ArrayList<>();
        long bytes = 0;
        Message message = queue.receive(LOOK_UP.toMillis());
        while (message != null) {
            SourceEvent event = JmsEvents.read(mapping, message);
            events.add(event);
            bytes += event.body().length;
            message = events.size() < settings.batch() && bytes < BATCH_BYTES ? queue.receiveNoWait() : null;
        }
        return events;
    }

    private void handOver(JmsBatch batch) throws JMSException {
        while (!batch.acknowledged() && valve.awaitOpen()) {
            try {
                route.process(batch);
                batch.retryAfter().ifPresent(valve::pause);
            } catch (JMSException | JMSRuntimeException e) {
                throw e;
            } catch (Exception e) {
                LOG.atError().addKeyValue("connector", link.name()).addKeyValue("mapping", mapping).setCause(e)
                        .log("The ledger gave no answer to events of mapping {}; they are handed in again", mapping);
                valve.pause(AFTER_A_LOST_ANSWER);
            }
        }
    }
}
