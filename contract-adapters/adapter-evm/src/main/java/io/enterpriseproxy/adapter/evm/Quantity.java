package io.enterpriseproxy.adapter.evm;

import java.math.BigInteger;

/** Integers in JSON-RPC's form: 0x-hex without leading zeros. */
final class Quantity {
    private Quantity() {}

    static String of(long number) {
        return "0x" + Long.toHexString(number);
    }

    static String of(BigInteger number) {
        return "0x" + number.toString(16);
    }

    /** Refuses what is no hex or above 2^63-1 with an IllegalArgumentException. */
    static long toLong(String text) {
        return Long.parseLong(digits(text), 16);
    }

    /** Refuses what is no hex with an IllegalArgumentException. */
    static BigInteger toBigInteger(String text) {
        return new BigInteger(digits(text), 16);
    }

    private static String digits(String text) {
        boolean signed = text.startsWith("-", 2) || text.startsWith("+", 2);
        if (!text.startsWith("0x") || text.length() > 66 || signed) {
            throw new IllegalArgumentException("a quantity is 0x and up to 64 hex digits");
        }
        return text.substring(2);
    }
}
