package io.enterpriseproxy.chain;

import java.math.BigInteger;

/**
 * Who pays for a transaction's gas instead of its sender.
 *
 * @param percent of the fee, from 1 to 100; the sender pays the rest
 */
public record FeePayer(Address address, int percent) {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    public FeePayer {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("a fee payer pays 1 to 100 percent, not " + percent);
        }
    }

    /** Its share of a cost in wei, rounded up. */
    public BigInteger share(BigInteger cost) {
        return share(cost, percent);
    }

    /** What the chain takes off its account for a fee in wei: its share, rounded down. The sender pays the rest. */
    public BigInteger charged(BigInteger fee) {
        return fee.multiply(BigInteger.valueOf(percent)).divide(HUNDRED);
    }

    /** So many percent of a cost in wei, rounded up. */
    public static BigInteger share(BigInteger cost, int percent) {
        return cost.multiply(BigInteger.valueOf(percent)).add(HUNDRED.subtract(BigInteger.ONE)).divide(HUNDRED);
    }
}
