package io.enterpriseproxy.mapping.event;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plain values (Map, List, String, Boolean, BigInteger, BigDecimal, Integer, Long, null) as compact JSON.
 *
 * <p>
 * The canonical form is that of RFC 8785 but for numbers, which keep every digit: plain decimal digits without exponent
 * and without trailing zeros, so that 1, 1.0 and 1e0 are the same and amounts stay exact.
 */
public final class JsonText {
    private final StringBuilder out = new StringBuilder(256);
    private final boolean sorted;

    private JsonText(boolean sorted) {
        this.sorted = sorted;
    }

    /** Fields in their order. */
    public static String write(@Nullable Object value) {
        return new JsonText(false).value(value).out.toString();
    }

    /** Fields sorted: equal events have equal texts. */
    public static String canonical(@Nullable Object value) {
        return new JsonText(true).value(value).out.toString();
    }

    private JsonText value(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> text(text);
            case Boolean flag -> out.append(flag);
            case BigDecimal decimal -> out.append(plain(decimal));
            case BigInteger whole -> out.append(whole);
            case Integer number -> out.append(number);
            case Long number -> out.append(number);
            case List<?> list -> list(list);
            case Map<?, ?> map -> object(sorted ? new TreeMap<>(map) : map);
            default -> throw new IllegalArgumentException("not a plain value: " + value.getClass());
        }
        return this;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private void list(List<?> list) {
        out.append('[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            value(item);
            separator = ",";
        }
        out.append(']');
    }

    private void object(Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            text((String) entry.getKey());
            out.append(':');
            value(entry.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || unpaired(text, i)) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** A half of a surrogate pair without the other has no UTF-8 form. */
    private static boolean unpaired(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
