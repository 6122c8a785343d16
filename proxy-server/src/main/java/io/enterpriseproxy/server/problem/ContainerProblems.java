package io.enterpriseproxy.server.problem;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** What Tomcat refuses before any filter, such as a malformed path: a problem instead of a page of HTML. */
final class ContainerProblems extends ErrorReportValve {
    private final ProblemWriter problems;

    ContainerProblems(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            Problem problem = StatusProblems.of(response.getStatus(), "the request is malformed");
            problems.write(response, problem.code().httpStatus() < 500
                    ? problem
                    : Problem.of(ProblemCode.INTERNAL_ERROR, "the request failed by a fault of the proxy"));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client has gone before it was answered", e);
        }
    }
}
