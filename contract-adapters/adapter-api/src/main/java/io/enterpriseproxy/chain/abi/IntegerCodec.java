package io.enterpriseproxy.chain.abi;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * uintN and intN. Headlong is told uint256 and int256, which are encoded the same way (ABI specification); the range is
 * checked here, in both directions.
 *
 * @param expected what faults say
 */
record IntegerCodec(String type, String encodedAs, BigInteger min, BigInteger max, String expected)
        implements
            ValueCodec {
    /** Digits of 2^256 - 1. */
    private static final int MOST_DIGITS = 78;
    /** More digits than that are refused unread, leading and trailing zeros included. */
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_BITS = 1024;

    static IntegerCodec of(String type, boolean signed, int bits) {
        int exponent = signed ? bits - 1 : bits;
        BigInteger end = BigInteger.TWO.pow(exponent);
        String from = signed ? "-2^" + exponent : "0";
        return new IntegerCodec(type, signed ? "int256" : "uint256", signed ? end.negate() : BigInteger.ZERO,
                end.subtract(BigInteger.ONE), type + ": an integer from " + from + " to 2^" + exponent + "-1");
    }

    @Override
    public @Nullable Object read(@Nullable Object value, Place place, Faults faults) {
        BigInteger integer = switch (value) {
            case BigInteger number -> number;
            case Long number -> BigInteger.valueOf(number);
            case Integer number -> BigInteger.valueOf(number);
            case Short number -> BigInteger.valueOf(number);
            case Byte number -> BigInteger.valueOf(number);
            case BigDecimal number -> whole(number);
            case String text -> parse(text);
            case null, default -> null;
        };
        if (integer == null || !inRange(integer)) {
            faults.add(place, value, expected);
            return null;
        }
        return integer;
    }

    @Override
    public Object show(Object decoded) {
        BigInteger integer = (BigInteger) decoded;
        if (!inRange(integer)) {
            throw new IllegalArgumentException("a value outside of " + type);
        }
        return integer.toString();
    }

    private boolean inRange(BigInteger integer) {
        return integer.compareTo(min) >= 0 && integer.compareTo(max) <= 0;
    }

    /** Judges by digits and exponent first: 1e400 is never written out. */
    private static @Nullable BigInteger whole(BigDecimal number) {
        if (number.signum() == 0) {
            return BigInteger.ZERO;
        }
        if (number.unscaledValue().bitLength() > MOST_BITS) {
            return null;
        }
        long digitsBeforePoint = (long) number.precision() - number.scale();
        if (digitsBeforePoint < 1 || digitsBeforePoint > MOST_DIGITS || number.stripTrailingZeros().scale() > 0) {
            return null;
        }
        return number.toBigIntegerExact();
    }

    private static @Nullable BigInteger parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return null;
        }
        if (text.startsWith("0x")) {
            return digits(text, 2, 16) ? new BigInteger(text.substring(2), 16) : null;
        }
        return digits(text, text.startsWith("-") ? 1 : 0, 10) ? new BigInteger(text) : null;
    }

    /** ASCII digits only: BigInteger would take those of every script, and signs in the middle. */
    private static boolean digits(String text, int from, int radix) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
                return false;
            }
        }
        return text.length() > from;
    }
}
