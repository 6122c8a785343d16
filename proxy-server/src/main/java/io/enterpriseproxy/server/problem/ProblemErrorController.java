package io.enterpriseproxy.server.problem;

import io.enterpriseproxy.connector.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the servlet container answers by itself, for example when a filter failed: a problem too. */
@Hidden
@RestController
final class ProblemErrorController implements ErrorController {
    @RequestMapping("/error")
    ResponseEntity<ProblemBody> error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        Problem problem = StatusProblems.of(status, status >= 500
                ? "the request failed by a fault of the proxy"
                : "the request was refused with status " + status);
        return ResponseEntity.status(problem.code().httpStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .headers(headers -> ProblemWriter.FOR_BROWSERS.forEach(headers::set)).body(ProblemBody.of(problem));
    }
}
