package io.enterpriseproxy.server.broker;

import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.server.config.BrokerConfig;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityRuntimeException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedBrokerIT {
    @TempDir
    Path directory;

    private int port;
    private ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory();

    @BeforeEach
    void freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
            factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
        }
    }

    @AfterEach
    void closeClients() {
        factory.close();
    }

    @Test
    void messagesSurviveARestart() {
        // Given
        EmbeddedBroker first = start();
        try (JMSContext client = client("secret")) {
            client.createProducer().send(client.createQueue("ERP.INVOICES"), "invoice 1");
        }
        first.stop();

        // When
        EmbeddedBroker second = start();

        // Then
        try (JMSContext client = client("secret")) {
            assertThat(client.createConsumer(client.createQueue("ERP.INVOICES")).receiveBody(String.class, 5_000))
                    .isEqualTo("invoice 1");
        } finally {
            second.stop();
        }
    }

    @Test
    void onlyTheConfiguredUserLogsIn() {
        EmbeddedBroker broker = start();
        try {
            assertThatThrownBy(() -> client("guessed").createQueue("X"))
                    .isInstanceOf(JMSSecurityRuntimeException.class);
        } finally {
            broker.stop();
        }
    }

    @Test
    void takenPortIsSaidPlainly() throws IOException {
        try (ServerSocket other = new ServerSocket(port)) {
            assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + other.getLocalPort());
        }
    }

    private EmbeddedBroker start() {
        EmbeddedBroker broker = new EmbeddedBroker(new BrokerConfig(port, "127.0.0.1", "erp", new Secret("secret")),
                directory);
        broker.start();
        return broker;
    }

    private JMSContext client(String password) {
        return factory.createContext("erp", password);
    }
}
