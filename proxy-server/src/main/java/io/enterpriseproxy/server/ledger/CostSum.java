package io.enterpriseproxy.server.ledger;

import java.math.BigInteger;

/**
 * What calls have cost together.
 *
 * @param unknown so many of them are in a block, and the chain did not say what they cost
 * @param gasUsed of the others
 * @param fee of the others, in wei
 * @param byFeePayer what of the fee the fee payer paid; the sender paid the rest
 */
public record CostSum(long calls, long unknown, BigInteger gasUsed, BigInteger fee, BigInteger byFeePayer) {
    /** A call that has cost nothing: none of its transactions is in a block. */
    public static final CostSum FREE = new CostSum(1, 0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    /** One of which the chain did not say what it cost. */
    public static final CostSum UNKNOWN = new CostSum(1, 1, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    /** One call with this transaction. */
    public static CostSum of(GasCost cost) {
        Long gas = cost.gasUsed();
        return gas == null
                ? UNKNOWN
                : cost.fee().map(fee -> new CostSum(1, 0, BigInteger.valueOf(gas), fee, cost.byFeePayer(fee)))
                        .orElse(UNKNOWN);
    }

    /** Both together. */
    public CostSum plus(CostSum other) {
        return new CostSum(calls + other.calls, unknown + other.unknown, gasUsed.add(other.gasUsed),
                fee.add(other.fee), byFeePayer.add(other.byFeePayer));
    }

    /** What takes it back. */
    public CostSum negated() {
        return new CostSum(-calls, -unknown, gasUsed.negate(), fee.negate(), byFeePayer.negate());
    }
}
