package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A transaction of a call, with what allowed it and who signed it.
 *
 * @param feeCap the most per unit of gas, in wei
 * @param decision what allowed it; null: it goes to the sender itself, was found on the chain, or is older than decisions
 * @param instance that signed it, and {@code batch} of its lane's audit chain; null: it is older than the chain
 */
public record SignedTransactionRecord(long nonce, int number, AttemptKind kind, String hash, BigInteger feeCap,
        long gasLimit, @Nullable String decision, Instant signedAt, @Nullable String instance, @Nullable Long batch) {}
