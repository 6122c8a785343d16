package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A revision of a call that is over.
 *
 * @param number from 1
 * @param event canonical JSON
 * @param state rejected, reverted or cancelled
 * @param outcome JSON of transaction, receipt, events and error
 * @param revisedBy who had the call executed again
 */
public record RevisionRecord(
        int number,
        int mappingVersion,
        String event,
        CallState state,
        @Nullable String outcome,
        @Nullable Instant finishedAt,
        String revisedBy,
        Instant revisedAt) {}
