package io.enterpriseproxy.server.writeback;

import io.enterpriseproxy.server.ledger.WaitingResult;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is chosen of the results that wait for a target, looked at in order: results of one rule and mapping version, none of
 * which overtakes an earlier one of its ordering key.
 */
final class BatchChoice {
    private final Map<String, Long> parked;
    private final int limit;
    private final Set<Object> held = new HashSet<>();
    private final List<Long> results = new ArrayList<>();
    private @Nullable WaitingResult first;

    /** @param parked ordering keys whose results behind this number are held */
    BatchChoice(Map<String, Long> parked, int limit) {
        this.parked = parked;
        this.limit = limit;
    }

    boolean isFull() {
        return results.size() == limit;
    }

    void consider(WaitingResult result) {
        if (isFull() || held.contains(result.order())) {
            return;
        }
        if (!result.due() || isBehindParked(result) || (first != null && !result.isLike(first))) {
            held.add(result.order());
            return;
        }
        first = first == null ? result : first;
        results.add(result.seq());
        if (result.orderingKey() == null) {
            // The target does not know which of a batch belong together.
            held.add(result.order());
        }
    }

    private boolean isBehindParked(WaitingResult result) {
        String key = result.orderingKey();
        return key != null && parked.getOrDefault(key, Long.MAX_VALUE) < result.seq();
    }

    /** The numbers of those chosen, rising. */
    List<Long> results() {
        return results;
    }

    /** Ordering keys whose further results need not be looked at. */
    Set<String> heldKeys() {
        return held.stream().flatMap(key -> key instanceof String text ? Stream.of(text) : Stream.empty())
                .collect(Collectors.toSet());
    }
}
