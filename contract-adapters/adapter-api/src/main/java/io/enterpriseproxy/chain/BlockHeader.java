package io.enterpriseproxy.chain;

/**
 * What a block commits to. Hashes are 0x and 64 lower-case digits.
 *
 * @param transactions how many there are in it
 */
public record BlockHeader(long number, String hash, String parentHash, String transactionsRoot, String receiptsRoot,
        String stateRoot, int transactions) {}
