package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A write-back as the API shows it. */
public record WriteBackView(
        String id,
        int rule,
        String outcome,
        WriteBackState state,
        int attempts,
        @Nullable Instant nextTry,
        @Nullable String lastError,
        @Nullable Instant deliveredAt) {}
