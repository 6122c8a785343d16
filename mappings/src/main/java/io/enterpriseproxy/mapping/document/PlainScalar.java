package io.enterpriseproxy.mapping.document;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * Unquoted values as in JSON: {@code null}, {@code true}, {@code false}, and numbers. All else is text: {@code on},
 * {@code 0x1f}, {@code 007} and dates, which YAML 1.1 would turn into something else.
 */
final class PlainScalar {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
    private static final int MOST_DIGITS = 400;

    private PlainScalar() {}

    static @Nullable Object read(String text) {
        return switch (text) {
            case "", "~", "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> numberOrText(text);
        };
    }

    private static Object numberOrText(String text) {
        if (text.length() > MOST_DIGITS) {
            return text;
        }
        if (INTEGER.matcher(text).matches()) {
            return new BigInteger(text);
        }
        return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : text;
    }
}
