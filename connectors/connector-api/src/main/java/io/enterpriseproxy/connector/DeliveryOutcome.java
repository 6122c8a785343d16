package io.enterpriseproxy.connector;

/** What became of one delivery. */
public sealed interface DeliveryOutcome {
    /** The system has it, durably as far as the system promises that. */
    record Delivered() implements DeliveryOutcome {}

    /**
     * The system did not take it, or it is not known whether it did.
     *
     * @param reason a plain sentence without secrets
     * @param retryable false if trying the same again cannot help (bad SQL, 4xx): it is parked at once
     */
    record Failed(String reason, boolean retryable) implements DeliveryOutcome {}

    /** Not tried, because an earlier result with the same ordering key failed in the same batch. */
    record Skipped() implements DeliveryOutcome {}
}
