package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.SignedTransaction;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A transaction of the ledger.
 *
 * @param call the call's accept number
 * @param feeCap in wei per gas
 * @param tip in wei per gas; null for a legacy transaction
 * @param payer who pays for its gas; null: its sender
 */
public record StoredAttempt(
        long nonce,
        int number,
        AttemptKind kind,
        long call,
        SignedTransaction transaction,
        BigInteger feeCap,
        @Nullable BigInteger tip,
        long gasLimit,
        @Nullable PayingKey payer,
        Instant signedAt) {}
