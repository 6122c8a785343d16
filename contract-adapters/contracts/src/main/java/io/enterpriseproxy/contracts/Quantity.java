package io.enterpriseproxy.contracts;

import java.math.BigInteger;

/** Numbers as JSON-RPC writes them: 0x-hex without leading zeros. {@code decode(encode(x)) = x}. */
public final class Quantity {
    private Quantity() {}

    /** Of a number that is not negative. */
    public static String encode(long value) {
        return encode(BigInteger.valueOf(value));
    }

    /** Of a number that is not negative. */
    public static String encode(BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a quantity is not negative, found " + value);
        }
        return "0x" + value.toString(16);
    }

    /** The number that 0x-hex stands for. */
    public static BigInteger decode(String text) {
        if (!text.matches("0x[0-9a-fA-F]+")) {
            throw new IllegalArgumentException("a quantity is 0x and hex digits, found \"" + text + "\"");
        }
        return new BigInteger(text.substring(2), 16);
    }
}
