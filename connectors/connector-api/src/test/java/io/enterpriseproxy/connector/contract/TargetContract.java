package io.enterpriseproxy.connector.contract;

import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.DeliveryOutcome.Delivered;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.DeliveryOutcome.Skipped;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every target does (design: law 8). A connector's test extends it with the real system; each test starts with the
 * system up and empty.
 */
public abstract class TargetContract {
    private @Nullable ResultSink sink;

    /** What the receiver sees of one delivery: the stable id and the payload. */
    public record Received(String id, String payload) {}

    /** A target in the system under test. */
    protected abstract ResultSink open();

    /** What the receiver has got since the test began, in order, read from the system itself. */
    protected abstract List<Received> received();

    /** A result that the system takes. */
    protected abstract Result deliverable(String id, @Nullable String orderingKey);

    /** A result that this system refuses each time, while it takes others. */
    protected abstract Result undeliverable(String id, @Nullable String orderingKey);

    /** Takes the system away from the target: connections break and new ones fail. What it has, survives. */
    protected abstract void takeDown();

    /** Brings it back as it was. */
    protected abstract void bringUp();

    /** How long the system may need to be found again. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    protected final ResultSink sink() {
        ResultSink opened = sink == null ? open() : sink;
        sink = opened;
        return opened;
    }

    protected final List<String> receivedIds() {
        return received().stream().map(Received::id).toList();
    }

    /** Delivers until the system takes all, as the dispatcher does. */
    protected final void deliverUntilTaken(List<Result> results) {
        Awaitility.await().atMost(patience())
                .untilAsserted(() -> assertThat(sink().deliver(results)).hasSameSizeAs(results)
                        .hasOnlyElementsOfType(Delivered.class));
    }

    @AfterEach
    void closeSink() {
        if (sink != null) {
            sink.close();
        }
    }

    @Test
    void deliversInListOrderUnderTheStableId() {
        List<Result> results = IntStream.range(0, 100).mapToObj(n -> deliverable("call-" + n + ".1", "acme")).toList();

        List<DeliveryOutcome> outcomes = sink().deliver(results);

        assertThat(outcomes).hasSize(100).hasOnlyElementsOfType(Delivered.class);
        assertThat(received()).containsExactlyElementsOf(
                results.stream().map(result -> new Received(result.id(), result.payload())).toList());
    }

    @Test
    void keepsTheOrderOverBatches() {
        Stream.of("a.1", "b.1", "a.2", "b.2").forEach(id -> sink().deliver(List.of(deliverable(id, "acme"))));

        assertThat(receivedIds()).containsExactly("a.1", "b.1", "a.2", "b.2");
    }

    @Test
    void aResultWithoutOrderingKeyIsDelivered() {
        assertThat(sink().deliver(List.of(deliverable("a.1", null), deliverable("b.1", null))))
                .containsExactly(new Delivered(), new Delivered());
        assertThat(receivedIds()).containsExactlyInAnyOrder("a.1", "b.1");
    }

    @Test
    void aFailedResultHoldsItsSuccessorsOfTheSameKeyAndNoOthers() {
        List<DeliveryOutcome> outcomes = sink().deliver(List.of(deliverable("a.1", "acme"),
                undeliverable("b.1", "acme"), deliverable("c.1", "acme"), deliverable("d.1", "other")));

        assertThat(outcomes).hasSize(4);
        assertThat(outcomes.get(0)).isEqualTo(new Delivered());
        assertThat(outcomes.get(1)).isInstanceOf(Failed.class);
        assertThat(outcomes.get(2)).isEqualTo(new Skipped());
        assertThat(outcomes.get(3)).isEqualTo(new Delivered());
        assertThat(receivedIds()).containsExactlyInAnyOrder("a.1", "d.1");
    }

    @Test
    void aFailedResultWithoutOrderingKeyHoldsNobody() {
        assertThat(sink().deliver(List.of(undeliverable("a.1", null), deliverable("b.1", null))))
                .satisfiesExactly(first -> assertThat(first).isInstanceOf(Failed.class),
                        second -> assertThat(second).isEqualTo(new Delivered()));
        assertThat(receivedIds()).containsExactly("b.1");
    }

    @Test
    void whatTheSystemWillNeverTakeIsNotTriedAgain() {
        assertThat(sink().deliver(List.of(undeliverable("a.1", "acme")))).singleElement()
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.retryable()).isFalse();
                    assertThat(failed.reason()).isNotBlank();
                });
    }

    @Test
    void aSystemThatIsDownIsWorthAnotherTryAndTakesTheSameAgainWhenItIsUp() {
        List<Result> results = List.of(deliverable("a.1", "acme"), deliverable("b.1", "acme"),
                deliverable("c.1", "other"));
        takeDown();

        List<DeliveryOutcome> outcomes = sink().deliver(results);

        assertThat(outcomes).hasSize(3).doesNotHaveAnyElementsOfTypes(Delivered.class);
        assertThat(outcomes.get(0)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.retryable()).isTrue());
        assertThat(outcomes.get(1)).isEqualTo(new Skipped());

        bringUp();
        deliverUntilTaken(results);
        assertThat(receivedIds()).contains("a.1", "b.1", "c.1");
    }

    @Test
    void aTargetThatWorkedGoesOnWhenTheSystemReturns() {
        deliverUntilTaken(List.of(deliverable("a.1", "acme")));
        takeDown();
        assertThat(sink().deliver(List.of(deliverable("b.1", "acme"))))
                .hasOnlyElementsOfType(Failed.class);

        bringUp();
        deliverUntilTaken(List.of(deliverable("b.1", "acme")));
        assertThat(receivedIds()).startsWith("a.1").contains("b.1");
    }

    @Test
    void severalThreadsMayDeliver() {
        ResultSink shared = sink();
        List<CompletableFuture<List<DeliveryOutcome>>> deliveries = IntStream.range(0, 4)
                .mapToObj(thread -> IntStream.range(0, 25)
                        .mapToObj(n -> deliverable(thread + "-" + n + ".1", "t" + thread))
                        .toList())
                .map(results -> CompletableFuture.supplyAsync(() -> shared.deliver(results))).toList();

        assertThat(deliveries).allSatisfy(
                delivery -> assertThat(delivery.join()).hasSize(25).hasOnlyElementsOfType(Delivered.class));
        assertThat(receivedIds()).hasSize(100).doesNotHaveDuplicates();
    }
}
