package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A dead letter as its row has it.
 *
 * @param number rises in the order in which they were parked
 * @param event whether it is a refused event; otherwise a result that its target does not take
 * @param sourceKey how the source numbers the event
 * @param payload the event's or result's bytes; of one in a list the first ones only
 * @param size of the whole payload in bytes
 * @param source JSON of the source's metadata and reply address
 * @param whole false: its source could not take the event whole
 * @param callId the call whose result it is, whose key the event has, or that the event became
 * @param code the problem's slug
 */
public record DeadLetterRecord(
        long number,
        UUID id,
        boolean event,
        String mapping,
        @Nullable String sourceKey,
        byte[] payload,
        int size,
        @Nullable String source,
        boolean whole,
        @Nullable Long writeBackSeq,
        @Nullable UUID callId,
        String code,
        String reason,
        DeadLetterState state,
        Instant parkedAt,
        @Nullable Instant settledAt,
        @Nullable String settledReason) {}
