package io.enterpriseproxy.server.policy;

import java.math.BigInteger;

/**
 * How much of a call's gas a key's account pays for, and as what it signs.
 *
 * @param percent from 0 to 100
 */
record GasShare(SigningRole role, int percent) {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    /** The share of a cost in wei, rounded up. */
    BigInteger of(BigInteger cost) {
        return of(cost, percent);
    }

    static BigInteger of(BigInteger cost, int percent) {
        return cost.multiply(BigInteger.valueOf(percent)).add(HUNDRED.subtract(BigInteger.ONE)).divide(HUNDRED);
    }
}
