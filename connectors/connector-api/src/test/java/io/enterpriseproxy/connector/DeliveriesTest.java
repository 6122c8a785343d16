package io.enterpriseproxy.connector;

import io.enterpriseproxy.connector.DeliveryOutcome.Delivered;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.DeliveryOutcome.Skipped;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DeliveriesTest {
    private final Deliveries deliveries = new Deliveries(
            List.of(result("a"), result("b"), result("a"), result(null), result(null), result("b")));

    private static Result result(@Nullable String key) {
        return new Result("call.1", "call", "invoice-posted", "confirmed", "{}", key, null);
    }

    @Test
    void theFirstFailureOfAKeySkipsItsLaterResultsOnly() {
        deliveries.failed(0, "refused", false);
        assertThat(deliveries.open()).containsExactly(1, 3, 4, 5);

        deliveries.delivered(1);
        deliveries.failOpen("the system is down", true);

        assertThat(deliveries.outcomes()).containsExactly(new Failed("refused", false), new Delivered(), new Skipped(),
                new Failed("the system is down", true), new Failed("the system is down", true),
                new Failed("the system is down", true));
    }

    @Test
    void headsAreTheFirstOfEachKeyAndAllWithoutOne() {
        assertThat(deliveries.heads()).containsExactly(0, 1, 3, 4);

        deliveries.heads().forEach(deliveries::delivered);
        assertThat(deliveries.heads()).containsExactly(2, 5);
    }

    @Test
    void aResultWithoutAnOutcomeIsABug() {
        assertThatThrownBy(deliveries::outcomes).hasMessage("a result without an outcome");
    }
}
