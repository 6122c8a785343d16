package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import org.jspecify.annotations.Nullable;

/** How much of a list one answer shows. */
final class Limits {
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private Limits() {}

    /** @throws RequestRefusedException if it is out of range */
    static int of(@Nullable Integer limit) {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                    "the parameter limit cannot be used", "limit", limit.toString(), "1 to " + MOST));
        }
        return limit == null ? USUAL : limit;
    }
}
