package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.connector.contract.RecordingIntake;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What is JMS' own in a source: message types, headers, groups, redelivery counts, a broker that restarts. */
final class JmsSourceIT {
    private static final String MAPPING = "invoice-posted";
    private static final String QUEUE = "ERP.INVOICES";

    @TempDir
    private Path directory;
    private TestBroker broker;
    private CamelContext camel;
    private Connection connection;
    private final RecordingIntake intake = new RecordingIntake();

    @BeforeEach
    void startBroker() {
        broker = new TestBroker(directory);
        camel = new DefaultCamelContext();
        camel.start();
        connection = new JmsConnector(camel).connect("erp-mq", broker.connection());
    }

    @AfterEach
    void stopBroker() {
        intake.release();
        camel.stop();
        connection.close();
        broker.close();
    }

    private SourceRoute start(int concurrency) {
        SourceRoute route = connection.openSource(MAPPING, new JmsSourceSettings("erp-mq", QUEUE, concurrency, 100),
                intake);
        route.start();
        return route;
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(30));
    }

    private static List<String> bodies(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private SourceEvent only() {
        await().until(() -> intake.accepted().size() == 1);
        return intake.accepted().getFirst();
    }

    @Test
    void theRouteIsNamedAfterTheMapping() {
        start(1);

        assertThat(camel.getRoute(MAPPING)).isNotNull();
    }

    @Test
    void messageThatIsTooLargeIsRefusedAndShownShortened() {
        start(1);
        broker.erp(session -> {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[JmsEvents.MOST_BYTES + 1]);
            session.createProducer().send(session.createQueue(QUEUE), message);
        });

        SourceEvent event = only();

        Problem problem = Objects.requireNonNull(event.unusable());
        assertThat(problem.code()).isEqualTo(ProblemCode.EVENT_TOO_LARGE);
        assertThat(problem.found()).isEqualTo(JmsEvents.MOST_BYTES + 1 + " bytes");
        assertThat(event.body()).hasSize(64 << 10);
    }

    @Test
    void headersAndPropertiesOfATextMessageAreReachable() {
        start(1);
        Map<String, String> sent = new HashMap<>();
        broker.erp(session -> {
            TextMessage message = session.createTextMessage("{\"invoiceNo\":\"4711 €\"}");
            message.setJMSType("INVOIC02");
            message.setJMSCorrelationID("order-7");
            message.setJMSReplyTo(session.createQueue("ERP.REPLIES"));
            message.setStringProperty("JMSXGroupID", "acme");
            message.setStringProperty("tenant", "north");
            message.setIntProperty("client", 100);
            message.setStringProperty("Authorization", "Bearer x");
            session.createProducer().send(session.createQueue(QUEUE), message);
            sent.put("id", message.getJMSMessageID());
        });

        SourceEvent event = only();

        assertThat(RecordingIntake.text(event)).isEqualTo("{\"invoiceNo\":\"4711 €\"}");
        assertThat(event.sourceKey()).isEqualTo(sent.get("id"));
        assertThat(event.orderingKey()).isEqualTo("acme");
        assertThat(event.replyTo()).isEqualTo(new ReplyAddress("ERP.REPLIES", "order-7"));
        assertThat(event.metadata()).containsEntry("JMSType", "INVOIC02").containsEntry("tenant", "north")
                .containsEntry("client", "100").containsEntry("JMSCorrelationID", "order-7")
                .containsEntry("JMSDestination", QUEUE).containsKey("JMSTimestamp")
                .doesNotContainKeys("Authorization", "JMSXDeliveryCount")
                .allSatisfy((name, value) -> assertThat(name).doesNotContain("AMQ"));
    }

    @Test
    void theMessageIdIsTheCorrelationIdOfAMessageWithoutOne() {
        start(1);
        broker.send(QUEUE, bodies(1));

        SourceEvent event = only();

        assertThat(event.replyTo()).isEqualTo(new ReplyAddress(null, event.sourceKey()));
        assertThat(event.orderingKey()).isNull();
    }

    @Test
    void bytesAreTakenAsTheyAre() {
        start(1);
        byte[] latin = "<Müller/>".getBytes(StandardCharsets.ISO_8859_1);
        broker.erp(session -> {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(latin);
            session.createProducer().send(session.createQueue(QUEUE), message);
        });

        assertThat(only().body()).isEqualTo(latin);
    }

    @Test
    void aLargeMessageIsTakenWhole() {
        start(1);
        String large = "x".repeat(3_000_000);
        broker.send(QUEUE, List.of(large));

        assertThat(RecordingIntake.text(only())).isEqualTo(large);
        await().until(() -> broker.messages(QUEUE) == 0);
    }

    @Test
    void otherMessageTypesKeepTheirPayloadAndBlockNobody() {
        start(1);
        broker.erp(session -> {
            session.createProducer().send(session.createQueue(QUEUE), Map.of("invoiceNo", "4711"));
            session.createProducer().send(session.createQueue(QUEUE), new ArrayList<>(List.of("serialized")));
            session.createProducer().send(session.createQueue(QUEUE), session.createMessage());
            session.createProducer().send(session.createQueue(QUEUE), session.createTextMessage(null));
            session.createProducer().send(session.createQueue(QUEUE), "next");
        });

        await().until(() -> intake.accepted().size() == 5);
        assertThat(intake.accepted().get(0).body()).isNotEmpty();
        assertThat(intake.accepted().get(1).body()).asString(StandardCharsets.ISO_8859_1).contains("serialized");
        assertThat(intake.accepted().get(2).body()).isEmpty();
        assertThat(intake.accepted().get(3).body()).isEmpty();
        assertThat(RecordingIntake.text(intake.accepted().get(4))).isEqualTo("next");
        await().until(() -> broker.messages(QUEUE) == 0);
    }

    @Test
    void messagesOfAGroupKeepTheirOrderAmongSeveralConsumers() {
        broker.erp(session -> {
            for (int number = 0; number < 1000; number++) {
                session.createProducer().setProperty("JMSXGroupID", "supplier-" + number % 7)
                        .send(session.createQueue(QUEUE), String.valueOf(number));
            }
        });
        start(3);

        await().until(() -> intake.accepted().size() == 1000);
        for (int supplier = 0; supplier < 7; supplier++) {
            String group = "supplier-" + supplier;
            int first = supplier;
            assertThat(intake.accepted().stream().filter(event -> group.equals(event.orderingKey()))
                    .map(RecordingIntake::text))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1000).filter(n -> n % 7 == first).mapToObj(String::valueOf).toList());
        }
        assertThat(intake.replays()).isZero();
    }

    @Test
    void aLedgerThatIsDownForLongCountsAtMostOneRedelivery() {
        intake.goDown();
        SourceRoute route = start(1);
        broker.send(QUEUE, bodies(5));
        await().until(() -> intake.submissions().size() >= 5);
        for (int outage = 0; outage < 5; outage++) {
            route.suspend();
            int before = intake.submissions().size();
            route.resume();
            await().until(() -> intake.submissions().size() > before);
        }
        route.close();

        assertThat(broker.drain(QUEUE)).hasSize(5).allSatisfy(message -> assertThat(deliveries(message))
                .isLessThanOrEqualTo(2));
    }

    private static int deliveries(Message message) {
        try {
            return message.getIntProperty("JMSXDeliveryCount");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theBrokersRestartBeforeTheAcknowledgementDoublesNothing() {
        broker.send(QUEUE, bodies(50));
        intake.hold();
        start(1);
        await().until(() -> intake.waiting() == 1);

        broker.restart();
        intake.release();

        await().until(() -> broker.messages(QUEUE) == 0);
        assertThat(intake.acceptedBodies()).containsExactlyElementsOf(bodies(50));
        assertThat(intake.replays()).isPositive();
    }

    @Test
    void theBrokersRestartWhileTheLedgerIsDownIsSurvived() {
        broker.send(QUEUE, bodies(50));
        intake.goDown();
        SourceRoute route = start(1);
        await().until(() -> !intake.submissions().isEmpty());
        route.suspend();

        broker.restart();
        intake.comeUp();
        route.resume();

        await().until(() -> broker.messages(QUEUE) == 0);
        assertThat(intake.acceptedBodies()).containsExactlyElementsOf(bodies(50));
    }

    @Test
    void theConnectionSaysWhatKeepsItFromWorkingAndForgetsIt() {
        broker.link().cut();
        start(1);
        await().untilAsserted(() -> assertThat(connection.trouble()).get().asString()
                .contains("erp-mq", MAPPING, "tcp://127.0.0.1:" + broker.link().port())
                .doesNotContain(TestBroker.PASSWORD.reveal()));

        broker.link().restore();
        await().untilAsserted(() -> assertThat(connection.trouble()).isEmpty());
    }

    @Test
    void aWrongPasswordIsATroubleNotAFailureToStart() {
        JmsConnectionSettings right = broker.connection();
        Connection wrong = new JmsConnector(camel).connect("erp-mq", new JmsConnectionSettings(right.url(), "erp",
                new Secret("wrong-password"), 131_072));
        SourceRoute route = wrong.openSource("other", new JmsSourceSettings("erp-mq", QUEUE, 1, 100), intake);
        route.start();

        await().untilAsserted(() -> assertThat(wrong.trouble()).get().asString().contains("Unable to validate user")
                .doesNotContain("wrong-password"));
        assertThat(route.started()).isTrue();
        route.close();
        assertThat(wrong.trouble()).isEmpty();
        wrong.close();
    }

    @Test
    void aMappingThatIsOpenedAgainTakesUpWhereTheOldOneEnded() {
        SourceRoute old = start(1);
        broker.send(QUEUE, List.of("a"));
        await().until(() -> intake.accepted().size() == 1);
        old.close();
        broker.send(QUEUE, List.of("b"));

        SourceRoute next = start(1);
        await().until(() -> intake.accepted().size() == 2);
        old.close();

        assertThat(next.started()).isTrue();
        assertThat(old.started()).isFalse();
        old.start();
        old.resume();
        assertThat(old.started()).isFalse();
    }

    @Test
    void twoMappingsMayReadOneQueue() {
        start(1);
        SourceRoute second = connection.openSource("second", new JmsSourceSettings("erp-mq", QUEUE, 1, 1), intake);
        second.start();
        broker.send(QUEUE, bodies(100));

        await().until(() -> intake.accepted().size() == 100 && broker.messages(QUEUE) == 0);
        second.close();
    }

    @Test
    void aWholeNightsQueueIsTakenInFewCommits() {
        for (int round = 0; round < 10; round++) {
            broker.send(QUEUE, IntStream.range(round * 1000, round * 1000 + 1000).mapToObj(String::valueOf).toList());
        }
        start(1);

        await().until(() -> broker.messages(QUEUE) == 0);
        assertThat(intake.acceptedBodies()).containsExactlyElementsOf(bodies(10_000));
        assertThat(intake.submissions()).hasSizeLessThan(200);
    }
}
