package io.enterpriseproxy.server.problem;

import io.enterpriseproxy.connector.Problem;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Map;

/** Writes problems as answers where there is no controller: in filters, also before the one that sets headers. */
public final class ProblemWriter {
    static final Map<String, String> FOR_BROWSERS = Map.of("X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY", "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer", "Cache-Control", "no-store");

    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Sets status and body; does nothing if the answer is on its way already. */
    public void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = json.writeValueAsBytes(ProblemBody.of(problem));
        response.setStatus(problem.code().httpStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        FOR_BROWSERS.forEach(response::setHeader);
        RetryAfter.seconds(problem.code().httpStatus(), null)
                .ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
