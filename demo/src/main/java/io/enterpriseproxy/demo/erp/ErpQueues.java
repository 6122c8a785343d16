package io.enterpriseproxy.demo.erp;

import io.enterpriseproxy.demo.event.GoodsReceipt;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** SAP as a client of the JMS broker: sends goods receipts and reads what comes back. */
public final class ErpQueues implements AutoCloseable {
    /** The user that everybody logs in as. */
    public static final String USERNAME = "erp";

    private static final String EVENTS = "ERP.GOODSRECEIPTS";
    private static final String RESULTS = "ERP.GOODSRECEIPTS.RESULT";
    /** The warehouse's own, which it names as JMSReplyTo. */
    private static final String REPLIES = "WAREHOUSE.REPLIES";

    /** A message that came back. */
    public record Received(String queue, String resultId, String correlationId, String docnum, String status,
            String code, String text, String transaction) {
        private static Received of(String queue, TextMessage message) throws JMSException {
            ResultBody body = ResultBody.of(message.getText());
            return new Received(queue, Optional.ofNullable(message.getStringProperty("EpResultId")).orElse(""),
                    Optional.ofNullable(message.getJMSCorrelationID()).orElse(""), body.text("docnum"),
                    body.text("status"), body.text("code"), body.text("statusText"), body.text("transaction"));
        }

        /** A reply is recognised by its correlation id alone. 53 is SAP's word for posted. */
        private ErpResult result() {
            return new ErpResult("queue " + queue, queue.equals(REPLIES) ? correlationId : docnum, resultId,
                    status.equals("53"), code, transaction);
        }
    }

    private final ActiveMQConnectionFactory broker;
    private final String password;
    private final JMSContext reading;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /** Connects, and reads both queues that results come to. */
    public ErpQueues(String url, String password) {
        this.broker = new ActiveMQConnectionFactory(url);
        this.password = password;
        this.reading = broker.createContext(USERNAME, password, JMSContext.AUTO_ACKNOWLEDGE);
        for (String queue : List.of(RESULTS, REPLIES)) {
            reading.createConsumer(reading.createQueue(queue)).setMessageListener(message -> take(queue, message));
        }
    }

    private void take(String queue, Message message) {
        try {
            received.add(Received.of(queue, (TextMessage) message));
        } catch (JMSException e) {
            throw new JMSRuntimeException("A message of " + queue + " cannot be read", null, e);
        }
    }

    /** Sends goods receipts in one transaction. The warehouse correlates its replies by the IDoc's number. */
    public void send(List<GoodsReceipt> receipts) {
        try (JMSContext session = broker.createContext(USERNAME, password, JMSContext.SESSION_TRANSACTED)) {
            for (GoodsReceipt receipt : receipts) {
                JMSProducer producer = session.createProducer();
                if (receipt.wantsReply()) {
                    producer.setJMSReplyTo(session.createQueue(REPLIES)).setJMSCorrelationID(receipt.docnum());
                }
                producer.send(session.createQueue(EVENTS), receipt.xml());
            }
            session.commit();
        }
    }

    /** What came back so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The outcomes that came back. */
    List<ErpResult> results() {
        return received.stream().map(Received::result).toList();
    }

    @Override
    public void close() {
        reading.close();
        broker.close();
    }
}
