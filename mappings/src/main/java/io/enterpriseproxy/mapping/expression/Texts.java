package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.Jsonata;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Values as text: for messages, and as the one plain form of a number. */
final class Texts {
    private static final int LONGEST_SHOWN = 80;

    private Texts() {}

    /** A value for a message, shortened. */
    static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> "'" + shortened(text) + "'";
            case Map<?, ?> map -> "an object of " + map.size() + " fields";
            case List<?> list -> "a list of " + list.size() + " items";
            case BigDecimal decimal -> shortened(decimal.toString());
            case Number number -> shortened(number.toString());
            case Boolean flag -> flag.toString();
            default -> Jsonata.NULL_VALUE.equals(value) ? "null" : "a function";
        };
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    /** Decimal digits without exponent and without trailing zeros: the same text for 1, 1.0 and 1e0. */
    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    static String plain(BigInteger number) {
        return number.toString();
    }
}
