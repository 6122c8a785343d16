package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * What an event is known by: its idempotency key and its ordering key.
 *
 * @param idempotency null if the mapping has no expression for it
 * @param ordering null if the mapping has no expression for it
 */
record EventKeys(@Nullable Template idempotency, @Nullable Template ordering) {
    private static final int LONGEST = 512;
    private static final String KEY = "idempotencyKey";
    private static final String ORDERING = "orderingKey";

    /** The expression's, else the caller's, else the source's. Empty only with a problem. */
    String idempotencyKey(Template.Input input, SourceEvent source, List<Problem> problems) {
        int before = problems.size();
        @Nullable
        String key = idempotency == null ? given(source) : text(idempotency.fill(input, problems), KEY, problems);
        if (problems.size() > before) {
            return "";
        }
        if (key == null || key.isEmpty()) {
            problems.add(Problem.at(ProblemCode.MISSING_IDEMPOTENCY_KEY, KEY,
                    idempotency == null
                            ? "neither the caller nor the source gives a key"
                            : "the expression gives nothing"));
            return "";
        }
        if (idempotency != null && source.callerKey() != null && !source.callerKey().equals(key)) {
            problems.add(new Problem(ProblemCode.IDEMPOTENCY_KEY_MISMATCH,
                    "the caller's key is not the one that the mapping makes of the event", KEY, source.callerKey(),
                    key));
        }
        return bounded(key, KEY, problems);
    }

    private static @Nullable String given(SourceEvent source) {
        return source.callerKey() != null ? source.callerKey() : source.sourceKey();
    }

    /** The expression's, else the source's; null if the event has no order. */
    @Nullable
    String orderingKey(Template.Input input, SourceEvent source, List<Problem> problems) {
        return orderingKey(input, source.orderingKey(), problems);
    }

    /** The expression's, else this one; null if the event has no order. */
    @Nullable
    String orderingKey(Template.Input input, @Nullable String given, List<Problem> problems) {
        if (ordering == null) {
            return given == null ? null : bounded(given, ORDERING, problems);
        }
        int before = problems.size();
        String key = text(ordering.fill(input, problems), ORDERING, problems);
        if (key == null && problems.size() == before) {
            problems.add(Problem.at(ProblemCode.EXPRESSION_FAILED, ORDERING,
                    "the expression gives nothing; an empty text means that the event has no order"));
        }
        return key == null || key.isEmpty() ? null : bounded(key, ORDERING, problems);
    }

    /** A number as its plain digits, so that 1, 1.0 and 1e0 are the same key. */
    private static @Nullable String text(@Nullable Object value, String place, List<Problem> problems) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case BigInteger whole -> whole.toString();
            case BigDecimal decimal ->
                decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
            default -> {
                problems.add(new Problem(ProblemCode.EXPRESSION_FAILED, "the key is of the wrong type", place,
                        value instanceof List<?> ? "a list" : value instanceof Boolean ? "true or false" : "an object",
                        "a text or a number"));
                yield null;
            }
        };
    }

    private static String bounded(String key, String place, List<Problem> problems) {
        if (key.length() > LONGEST) {
            problems.add(new Problem(ProblemCode.EXPRESSION_FAILED, "the key is too long", place,
                    key.length() + " characters", "at most " + LONGEST));
        }
        key.codePoints().filter(EventKeys::unprintable).findFirst().ifPresent(
                found -> problems.add(new Problem(ProblemCode.EXPRESSION_FAILED,
                        "the key has a character that cannot be written", place,
                        "U+%04X at character %d".formatted(found, key.indexOf(found) + 1),
                        "no control characters and no halves of surrogate pairs")));
        return key;
    }

    /** A database refuses the first kind; the second kind have the same bytes, so that two keys would be one. */
    private static boolean unprintable(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }
}
