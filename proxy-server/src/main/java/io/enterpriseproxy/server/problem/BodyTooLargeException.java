package io.enterpriseproxy.server.problem;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;

import java.io.IOException;

/** The body of a request went past its limit while it was read. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    public BodyTooLargeException(long limit) {
        super("the body has more than " + limit + " bytes");
    }

    /** What the caller is told. */
    public static Problem problem(long limit) {
        return Problem.of(ProblemCode.EVENT_TOO_LARGE, "the body has more than " + limit + " bytes");
    }

    Problem problem() {
        return Problem.of(ProblemCode.EVENT_TOO_LARGE, String.valueOf(getMessage()));
    }
}
