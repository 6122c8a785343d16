package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.connector.contract.TcpLink;
import io.enterpriseproxy.connector.jms.broker.EmbeddedBroker;
import io.enterpriseproxy.connector.jms.broker.EmbeddedBrokerSettings;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A real broker and the ERP that talks to it, with a wire to the proxy that can be cut. */
final class TestBroker implements AutoCloseable {
    static final String USER = "erp";
    static final Secret PASSWORD = new Secret("test-only");

    /** Writes and reads in one session. */
    interface Work {
        void in(JMSContext session) throws JMSException;
    }

    private final EmbeddedBrokerSettings settings;
    private final Path directory;
    private EmbeddedBroker broker;
    private ActiveMQConnectionFactory erp;
    private final TcpLink link;

    TestBroker(Path directory) {
        this.settings = new EmbeddedBrokerSettings("127.0.0.1", freePort(), USER, PASSWORD);
        this.directory = directory;
        this.broker = EmbeddedBroker.start(settings, directory);
        this.erp = new ActiveMQConnectionFactory(settings.url());
        this.link = new TcpLink(settings.port());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TcpLink link() {
        return link;
    }

    /** How the proxy reaches the broker: over the wire that can be cut. */
    JmsConnectionSettings connection() {
        return new JmsConnectionSettings("tcp://127.0.0.1:" + link.port(), USER, PASSWORD, 131_072);
    }

    void restart() {
        stop();
        broker = EmbeddedBroker.start(settings, directory);
        erp = new ActiveMQConnectionFactory(settings.url());
    }

    private void stop() {
        erp.close();
        broker.close();
    }

    long messages(String queue) {
        return broker.messages(queue);
    }

    /** Does something as the ERP, in one commit. */
    void erp(Work work) {
        try (JMSContext session = erp.createContext(USER, PASSWORD.reveal(), JMSContext.SESSION_TRANSACTED)) {
            work.in(session);
            session.commit();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(String queue, List<String> bodies) {
        erp(session -> bodies.forEach(body -> session.createProducer().send(session.createQueue(queue), body)));
    }

    /** Takes all messages of a queue. */
    void drain(String queue, Consumer<Message> reader) {
        erp(session -> {
            try (var consumer = session.createConsumer(session.createQueue(queue))) {
                for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                    reader.accept(next);
                }
            }
        });
    }

    List<Message> drain(String queue) {
        List<Message> messages = new ArrayList<>();
        drain(queue, messages::add);
        return messages;
    }

    @Override
    public void close() {
        link.close();
        stop();
    }
}
