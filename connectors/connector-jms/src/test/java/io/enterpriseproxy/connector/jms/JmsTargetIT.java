package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.DeliveryOutcome.Delivered;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.DeliveryOutcome.Skipped;
import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What is JMS' own in a target: properties, reply addresses, the broker's memory of duplicates. */
final class JmsTargetIT {
    private static final String QUEUE = "ERP.INVOICES.RESULT";

    @TempDir
    private Path directory;
    private TestBroker broker;
    private Connection connection;

    @BeforeEach
    void startBroker() {
        broker = new TestBroker(directory);
        connection = new JmsConnector(new DefaultCamelContext()).connect("erp-mq", broker.connection());
    }

    @AfterEach
    void stopBroker() {
        connection.close();
        broker.close();
    }

    private ResultSink target(@Nullable String destination, boolean reply) {
        return connection.openTarget(new JmsTargetSettings("erp-mq", destination, reply));
    }

    private static Result result(String id, @Nullable String orderingKey, @Nullable ReplyAddress replyTo) {
        return new Result(id, id.substring(0, id.indexOf('.')), "invoice-posted", "confirmed", "{\"tx\":\"0x1\"}",
                orderingKey, replyTo);
    }

    @Test
    void theMessageSaysWhatItIs() throws JMSException {
        try (ResultSink target = target(QUEUE, false)) {
            target.deliver(List.of(result("c1.2", "acme", new ReplyAddress("ERP.REPLIES", "order-7"))));
        }

        Message message = broker.drain(QUEUE).getFirst();
        assertThat(message.getBody(String.class)).isEqualTo("{\"tx\":\"0x1\"}");
        assertThat(message.getJMSCorrelationID()).isEqualTo("order-7");
        assertThat(message.getStringProperty("EpResultId")).isEqualTo("c1.2");
        assertThat(message.getStringProperty("EpCallId")).isEqualTo("c1");
        assertThat(message.getStringProperty("EpStatus")).isEqualTo("confirmed");
        assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo("acme");
        assertThat(broker.drain("ERP.REPLIES")).isEmpty();
    }

    @Test
    void theBrokerKeepsOneOfEachResult() {
        try (ResultSink target = target(QUEUE, false)) {
            assertThat(target.deliver(List.of(result("c1.1", "acme", null), result("c2.1", "acme", null))))
                    .containsOnly(new Delivered());

            assertThat(target.deliver(List.of(result("c1.1", "acme", null), result("c2.1", "acme", null),
                    result("c3.1", "acme", null)))).hasSize(3).containsOnly(new Delivered());
            assertThat(target.deliver(List.of(result("c3.1", "acme", null)))).containsOnly(new Delivered());
        }

        assertThat(broker.drain(QUEUE)).extracting(message -> message.getStringProperty("EpResultId"))
                .containsExactly("c1.1", "c2.1", "c3.1");
    }

    @Test
    void theBrokersMemoryOfResultsSurvivesItsRestart() {
        try (ResultSink target = target(QUEUE, false)) {
            target.deliver(List.of(result("c1.1", "acme", null)));
            assertThat(broker.drain(QUEUE)).hasSize(1);

            broker.restart();
            assertThat(target.deliver(List.of(result("c1.1", "acme", null), result("c2.1", "acme", null))))
                    .containsOnly(new Delivered());
        }

        assertThat(broker.drain(QUEUE)).extracting(message -> message.getStringProperty("EpResultId"))
                .containsExactly("c2.1");
    }

    @Test
    void aReplyGoesToTheRequestersTemporaryQueue() throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.connection().url());
                JMSContext requester = factory.createContext(TestBroker.USER, TestBroker.PASSWORD.reveal());
                ResultSink target = target(null, true)) {
            var inbox = requester.createTemporaryQueue();
            Result reply = result("c1.1", "acme", new ReplyAddress(JmsEvents.address(inbox), "request-1"));

            assertThat(target.deliver(List.of(reply))).containsOnly(new Delivered());

            try (var consumer = requester.createConsumer(inbox)) {
                assertThat(consumer.receive(5_000).getJMSCorrelationID()).isEqualTo("request-1");
            }
        }
    }

    @Test
    void aRequesterWhoIsGoneCannotBeAnsweredAndHoldsOnlyItsSuccessors() throws JMSException {
        String gone;
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.connection().url());
                JMSContext requester = factory.createContext(TestBroker.USER, TestBroker.PASSWORD.reveal())) {
            gone = String.valueOf(JmsEvents.address(requester.createTemporaryQueue()));
        }
        List<DeliveryOutcome> outcomes;
        try (ResultSink target = target(null, true)) {
            outcomes = target.deliver(List.of(result("c1.1", "acme", new ReplyAddress(QUEUE, null)),
                    result("c2.1", "acme", new ReplyAddress(gone, "request-1")),
                    result("c3.1", "acme", new ReplyAddress(QUEUE, null)),
                    result("c4.1", "other", new ReplyAddress(QUEUE, null))));
        }

        assertThat(outcomes.get(0)).isEqualTo(new Delivered());
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.retryable()).isFalse();
            assertThat(failed.reason()).contains("temporary queue is gone");
        });
        assertThat(outcomes.get(2)).isEqualTo(new Skipped());
        assertThat(outcomes.get(3)).isEqualTo(new Delivered());
        assertThat(broker.drain(QUEUE)).extracting(message -> message.getStringProperty("EpResultId"))
                .containsExactly("c1.1", "c4.1");
    }

    @Test
    void aBadResultIsNoTroubleOfTheConnection() {
        try (ResultSink target = target(null, true)) {
            assertThat(target.deliver(List.of(result("c1.1", null, new ReplyAddress("temp-queue://gone", null)))))
                    .singleElement().isInstanceOf(Failed.class);
            assertThat(connection.trouble()).isEmpty();
        }
    }

    @Test
    void anEventWithoutReplyAddressIsAnsweredAtTheDestination() {
        try (ResultSink target = target(QUEUE, true)) {
            assertThat(target.deliver(List.of(result("c1.1", null, null),
                    result("c2.1", null, new ReplyAddress(null, "m-1")),
                    result("c3.1", null, new ReplyAddress("ERP.REPLIES", "m-2"))))).containsOnly(new Delivered());
        }

        assertThat(broker.drain(QUEUE)).hasSize(2);
        assertThat(broker.drain("ERP.REPLIES")).hasSize(1);
    }

    @Test
    void aTopicIsATargetToo() throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.connection().url());
                JMSContext subscriber = factory.createContext(TestBroker.USER, TestBroker.PASSWORD.reveal());
                var subscription = subscriber.createConsumer(subscriber.createTopic("ERP.NEWS"));
                ResultSink target = target("topic://ERP.NEWS", false)) {
            target.deliver(List.of(result("c1.1", null, null)));

            assertThat(subscription.receive(5_000).getStringProperty("EpResultId")).isEqualTo("c1.1");
        }
    }

    @Test
    void theConnectionSaysWhatKeepsATargetFromWorking() {
        try (ResultSink target = target(QUEUE, false)) {
            broker.link().cut();
            List<DeliveryOutcome> outcomes = target.deliver(List.of(result("c1.1", null, null)));

            assertThat(outcomes).singleElement().isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.reason()).contains("erp-mq", QUEUE, "cannot be used"));
            assertThat(connection.trouble()).get().asString().contains("erp-mq", QUEUE);
        }
        assertThat(connection.trouble()).isEmpty();
    }
}
