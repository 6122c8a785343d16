package io.enterpriseproxy.connector;

/**
 * A running source: takes events, hands them to {@link Intake} in batches and acknowledges them only after it answered.
 * All methods are idempotent and thread-safe.
 */
public interface SourceRoute extends AutoCloseable {
    /** Starts to take events. Must not fail because the system is down: it is tried again until it is up. */
    void start();

    /**
     * Stops handing in events while the ledger cannot commit. What was taken and not acknowledged stays in hand, if
     * giving it back would count as a redelivery, or goes back to the source. Nothing is acknowledged and no redelivery
     * is counted while suspended.
     */
    void suspend();

    /** Takes events again after {@link #suspend()}. */
    void resume();

    /** Whether events are being taken, or would be if the system were up. */
    boolean started();

    /** Stops for good; waits for the batch in hand to be answered. */
    @Override
    void close();
}
