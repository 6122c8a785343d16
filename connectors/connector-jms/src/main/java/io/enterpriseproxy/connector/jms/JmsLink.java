package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Secret;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The way to one broker, and what is wrong with it right now. Thread-safe. */
final class JmsLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JmsLink.class);

    private final String name;
    private final JmsConnectionSettings settings;
    private final ActiveMQConnectionFactory factory;
    private final ConcurrentMap<String, String> troubles = new ConcurrentHashMap<>();

    JmsLink(String name, JmsConnectionSettings settings) {
        this.name = name;
        this.settings = settings;
        this.factory = new ActiveMQConnectionFactory(settings.url());
        this.factory.setConsumerWindowSize(settings.windowSize());
        // Otherwise the second connection goes where the broker says it lives, not where the configuration says.
        this.factory.setUseTopologyForLoadBalancing(false);
    }

    String name() {
        return name;
    }

    /**
     * Opens a connection with one transacted session.
     *
     * @throws JMSRuntimeException if the broker is down or refuses
     */
    JMSContext open() {
        Secret password = settings.password();
        return password == null
                ? factory.createContext(JMSContext.SESSION_TRANSACTED)
                : factory.createContext(settings.username(), password.reveal(), JMSContext.SESSION_TRANSACTED);
    }

    /**
     * Notes that a source or target does not work, and logs it once.
     *
     * @return a plain sentence
     */
    String troubled(String user, Exception cause) {
        String sentence = "Connection " + name + ", " + user + ": the broker at " + settings.address()
                + " cannot be used (" + reason(cause) + ")";
        if (!sentence.equals(troubles.put(user, sentence))) {
            LOG.atWarn().addKeyValue("connector", name).log("{}; it is tried again until it works", sentence);
        }
        return sentence;
    }

    /** Notes that a source or target works. */
    void works(String user) {
        if (troubles.remove(user) != null) {
            LOG.atInfo().addKeyValue("connector", name).log("Connection {}, {}: the broker at {} works again", name,
                    user, settings.address());
        }
    }

    /** Forgets a source or target that was closed. */
    void forget(String user) {
        troubles.remove(user);
    }

    Optional<String> trouble() {
        return troubles.values().stream().sorted().findFirst();
    }

    @Override
    public void close() {
        factory.close();
    }

    /** What the deepest cause says. */
    static String reason(Exception cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }
}
