package io.enterpriseproxy.server.catalog;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;

/**
 * How the flow treats a chain.
 *
 * @param confirmations blocks until final (head - block + 1 >= n)
 * @param poll how often the head is asked for
 * @param maxInFlight calls of one lane from signed to mined
 */
public record ChainPolicy(int confirmations, Duration poll, int maxInFlight, GasPolicy gas) {
    /**
     * What is offered for gas.
     *
     * @param legacy whether transactions name one gas price, as before EIP-1559
     * @param baseFeeMultiple the fee cap as a multiple of the base fee: how far it may rise before a transaction is stuck
     * @param priorityFee tip in wei per gas; null: the node's suggestion
     * @param maxFee most that is ever offered, in wei per gas; null: no limit
     * @param estimateMultiple the gas limit as a multiple of the estimate
     */
    public record GasPolicy(
            boolean legacy,
            BigDecimal baseFeeMultiple,
            @Nullable BigInteger priorityFee,
            @Nullable BigInteger maxFee,
            BigDecimal estimateMultiple) {}
}
