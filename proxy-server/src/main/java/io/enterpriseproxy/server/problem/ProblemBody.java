package io.enterpriseproxy.server.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * A problem as {@code application/problem+json} (RFC 9457) shows it.
 *
 * @param type {@code urn:enterprise-proxy:problem:} and the code
 * @param code the stable name of the problem, see docs/reference/problems.md
 * @param cure what to do
 * @param problems all of them, if there are several; the fields of this one are those of the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String place,
        @Nullable String found,
        @Nullable String expected,
        String cure,
        @Nullable List<ProblemBody> problems) {

    public static ProblemBody of(Problem problem) {
        return of(problem, null);
    }

    /** Several problems in one answer; its status is that of the first. */
    public static ProblemBody of(List<Problem> problems) {
        Problem first = problems.getFirst();
        return problems.size() == 1 ? of(first) : of(first, problems.stream().map(ProblemBody::of).toList());
    }

    private static ProblemBody of(Problem problem, @Nullable List<ProblemBody> all) {
        ProblemCode code = problem.code();
        return new ProblemBody("urn:enterprise-proxy:problem:" + code.slug(), title(code), code.httpStatus(),
                problem.detail(), code.slug(), problem.place(), problem.found(), problem.expected(), code.cure(), all);
    }

    private static String title(ProblemCode code) {
        String words = code.slug().replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
