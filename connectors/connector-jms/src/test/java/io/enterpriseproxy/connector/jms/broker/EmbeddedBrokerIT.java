package io.enterpriseproxy.connector.jms.broker;

import io.enterpriseproxy.connector.Secret;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class EmbeddedBrokerIT {
    private static final String QUEUE = "ERP.INVOICES";
    private static final Secret PASSWORD = new Secret("test-only");

    @TempDir
    private Path directory;
    private final EmbeddedBrokerSettings settings = settings(freePort());

    private static EmbeddedBrokerSettings settings(int port) {
        return new EmbeddedBrokerSettings("127.0.0.1", port, "erp", PASSWORD);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void inSession(String password, Consumer<JMSContext> work) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(settings.url());
                JMSContext session = factory.createContext("erp", password, JMSContext.SESSION_TRANSACTED)) {
            work.accept(session);
            session.commit();
        }
    }

    private void send(int from, int to) {
        inSession(PASSWORD.reveal(), session -> {
            for (int number = from; number < to; number++) {
                session.createProducer().setProperty("number", number).send(session.createQueue(QUEUE),
                        "x".repeat(1000));
            }
        });
    }

    @Test
    void tenThousandMessagesSurviveARestartInOrder() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, directory)) {
            for (int from = 0; from < 10_000; from += 500) {
                send(from, from + 500);
            }
            assertThat(broker.messages(QUEUE)).isEqualTo(10_000);
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, directory)) {
            assertThat(broker.messages(QUEUE)).isEqualTo(10_000);
            inSession(PASSWORD.reveal(), session -> {
                try (var consumer = session.createConsumer(session.createQueue(QUEUE))) {
                    for (int number = 0; number < 10_000; number++) {
                        assertThat(number(consumer.receive(5_000))).isEqualTo(number);
                    }
                }
            });
            assertThat(broker.messages(QUEUE)).isZero();
        }
    }

    private static int number(Message message) {
        try {
            return message.getIntProperty("number");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void survivesManyRestarts() {
        for (int round = 0; round < 5; round++) {
            try (EmbeddedBroker broker = EmbeddedBroker.start(settings, directory)) {
                assertThat(broker.messages(QUEUE)).isEqualTo(round * 10L);
                send(0, 10);
            }
        }
    }

    @Test
    void noNumberOfRollbacksTakesAMessageOutOfItsQueue() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, directory)) {
            send(0, 1);
            for (int delivery = 0; delivery < 20; delivery++) {
                inSession(PASSWORD.reveal(), session -> {
                    try (var consumer = session.createConsumer(session.createQueue(QUEUE))) {
                        assertThat(consumer.receive(5_000)).isNotNull();
                        session.rollback();
                    }
                });
            }
            assertThat(broker.messages(QUEUE)).isEqualTo(1);
            assertThat(broker.messages("DEAD")).isZero();
        }
    }

    @Test
    void refusesAWrongPassword() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, directory)) {
            assertThat(broker.url()).isEqualTo(settings.url());
            assertThatThrownBy(() -> inSession("wrong", JMSContext::start))
                    .isInstanceOf(JMSSecurityRuntimeException.class);
        }
    }

    @Test
    void saysSoWhenThePortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(settings.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> EmbeddedBroker.start(settings, directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + settings.port())
                    .hasMessageContaining("configure another one");
        }
    }

    @Test
    void saysSoWhenAnotherBrokerHasTheDirectory() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, directory)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(settings(freePort()), directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("lock")
                    .hasMessageContaining("no other process uses");
            assertThat(broker.messages(QUEUE)).isZero();
        }
    }
}
