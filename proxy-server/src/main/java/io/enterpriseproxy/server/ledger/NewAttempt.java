package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.SignedTransaction;
import org.jspecify.annotations.Nullable;

/**
 * A transaction about to be stored.
 *
 * @param number 0 for the first at its nonce, rising
 * @param call as it was read
 * @param payer who pays for its gas; null: its sender
 * @param decision what allowed it; null if nobody asked: it was found on the chain, or goes to oneself
 */
public record NewAttempt(
        long nonce,
        int number,
        AttemptKind kind,
        CallRecord call,
        SignedTransaction transaction,
        Fee fee,
        long gasLimit,
        @Nullable PayingKey payer,
        @Nullable String decision) {}
