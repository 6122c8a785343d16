package io.enterpriseproxy.connector;

import java.util.List;

/**
 * The door of the ledger. A source hands in events and may acknowledge them when this returns.
 *
 * <p>
 * Thread-safe; concurrent calls share commits.
 */
public interface Intake {
    /**
     * Hands in events, and returns after the ledger's commit: what is answered with anything but
     * {@link SubmitOutcome.Unavailable} is durable. Events of one call that share an ordering key are accepted in list
     * order.
     *
     * @param events at least one, at most some thousand; possibly of several mappings
     * @param onRefusal what becomes of an event that the mapping or the contract's ABI refuses
     * @return one outcome per event, in the same order
     */
    List<SubmitOutcome> submit(List<SourceEvent> events, OnRefusal onRefusal);

    /** What becomes of a refused event. */
    enum OnRefusal {
        /** The caller is there and is told: nothing is kept and no idempotency key is consumed. */
        ANSWER,
        /** Nobody waits for the answer: payload and reason are kept as a dead letter in the same commit. */
        PARK
    }
}
