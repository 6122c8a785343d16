package io.enterpriseproxy.chain;

import java.math.BigInteger;
import java.util.List;

/**
 * What the chain says of a mined transaction.
 *
 * @param transactionHash 0x and 64 lower-case digits
 * @param success false if the call reverted
 * @param effectiveGasPrice in wei
 */
public record Receipt(
        String transactionHash,
        Address from,
        int transactionIndex,
        String blockHash,
        long blockNumber,
        boolean success,
        long gasUsed,
        BigInteger effectiveGasPrice,
        List<Log> logs) {
    public Receipt {
        logs = List.copyOf(logs);
    }
}
