package io.enterpriseproxy.chain;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;

/**
 * What the chain says of a mined transaction.
 *
 * @param transactionHash 0x and 64 lower-case digits
 * @param success false if the call reverted
 * @param gasUsed null if the chain is read by logs and the call succeeded
 * @param effectiveGasPrice in wei; null as {@code gasUsed}
 */
public record Receipt(
        String transactionHash,
        Address from,
        int transactionIndex,
        String blockHash,
        long blockNumber,
        boolean success,
        @Nullable Long gasUsed,
        @Nullable BigInteger effectiveGasPrice,
        List<Log> logs) {
    public Receipt {
        logs = List.copyOf(logs);
    }
}
