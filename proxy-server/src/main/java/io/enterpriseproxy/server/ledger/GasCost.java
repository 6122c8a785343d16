package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What a transaction in a block has cost.
 *
 * @param gasUsed null if the chain does not say: it is read by logs, and the call succeeded
 * @param gasPrice in wei; null as {@code gasUsed}
 * @param payer null: its sender paid all
 */
public record GasCost(@Nullable Long gasUsed, @Nullable BigInteger gasPrice, @Nullable PayingKey payer) {
    /** In wei; empty if the chain does not say. */
    public Optional<BigInteger> fee() {
        return gasUsed == null || gasPrice == null
                ? Optional.empty()
                : Optional.of(gasPrice.multiply(BigInteger.valueOf(gasUsed)));
    }

    /** What of the fee the fee payer pays; the sender pays the rest. */
    public BigInteger byFeePayer(BigInteger fee) {
        return payer == null ? BigInteger.ZERO : payer.account().charged(fee);
    }
}
