package io.enterpriseproxy.server.problem;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;

import java.io.IOException;

/** The body of a request is not read any further. */
public final class BodyRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public BodyRefusedException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** What the sender of a body with more than so many bytes is told. */
    public static Problem tooLarge(long limit) {
        return Problem.of(ProblemCode.EVENT_TOO_LARGE, "the body has more than " + limit + " bytes");
    }

    Problem problem() {
        return problem;
    }
}
