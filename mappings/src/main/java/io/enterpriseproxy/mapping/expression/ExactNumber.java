package io.enterpriseproxy.mapping.expression;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Numbers as they may enter our functions, and how large they may grow. */
final class ExactNumber {
    private static final Pattern TEXT = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?");
    private static final int MOST_DIGITS = 1_000;
    /** From here on the library's integers may have been rounded on their way. */
    private static final long FIRST_INEXACT = 1L << 53;

    private static final Map<String, RoundingMode> ROUNDINGS = new TreeMap<>(Map.of("half-even",
            RoundingMode.HALF_EVEN, "half-up", RoundingMode.HALF_UP, "half-down", RoundingMode.HALF_DOWN, "up",
            RoundingMode.UP, "down", RoundingMode.DOWN, "floor", RoundingMode.FLOOR, "ceiling",
            RoundingMode.CEILING));

    private ExactNumber() {}

    /** A number, or a text that is one; empty for anything else. */
    static Optional<BigDecimal> read(@Nullable Object value) {
        return switch (value) {
            case BigDecimal decimal -> Optional.of(bounded(decimal));
            case BigInteger whole -> Optional.of(bounded(new BigDecimal(whole)));
            case Integer small -> Optional.of(BigDecimal.valueOf(small));
            case Long large -> Optional.of(BigDecimal.valueOf(exact(large)));
            case Number inexact -> throw ExpressionFailure.inexact(inexact);
            case String text when text.length() <= MOST_DIGITS && TEXT.matcher(text).matches() ->
                Optional.of(bounded(new BigDecimal(text)));
            case null, default -> Optional.empty();
        };
    }

    /** The library makes a Long of every whole result, also of a rounded one. */
    static long exact(long value) {
        if (value >= FIRST_INEXACT || value <= -FIRST_INEXACT) {
            throw ExpressionFailure.inexact(value);
        }
        return value;
    }

    static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
            throw ExpressionFailure.outOfBounds("a number has more than " + MOST_DIGITS + " digits");
        }
        return number;
    }

    static RoundingMode rounding(String word) {
        RoundingMode mode = ROUNDINGS.get(word.toLowerCase(Locale.ROOT));
        if (mode == null) {
            throw ExpressionFailure.badValue("unknown rounding", word,
                    "one of " + String.join(", ", ROUNDINGS.keySet()));
        }
        return mode;
    }
}
