package io.enterpriseproxy.chain;

/**
 * A transaction ready for the network.
 *
 * @param hash its hash, known before it is sent: 0x and 64 lower-case digits
 * @param raw the bytes of eth_sendRawTransaction; not copied
 */
public record SignedTransaction(String hash, byte[] raw) {}
