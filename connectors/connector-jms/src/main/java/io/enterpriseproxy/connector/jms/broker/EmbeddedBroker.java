package io.enterpriseproxy.connector.jms.broker;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** A running broker whose queues survive a restart in its directory. */
public final class EmbeddedBroker implements AutoCloseable {
    private final EmbeddedBrokerSettings settings;
    private final EmbeddedActiveMQ artemis;

    private EmbeddedBroker(EmbeddedBrokerSettings settings, EmbeddedActiveMQ artemis) {
        this.settings = settings;
        this.artemis = artemis;
    }

    /**
     * Starts the broker and returns when it takes connections.
     *
     * @param directory where its journal is; made if it is not there, and owned by one broker at a time
     * @throws IllegalStateException with a plain sentence if it cannot start: the port is taken, another process has the
     *             directory, or the JVM lacks what the journal needs
     */
    public static EmbeddedBroker start(EmbeddedBrokerSettings settings, Path directory) {
        refuseTakenPort(settings);
        EmbeddedBroker broker = new EmbeddedBroker(settings, BrokerConfiguration.artemis(settings, directory));
        try {
            AtomicReference<Exception> failure = new AtomicReference<>(new IllegalStateException("it stays inactive"));
            broker.artemis.createActiveMQServer();
            broker.artemis.getActiveMQServer().registerActivationFailureListener(failure::set);
            broker.artemis.start();
            if (!broker.artemis.getActiveMQServer().isActive()) {
                throw failure.get();
            }
            broker.logIn();
        } catch (Exception e) {
            broker.close();
            throw new IllegalStateException("The embedded broker on " + settings.url() + " with its journal in "
                    + directory + " cannot start: " + e.getMessage()
                    + ". Expected a directory that no other process uses, and on Java 24 and later the JVM options "
                    + "--sun-misc-unsafe-memory-access=allow -Dio.netty.noUnsafe=false", e);
        }
        return broker;
    }

    /** How many messages a queue holds, those on their way to a consumer included; 0 if there is no such queue. */
    public long messages(String queue) {
        Queue found = artemis.getActiveMQServer().locateQueue(SimpleString.of(queue));
        return found == null ? 0 : found.getMessageCount();
    }

    /** Where clients connect to. */
    public String url() {
        return settings.url();
    }

    /** Ends the broker; what is in its queues stays in the directory. */
    @Override
    public void close() {
        try {
            artemis.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The embedded broker on " + settings.url() + " did not stop cleanly", e);
        }
    }

    private static void refuseTakenPort(EmbeddedBrokerSettings settings) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException e) {
            throw new IllegalStateException("The embedded broker cannot listen on " + settings.host() + ":"
                    + settings.port() + " (" + e.getMessage()
                    + "). Stop what uses that port, or configure another one", e);
        }
    }

    /** A journal that cannot be read leaves a broker that looks started and refuses everybody: so try it. */
    private void logIn() throws JMSRuntimeException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(settings.url());
                JMSContext session = factory.createContext(settings.username(), settings.password().reveal())) {
            session.start();
        }
    }
}
