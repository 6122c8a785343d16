package io.enterpriseproxy.chain;

/**
 * A log, and where it was mined.
 *
 * @param blockHash 0x and 64 lower-case digits, as {@code transactionHash}
 */
public record MinedLog(Log log, long blockNumber, String blockHash, String transactionHash) {}
