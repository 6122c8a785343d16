package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.Jsonata;
import io.enterpriseproxy.mapping.event.JsonText;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The library's results as plain values: Map, List, String, Boolean, BigInteger, BigDecimal, null. */
final class PlainValue {
    private PlainValue() {}

    /**
     * Copies a result that was weighed.
     *
     * @throws ExpressionFailure if a number is inexact and the purpose needs it exact, or if there is a function in it
     */
    static @Nullable Object of(@Nullable Object value, Purpose purpose) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case Number number -> number(number, purpose);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(item -> copy.add(of(item, purpose)));
                yield copy;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(String.valueOf(key), of(item, purpose)));
                yield copy;
            }
            default -> {
                if (value.equals(Jsonata.NULL_VALUE)) {
                    yield null;
                }
                throw ExpressionFailure.failed("the result is a function; call it with ( )");
            }
        };
    }

    private static Number number(Number number, Purpose purpose) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole -> whole;
            case Integer small -> BigInteger.valueOf(small);
            case Long large -> BigInteger.valueOf(purpose == Purpose.EXACT ? ExactNumber.exact(large) : large);
            default -> {
                if (purpose == Purpose.EXACT || !Double.isFinite(number.doubleValue())) {
                    throw ExpressionFailure.inexact(number);
                }
                yield BigDecimal.valueOf(number.doubleValue());
            }
        };
    }

    /** Compact JSON, numbers in plain digits, fields in their order. */
    static String json(@Nullable Object value) {
        return JsonText.write(of(value, Purpose.EXACT));
    }
}
