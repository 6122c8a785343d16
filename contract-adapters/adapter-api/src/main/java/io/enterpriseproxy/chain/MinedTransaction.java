package io.enterpriseproxy.chain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A transaction as a block has it.
 *
 * @param hash 0x and 64 lower-case digits
 * @param nonce of its sender
 * @param minedAt the time of its block
 * @param content what it asks for and offers; null if it is of a form that this chain's codec does not make
 */
public record MinedTransaction(String hash, long nonce, Instant minedAt, @Nullable Content content) {
    /** What was signed, and the bytes that were sent. */
    public record Content(UnsignedTransaction unsigned, SignedTransaction signed) {}
}
