package io.enterpriseproxy.mapping.event;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;

/** Ends the reading of an event inside this package; leaves it as a {@link Problem}. */
final class MalformedEvent extends Exception {
    private final Problem problem;

    MalformedEvent(String detail, long line, long column) {
        this(Problem.at(ProblemCode.MALFORMED_EVENT, "line " + line + (column > 0 ? ", column " + column : ""),
                detail));
    }

    private MalformedEvent(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    static MalformedEvent tooLarge(int bytes, int limit) {
        return new MalformedEvent(new Problem(ProblemCode.EVENT_TOO_LARGE, "the event is too large", null,
                bytes + " bytes", "at most " + limit));
    }

    static MalformedEvent tooLarge(String detail, String found) {
        return new MalformedEvent(new Problem(ProblemCode.EVENT_TOO_LARGE, detail, null, found, null));
    }

    static MalformedEvent tooMany(int limit) {
        return new MalformedEvent(new Problem(ProblemCode.EVENT_TOO_LARGE, "the batch has too many events", null,
                "more than " + limit, "at most " + limit));
    }

    Problem problem() {
        return problem;
    }
}
