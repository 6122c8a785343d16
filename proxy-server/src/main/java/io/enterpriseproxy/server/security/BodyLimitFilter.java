package io.enterpriseproxy.server.security;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.problem.BodyRefusedException;
import io.enterpriseproxy.server.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Refuses bodies that are too large: by their Content-Length before they are read, else as soon as they go past it.
 * Refuses packed ones too, whose size nobody knows before they are unpacked.
 */
final class BodyLimitFilter extends OncePerRequestFilter {
    private static final String NOT_PACKED = "identity";

    private final long limit;
    private final BodyRoom room;
    private final ProblemWriter problems;

    BodyLimitFilter(long limit, BodyRoom room, ProblemWriter problems) {
        this.limit = limit;
        this.room = room;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase(NOT_PACKED)) {
            refuse(response, new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "the body is packed",
                    HttpHeaders.CONTENT_ENCODING, encoding, "a body as it is, without this header"));
            return;
        }
        if (request.getContentLengthLong() > limit) {
            refuse(response, BodyRefusedException.tooLarge(limit));
            return;
        }
        LimitedRequest limited = new LimitedRequest(request, limit, room);
        try {
            chain.doFilter(limited, response);
        } finally {
            limited.giveBack();
        }
    }

    private void refuse(HttpServletResponse response, Problem problem) throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        problems.write(response, problem);
    }
}
