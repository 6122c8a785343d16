package io.enterpriseproxy.chain;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/**
 * All that a signature covers.
 *
 * @param chainId EIP-155 chain id
 * @param from the sender; not part of every encoding, but of some (Kaia)
 * @param to null creates a contract
 * @param value in wei
 * @param input call data; not copied
 * @param feePayer null: the sender pays
 */
public record UnsignedTransaction(
        long chainId,
        Address from,
        long nonce,
        @Nullable Address to,
        BigInteger value,
        byte[] input,
        long gasLimit,
        Fee fee,
        @Nullable FeePayer feePayer) {
    /** One that its sender pays for. */
    public UnsignedTransaction(long chainId, Address from, long nonce, @Nullable Address to, BigInteger value,
            byte[] input, long gasLimit, Fee fee) {
        this(chainId, from, nonce, to, value, input, gasLimit, fee, null);
    }
}
