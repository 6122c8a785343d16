package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A dead letter as its row has it.
 *
 * @param event whether it is a refused event; otherwise a result that its target does not take
 * @param sourceKey how the source numbers the event
 * @param source JSON of the source's metadata and reply address
 * @param code the problem's slug
 */
public record DeadLetterRecord(
        UUID id,
        boolean event,
        String mapping,
        @Nullable String sourceKey,
        byte[] payload,
        @Nullable String source,
        @Nullable Long writeBackSeq,
        @Nullable UUID callId,
        String code,
        String reason,
        DeadLetterState state,
        Instant parkedAt,
        @Nullable Instant settledAt,
        @Nullable String settledReason) {}
