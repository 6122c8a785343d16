package io.enterpriseproxy.chain;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/**
 * What the chain asks for gas right now, in wei.
 *
 * @param baseFee of the next block; null if the chain has none, then {@code gasPrice} is to be offered
 * @param priorityFee the tip that the node suggests
 * @param gasPrice what the node suggests for a legacy transaction
 */
public record FeeQuote(@Nullable BigInteger baseFee, BigInteger priorityFee, BigInteger gasPrice) {}
