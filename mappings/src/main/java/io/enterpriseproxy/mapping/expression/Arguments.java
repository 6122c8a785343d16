package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.Jsonata;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What a function was called with. A missing or null first argument gives a missing result, as everywhere in JSONata. */
final class Arguments {
    private final String function;
    private final List<?> values;
    private final Budget budget;
    private final Map<String, ?> variables;

    Arguments(String function, List<?> values, Budget budget, Map<String, ?> variables) {
        this.function = function;
        this.values = values;
        this.budget = budget;
        this.variables = variables;
    }

    /** What the evaluation was given under this name. */
    @Nullable
    Object variable(String name) {
        return variables.get(name);
    }

    Budget budget() {
        return budget;
    }

    int count() {
        return values.size();
    }

    boolean missing(int index) {
        return value(index) == null;
    }

    @Nullable
    Object value(int index) {
        Object value = index < values.size() ? values.get(index) : null;
        return Jsonata.NULL_VALUE.equals(value) ? null : value;
    }

    BigDecimal number(int index) {
        return number(value(index));
    }

    BigDecimal number(@Nullable Object value) {
        return ExactNumber.read(value).orElseThrow(
                () -> ExpressionFailure.badValue(function + " cannot read a number", value,
                        "a number such as 1234.56"));
    }

    /** A text, or a number as its plain decimal digits. */
    String text(int index) {
        return text(value(index));
    }

    String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Number) {
            return Texts.plain(number(value));
        }
        throw ExpressionFailure.badValue(function + " cannot read a text", value, "a text");
    }

    String text(int index, String ifMissing) {
        return missing(index) ? ifMissing : text(index);
    }

    int integer(int index, int least, int most) {
        BigDecimal number = number(index);
        try {
            int integer = number.intValueExact();
            if (integer >= least && integer <= most) {
                return integer;
            }
        } catch (ArithmeticException e) {
            // Not an int at all: refused below with the same words as one out of range.
        }
        throw ExpressionFailure.badValue(function + ": argument " + (index + 1), number,
                "a whole number from " + least + " to " + most);
    }

    int integer(int index, int least, int most, int ifMissing) {
        return missing(index) ? ifMissing : integer(index, least, most);
    }

    Map<?, ?> object(int index) {
        if (value(index) instanceof Map<?, ?> map) {
            return map;
        }
        throw ExpressionFailure.badValue(function + ": argument " + (index + 1), value(index), "an object");
    }

    List<?> list(int index) {
        return value(index) instanceof List<?> list ? list : List.of();
    }

    ExpressionFailure refused(String detail, @Nullable Object found, String expected) {
        return ExpressionFailure.badValue(function + ": " + detail, found, expected);
    }
}
