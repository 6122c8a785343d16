package io.enterpriseproxy.server.security;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Set;

/**
 * A page of another site changes nothing here. Its browser would show the certificate of whoever looks at it, and says in
 * {@code Sec-Fetch-Site} (Fetch Metadata) where a request comes from.
 */
final class OtherSitesFilter extends OncePerRequestFilter {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OTHERS = Set.of("cross-site", "same-site");
    private static final Problem FROM_A_PAGE = Problem.of(ProblemCode.FORBIDDEN,
            "a page of another site may change nothing here");

    private final ProblemWriter problems;

    OtherSitesFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && OTHERS.contains(site) && !READS.contains(request.getMethod())) {
            problems.write(response, FROM_A_PAGE);
            return;
        }
        chain.doFilter(request, response);
    }
}
