package io.enterpriseproxy.chain;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A block's header.
 *
 * @param hash 0x and 64 lower-case digits, as {@code parentHash}
 * @param baseFee in wei; null before EIP-1559
 */
public record Block(
        long number,
        String hash,
        String parentHash,
        Instant timestamp,
        @Nullable BigInteger baseFee) {}
