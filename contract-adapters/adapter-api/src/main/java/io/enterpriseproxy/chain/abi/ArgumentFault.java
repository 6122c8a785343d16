package io.enterpriseproxy.chain.abi;

/**
 * A value that the ABI does not take.
 *
 * @param argument path of the value: {@code amount}, {@code lines[2].quantity}
 * @param found the value, shortened
 * @param expected what the ABI wants: {@code uint256: an integer from 0 to 2^256-1}
 */
public record ArgumentFault(String argument, String found, String expected) {}
