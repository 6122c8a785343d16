package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.JException;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * An expression that has no result for this event. A subtype of the library's exception, because the library passes
 * only those through its operators unchanged; it ends in {@link #problem} and goes no further than the mapping.
 */
public final class ExpressionFailure extends JException {
    private final ProblemCode code;
    private final String detail;
    private final @Nullable String found;
    private final @Nullable String expected;

    ExpressionFailure(ProblemCode code, String detail, @Nullable String found, @Nullable String expected) {
        super(null, "D3137", -1, detail, null);
        this.code = code;
        this.detail = detail;
        this.found = found;
        this.expected = expected;
    }

    private ExpressionFailure(ProblemCode code, String detail, Throwable cause) {
        super(cause, "D3137", -1, detail, null);
        this.code = code;
        this.detail = detail;
        this.found = null;
        this.expected = null;
    }

    static ExpressionFailure outOfBounds(String detail) {
        return new ExpressionFailure(ProblemCode.EXPRESSION_OUT_OF_BOUNDS, detail, null, null);
    }

    static ExpressionFailure failed(String detail) {
        return new ExpressionFailure(ProblemCode.EXPRESSION_FAILED, detail, null, null);
    }

    /** What the library itself refused; its exceptions are of many types. */
    static ExpressionFailure failed(RuntimeException cause) {
        String message = cause.getMessage();
        int position = cause instanceof JException e ? e.getLocation() : -1;
        return new ExpressionFailure(ProblemCode.EXPRESSION_FAILED,
                (message == null ? cause.getClass().getSimpleName() : Texts.shortened(message))
                        + (position < 0 ? "" : " (at character " + position + ")"),
                cause);
    }

    static ExpressionFailure badValue(String detail, @Nullable Object found, String expected) {
        return new ExpressionFailure(ProblemCode.INVALID_ARGUMENT, detail, Texts.shown(found), expected);
    }

    static ExpressionFailure inexact(Number found) {
        return new ExpressionFailure(ProblemCode.INEXACT_NUMBER, "a number went through floating point",
                String.valueOf(found), "an exact number");
    }

    /** Two numbers of which a comparison says that they are one. */
    static ExpressionFailure alike(Number left, Number right) {
        return new ExpressionFailure(ProblemCode.INEXACT_NUMBER, "a comparison takes two numbers for the same",
                Texts.shortened(left + " and " + right), "texts on both sides: $string(a) = $string(b)");
    }

    public ProblemCode code() {
        return code;
    }

    /**
     * As data.
     *
     * @param place the expression's path in the mapping file
     */
    public Problem problem(String place) {
        return new Problem(code, detail, place, found, expected);
    }
}
