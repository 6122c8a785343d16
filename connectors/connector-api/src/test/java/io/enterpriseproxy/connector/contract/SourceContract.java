package io.enterpriseproxy.connector.contract;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SourceRoute;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every source does (design: laws 8 to 10). A connector's test extends it with the real system; each test starts
 * with the system up and empty.
 *
 * <p>
 * The source under test takes batches of at most {@value #BATCH} events, with one consumer.
 */
public abstract class SourceContract {
    protected static final String MAPPING = "invoice-posted";
    protected static final int BATCH = 100;

    protected final RecordingIntake intake = new RecordingIntake();
    private @Nullable SourceRoute route;

    /** A source over the system under test, not started. A second one may be opened after the first is closed. */
    protected abstract SourceRoute open(String mapping, Intake events);

    /** Puts events into the system, in this order, durably, all with one ordering key. */
    protected abstract void send(List<String> bodies);

    /** How many events the system itself still counts as not acknowledged. */
    protected abstract long unacknowledged();

    /** Takes the system away from the source: connections break and new ones fail. Events in it survive. */
    protected abstract void takeDown();

    /** Brings it back as it was. */
    protected abstract void bringUp();

    /** How long the system may need to be found again. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    protected final ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(patience());
    }

    protected final SourceRoute open() {
        SourceRoute opened = open(MAPPING, intake);
        route = opened;
        return opened;
    }

    protected final SourceRoute start() {
        SourceRoute opened = open();
        opened.start();
        return opened;
    }

    protected static List<String> bodies(int count) {
        return IntStream.range(0, count).mapToObj(n -> "{\"n\":" + n + "}").toList();
    }

    protected final void awaitAccepted(List<String> bodies) {
        await().untilAsserted(() -> assertThat(intake.acceptedBodies()).containsExactlyElementsOf(bodies));
    }

    protected final void awaitAcknowledged() {
        await().untilAsserted(() -> assertThat(unacknowledged()).isZero());
    }

    @AfterEach
    void closeRoute() {
        intake.release();
        intake.comeUp();
        if (route != null) {
            route.close();
        }
    }

    @Test
    void takesNothingBeforeStart() {
        SourceRoute opened = open();
        send(bodies(3));

        assertThat(opened.started()).isFalse();
        assertThat(unacknowledged()).isEqualTo(3);

        opened.start();
        assertThat(opened.started()).isTrue();
        awaitAccepted(bodies(3));
        awaitAcknowledged();
    }

    @Test
    void acknowledgesOnlyAfterTheIntakeAnswered() {
        intake.hold();
        start();
        send(bodies(3));

        await().until(() -> intake.waiting() == 1);
        assertThat(unacknowledged()).isEqualTo(3);

        intake.release();
        awaitAccepted(bodies(3));
        awaitAcknowledged();
    }

    @Test
    void keepsTheOrderAndTakesManyEventsToOneCommit() {
        send(bodies(1000));
        start();

        awaitAccepted(bodies(1000));
        awaitAcknowledged();
        assertThat(intake.submissions()).hasSizeLessThanOrEqualTo(50)
                .allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(BATCH));
        assertThat(intake.replays()).isZero();
    }

    @Test
    void namesTheMappingAndNumbersEachEvent() {
        start();
        send(bodies(20));

        awaitAccepted(bodies(20));
        assertThat(intake.accepted()).extracting(SourceEvent::mapping).containsOnly(MAPPING);
        assertThat(intake.accepted()).extracting(SourceEvent::sourceKey).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(intake.accepted()).extracting(SourceEvent::callerKey).containsOnlyNulls();
    }

    @Test
    void unavailableIsNotAcknowledgedAndIsHandedInAgainAfterResume() {
        intake.goDown();
        SourceRoute started = start();
        send(bodies(5));
        await().until(() -> !intake.submissions().isEmpty());

        started.suspend();
        assertThat(started.started()).isFalse();
        assertThat(unacknowledged()).isEqualTo(5);

        intake.comeUp();
        started.resume();
        assertThat(started.started()).isTrue();
        awaitAccepted(bodies(5));
        awaitAcknowledged();
        assertThat(intake.replays()).isZero();
    }

    @Test
    void unavailableIsHandedInAgainByItselfWhenNobodySuspends() {
        intake.goDown();
        start();
        send(bodies(5));
        await().until(() -> intake.submissions().size() >= 2);
        assertThat(unacknowledged()).isEqualTo(5);

        intake.comeUp();
        awaitAccepted(bodies(5));
        awaitAcknowledged();
    }

    @Test
    void handsInNothingWhileSuspended() {
        SourceRoute started = start();
        started.suspend();
        send(bodies(5));

        Awaitility.await().during(Duration.ofSeconds(1)).atMost(patience())
                .untilAsserted(() -> assertThat(intake.submissions()).isEmpty());
        assertThat(unacknowledged()).isEqualTo(5);

        started.resume();
        awaitAccepted(bodies(5));
    }

    @Test
    void onlyTheUnansweredPartOfABatchIsHandedInAgain() {
        intake.goDownFor(event -> RecordingIntake.text(event).endsWith("3}"));
        send(bodies(6));
        start();

        await().until(() -> intake.accepted().size() == 5 && intake.submissions().size() > 2);
        assertThat(unacknowledged()).isBetween(1L, 6L);

        intake.comeUp();
        await().until(() -> intake.accepted().size() == 6);
        awaitAcknowledged();
        assertThat(intake.replays()).isZero();
    }

    @Test
    void parkedAndRefusedEventsAreAcknowledgedAndNeverBlockTheNext() {
        intake.park(event -> RecordingIntake.text(event).contains("\"n\":1}"));
        intake.refuse(event -> RecordingIntake.text(event).contains("\"n\":3}"));
        start();
        send(bodies(6));

        await().untilAsserted(() -> assertThat(intake.acceptedBodies()).containsExactly("{\"n\":0}", "{\"n\":2}",
                "{\"n\":4}", "{\"n\":5}"));
        awaitAcknowledged();
        assertThat(intake.parkedBodies()).containsExactly("{\"n\":1}");
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgainUnderTheSameKeys() {
        intake.afterNextCommit(() -> {
            throw new IllegalStateException("the answer is lost");
        });
        send(bodies(5));
        start();

        await().until(() -> intake.replays() > 0);
        awaitAcknowledged();
        assertThat(intake.acceptedBodies()).containsExactlyElementsOf(bodies(5));
    }

    @Test
    void theSystemThatDiesBeforeTheAcknowledgementGivesTheEventsAgainUnderTheSameKeys() {
        send(bodies(5));
        intake.afterNextCommit(this::takeDown);
        start();
        await().until(() -> !intake.accepted().isEmpty());

        bringUp();
        awaitAcknowledged();
        assertThat(intake.acceptedBodies()).containsExactlyElementsOf(bodies(5));
    }

    @Test
    void whatWasInHandAtCloseGoesToTheNextSource() {
        intake.goDown();
        SourceRoute first = start();
        send(bodies(5));
        await().until(() -> !intake.submissions().isEmpty());

        first.close();
        assertThat(first.started()).isFalse();
        assertThat(unacknowledged()).isEqualTo(5);

        intake.comeUp();
        start();
        awaitAccepted(bodies(5));
        awaitAcknowledged();
    }

    @Test
    void closeWaitsForTheBatchInHandToBeAnswered() {
        intake.hold();
        SourceRoute started = start();
        send(bodies(3));
        await().until(() -> intake.waiting() == 1);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(started::close);
        Awaitility.await().during(Duration.ofMillis(500)).atMost(patience()).until(() -> !closed.isDone());
        intake.release();

        await().until(closed::isDone);
        assertThat(unacknowledged()).isZero();
        assertThat(intake.acceptedBodies()).containsExactlyElementsOf(bodies(3));
    }

    @Test
    void startsWhileTheSystemIsDownAndBeginsWhenItIsUp() {
        send(bodies(3));
        takeDown();
        SourceRoute started = start();
        assertThat(started.started()).isTrue();

        bringUp();
        awaitAccepted(bodies(3));
        awaitAcknowledged();
    }

    @Test
    void goesOnByItselfWhenTheSystemReturns() {
        start();
        send(bodies(3));
        awaitAccepted(bodies(3));
        awaitAcknowledged();

        takeDown();
        bringUp();
        send(List.of("{\"n\":3}", "{\"n\":4}"));
        awaitAccepted(bodies(5));
        awaitAcknowledged();
    }

    @Test
    void everyVerbMayBeRepeated() {
        SourceRoute opened = open();
        opened.start();
        opened.start();
        opened.suspend();
        opened.suspend();
        opened.resume();
        opened.resume();
        send(bodies(2));
        awaitAccepted(bodies(2));
        awaitAcknowledged();
        opened.close();
        opened.close();

        assertThat(opened.started()).isFalse();
    }
}
