package io.enterpriseproxy.server.problem;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {
    private final ProblemAdvice advice = new ProblemAdvice();

    @ParameterizedTest
    @EnumSource
    void whoIsRefusedForNowIsToldWhenToComeBack(ProblemCode code) throws IOException {
        MockHttpServletResponse written = new MockHttpServletResponse();
        new ProblemWriter(JsonMapper.builder().build()).write(written, Problem.of(code, "a problem"));
        String answered = advice.refused(new RequestRefusedException(code, "a problem")).getHeaders()
                .getFirst("Retry-After");

        boolean forNow = code.httpStatus() == 503 || code.httpStatus() == 429;
        assertThat(answered).isEqualTo(forNow ? "5" : null);
        assertThat(written.getHeader("Retry-After")).isEqualTo(answered);
    }

    @Test
    void whatTheRefusalSaysItselfCounts() {
        RequestRefusedException refusal = new RequestRefusedException(
                List.of(Problem.of(ProblemCode.MAPPING_PAUSED, "paused")), Duration.ofSeconds(30));

        assertThat(advice.refused(refusal).getHeaders().getFirst("Retry-After")).isEqualTo("30");
    }
}
