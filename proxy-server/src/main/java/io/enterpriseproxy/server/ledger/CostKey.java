package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * What costs are summed by.
 *
 * @param day in UTC
 * @param lane {@link #NO_LANE} for what clients have signed themselves
 * @param mapping empty: none
 * @param client who sent the event; empty: no client of the API
 * @param payer null: the sender paid all
 * @param state final; null: handed in by a client, and not followed to its block
 */
public record CostKey(
        LocalDate day,
        String chain,
        long lane,
        String mapping,
        String client,
        @Nullable PayingKey payer,
        @Nullable CallState state) {
    /** Ids of lanes begin at 1. */
    public static final long NO_LANE = 0;

    int status() {
        return state == null ? 0 : state.code();
    }
}
