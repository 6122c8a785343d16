package io.enterpriseproxy.server.catalog;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Set;

/**
 * How the flow treats a chain.
 *
 * @param confirmations blocks until final (head - block + 1 >= n); 0: until the finalized tag has reached the block
 * @param poll how often the head is asked for
 * @param maxInFlight calls of one lane from signed to mined
 * @param rawReads methods of the chain's own protocol that clients may use
 * @param balance how much senders should have for gas; null: they are not looked at
 */
public record ChainPolicy(int confirmations, Duration poll, int maxInFlight, GasPolicy gas,
        Set<String> rawReads, @Nullable BalanceLevels balance) {
    /**
     * How much senders should have for gas, in wei.
     *
     * @param warn below this it is told
     * @param stop below this nothing new is signed
     * @param every how often they are looked at
     */
    public record BalanceLevels(BigInteger warn, BigInteger stop, Duration every) {}

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
