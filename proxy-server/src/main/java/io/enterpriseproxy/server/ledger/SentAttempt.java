package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What is needed of a signed transaction to know it in a block.
 *
 * @param number 0 for the first at its nonce, rising
 * @param call the call's accept number
 * @param payer who pays for its gas; null: its sender
 */
public record SentAttempt(long nonce, int number, AttemptKind kind, long call, String hash,
        @Nullable PayingKey payer) {}
