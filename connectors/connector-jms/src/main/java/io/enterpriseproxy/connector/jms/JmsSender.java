package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.Result;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.apache.activemq.artemis.jms.client.ActiveMQJMSContext;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;

/** One transacted session that sends results. Not thread-safe. */
final class JmsSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JmsSender.class);
    private static final String TEMPORARY = "temp-queue://";

    private final JMSContext session;
    /** Artemis asks the broker about each destination object once. */
    private final Map<String, Destination> destinations = new HashMap<>();

    JmsSender(JMSContext session) {
        this.session = session;
    }

    void send(String address, Result result) {
        JMSProducer producer = session.createProducer()
                .setProperty("EpResultId", result.id())
                .setProperty("EpCallId", result.callId())
                .setProperty("EpStatus", result.status())
                .setProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), result.id());
        ReplyAddress replyTo = result.replyTo();
        if (replyTo != null && replyTo.correlationId() != null) {
            producer.setJMSCorrelationID(replyTo.correlationId());
        }
        if (result.orderingKey() != null) {
            producer.setProperty("JMSXGroupID", result.orderingKey());
        }
        producer.send(destination(address), result.payload());
    }

    void commit() {
        session.commit();
        destinations.clear();
    }

    /** Whether a commit failed only because the broker has a result of this id. */
    static boolean hasItAlready(JMSRuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActiveMQDuplicateIdException) {
                return true;
            }
        }
        return false;
    }

    private Destination destination(String address) {
        return destinations.computeIfAbsent(address, unseen -> {
            // Artemis would make a temporary queue anew, for nobody, when its owner is gone.
            if (unseen.startsWith(TEMPORARY) && !exists(unseen.substring(TEMPORARY.length()))) {
                throw new InvalidDestinationRuntimeException("The requester's temporary queue is gone: " + unseen);
            }
            return ActiveMQDestination.createDestination(unseen, ActiveMQDestination.TYPE.QUEUE);
        });
    }

    private boolean exists(String queue) {
        try {
            return ((ActiveMQSession) ((ActiveMQJMSContext) session).getSession()).getCoreSession()
                    .queueQuery(SimpleString.of(queue)).isExists();
        } catch (ActiveMQException e) {
            throw new JMSRuntimeException("The broker did not say whether a queue is there", null, e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (JMSRuntimeException e) {
            LOG.debug("A session with a lost connection was closed", e);
        }
    }
}
