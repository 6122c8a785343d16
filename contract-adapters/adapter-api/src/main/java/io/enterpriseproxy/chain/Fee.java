package io.enterpriseproxy.chain;

import java.math.BigInteger;

/** What a transaction offers per unit of gas, in wei. */
public sealed interface Fee {
    /** The most that a unit of gas may cost. */
    BigInteger cap();

    /** EIP-1559: base fee plus tip, at most the cap. */
    record DynamicFee(BigInteger maxFeePerGas, BigInteger maxPriorityFeePerGas) implements Fee {
        public DynamicFee {
            if (maxPriorityFeePerGas.compareTo(maxFeePerGas) > 0) {
                throw new IllegalArgumentException("the tip is above the cap");
            }
        }

        @Override
        public BigInteger cap() {
            return maxFeePerGas;
        }
    }

    /** One price, as in transactions before EIP-1559 (EIP-155). */
    record LegacyFee(BigInteger gasPrice) implements Fee {
        @Override
        public BigInteger cap() {
            return gasPrice;
        }
    }
}
