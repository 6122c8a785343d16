package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Map;

/**
 * A line of a report of costs. What it is not split by is null, and so is what there is not.
 *
 * @param sender null also for what clients have signed themselves: these are many
 * @param calls how many ended in each state, which is final
 * @param handedIn transactions that clients have signed themselves, which are not followed: among the unknown ones of the sum
 */
public record CostLine(
        String chain,
        @Nullable LocalDate day,
        @Nullable String mapping,
        @Nullable String client,
        @Nullable Sender sender,
        @Nullable PayingKey feePayer,
        Map<CallState, Long> calls,
        long handedIn,
        CostSum sum) {
    public CostLine {
        calls = Map.copyOf(calls);
    }

    /**
     * Whose transactions they were.
     *
     * @param address 0x and 40 lower-case digits
     */
    public record Sender(String alias, String address) {}
}
