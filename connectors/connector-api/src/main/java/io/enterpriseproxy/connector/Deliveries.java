package io.enterpriseproxy.connector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What becomes of a batch of results while a target delivers it: the first failure of an ordering key makes the key's
 * later results {@link DeliveryOutcome.Skipped}. Results are named by their place in the batch. Not thread-safe.
 */
public final class Deliveries {
    private final List<Result> results;
    private final @Nullable DeliveryOutcome[] outcomes;

    public Deliveries(List<Result> results) {
        this.results = List.copyOf(results);
        this.outcomes = new DeliveryOutcome[results.size()];
    }

    public Result result(int place) {
        return results.get(place);
    }

    /** The places without an outcome yet, in order. */
    public List<Integer> open() {
        List<Integer> open = new ArrayList<>();
        for (int place = 0; place < outcomes.length; place++) {
            if (outcomes[place] == null) {
                open.add(place);
            }
        }
        return open;
    }

    /** The open places that wait for no other: of each ordering key the first, and all without one. */
    public List<Integer> heads() {
        Set<String> seen = new HashSet<>();
        return open().stream().filter(place -> {
            String key = result(place).orderingKey();
            return key == null || seen.add(key);
        }).toList();
    }

    public void delivered(int place) {
        outcomes[place] = new DeliveryOutcome.Delivered();
    }

    /** A place that was skipped stays skipped. */
    public void failed(int place, String reason, boolean retryable) {
        if (outcomes[place] != null) {
            return;
        }
        outcomes[place] = new DeliveryOutcome.Failed(reason, retryable);
        String key = result(place).orderingKey();
        for (int later = place + 1; key != null && later < outcomes.length; later++) {
            if (outcomes[later] == null && key.equals(result(later).orderingKey())) {
                outcomes[later] = new DeliveryOutcome.Skipped();
            }
        }
    }

    /** All that is still open failed for the same reason. */
    public void failOpen(String reason, boolean retryable) {
        open().forEach(place -> failed(place, reason, retryable));
    }

    /** One outcome per result, in order; none may be open. */
    public List<DeliveryOutcome> outcomes() {
        List<DeliveryOutcome> complete = new ArrayList<>();
        for (DeliveryOutcome outcome : outcomes) {
            complete.add(Objects.requireNonNull(outcome, "a result without an outcome"));
        }
        return complete;
    }
}
