package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A result as its row has it.
 *
 * @param number rising per call; {@code {callId}.{number}} is its stable id
 * @param target where it goes, in numbers
 * @param replyTo JSON of the event's reply address
 * @param payload empty if none could be rendered; then {@code lastError} says why
 * @param attempts deliveries tried
 */
public record WriteBackRecord(
        long seq,
        UUID callId,
        int number,
        String mapping,
        int mappingVersion,
        int rule,
        int target,
        String status,
        @Nullable String orderingKey,
        @Nullable String replyTo,
        String payload,
        int attempts,
        @Nullable String lastError) {
    /** What the receiver dedupes by. */
    public String resultId() {
        return callId + "." + number;
    }
}
