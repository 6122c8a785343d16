package io.enterpriseproxy.server.problem;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/** Ends the handling of one HTTP request with problems as its answer. Only for code that Spring MVC calls. */
public final class RequestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final @Nullable Duration retryAfter;

    public RequestRefusedException(Problem problem) {
        this(List.of(problem), null);
    }

    public RequestRefusedException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    /** @param problems at least one; the first decides the status */
    public RequestRefusedException(List<Problem> problems, @Nullable Duration retryAfter) {
        super(problems.getFirst().message());
        this.problems = List.copyOf(problems);
        this.retryAfter = retryAfter;
    }

    List<Problem> problems() {
        return problems;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
