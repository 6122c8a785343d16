package io.enterpriseproxy.bench.load;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

import java.io.IOException;

/** Documents as persistent messages of a queue, a transaction for each batch. */
public record JmsSource(int port, String queue, String user) implements Feed.Source {
    private static final int BATCH = 200;
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
    public Feed open() throws IOException {
        try {
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
            factory.setBlockOnDurableSend(false);
            JMSContext session = factory.createContext(user, user, JMSContext.SESSION_TRANSACTED);
            return new JmsFeed(factory, session, session.createProducer(), session.createQueue(queue));
        } catch (JMSRuntimeException e) {
            throw new IOException("the broker cannot be reached", e);
        }
    }

    private record JmsFeed(ActiveMQConnectionFactory factory, JMSContext session, JMSProducer producer, Queue queue)
            implements
                Feed {
        @Override
        public void send(long from, int count) throws IOException {
            try {
                for (long i = from; i < from + count; i++) {
                    producer.send(queue, Documents.json(i));
                }
                session.commit();
            } catch (JMSRuntimeException e) {
                throw new IOException("the broker did not take a message", e);
            }
        }

        @Override
        public void close() {
            session.close();
            factory.close();
        }
    }
}
