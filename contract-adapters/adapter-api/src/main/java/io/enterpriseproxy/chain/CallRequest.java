package io.enterpriseproxy.chain;

import java.math.BigInteger;

/**
 * A call to try without sending it.
 *
 * @param value in wei
 * @param input call data; not copied
 */
public record CallRequest(Address from, Address to, BigInteger value, byte[] input) {}
