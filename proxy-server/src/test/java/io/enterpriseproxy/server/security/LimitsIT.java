package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is too much is told to come back. Events of unknown mappings count too, which tells the limits from the flow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {
    private static final int FAILED_LOG_INS = 10;
    private static final int RATE = 4;
    private ProxyUnderTest proxy;

    @BeforeAll
    void start(@TempDir Path directory) {
        proxy = ProxyUnderTest.start(directory, """
                  security:
                    limits: { failed-log-ins: %d, mappings: { narrow: 1 } }
                    api-clients:
                      - { name: erp, key: '${file:caller.key}', roles: [caller], events-per-second: %d }
                      - { name: ops, key: '${file:admin.key}', roles: [admin] }
                """.formatted(FAILED_LOG_INS, RATE), Map.of());
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    @Test
    void clientThatSendsTooMuchIsToldToComeBack() {
        // When
        long begin = System.nanoTime();
        Map<Integer, Long> answers = IntStream.range(0, 200).mapToObj(no -> proxy.post("/api/v1/calls/x", CALLER, "{}"))
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        double seconds = (System.nanoTime() - begin) / 1e9;
        // Then
        assertThat(answers).containsOnlyKeys(404, 429);
        assertThat(answers.get(404)).isBetween((long) RATE, (long) (RATE + RATE * seconds + 1));
        HttpResponse<String> refused = awaitRefusal();
        assertThat(refused.headers().firstValue("Retry-After")).hasValueSatisfying(
                wait -> assertThat(Integer.parseInt(wait)).isPositive());
        assertThat(refused.body()).contains("\"code\":\"too-many-requests\"", "erp");
        // And who has no limit is not held
        assertThat(IntStream.range(0, 50).map(no -> proxy.post("/api/v1/calls/x", ADMIN, "{}").statusCode()))
                .containsOnly(404);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> proxy.post("/api/v1/calls/x", CALLER, "{}").statusCode() == 404);
    }

    private HttpResponse<String> awaitRefusal() {
        return await().atMost(Duration.ofSeconds(10)).until(() -> proxy.post("/api/v1/calls/x", CALLER, "{}"),
                answer -> answer.statusCode() == 429);
    }

    @Test
    void batchIsTakenWholeAndPaidForByThoseAfterIt() {
        // Given
        String batch = IntStream.range(0, 10).mapToObj(no -> "{\"no\":" + no + "}")
                .collect(Collectors.joining(",", "[", "]"));
        // When
        HttpResponse<String> taken = proxy.post("/api/v1/calls/narrow/batch", ADMIN, batch);
        // Then
        assertThat(taken.statusCode()).isEqualTo(200);
        HttpResponse<String> next = proxy.post("/api/v1/calls/narrow/batch", ADMIN, batch);
        assertThat(next.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(next.headers().firstValue("Retry-After").orElseThrow())).isBetween(2, 10);
    }

    @Test
    void logInsThatFailTooOftenLearnNothingMoreAndGoodOnesGoOn() {
        // When
        Map<Integer, Long> answers = IntStream.range(0, 100)
                .mapToObj(no -> proxy.get("/api/v1/calls", "ep_" + "%040d".formatted(no)))
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        // Then
        assertThat(answers).containsOnlyKeys(401, 429);
        assertThat(answers.get(401)).isBetween((long) FAILED_LOG_INS, 2L * FAILED_LOG_INS);
        assertThat(proxy.get("/api/v1/calls", "ep_wrong").headers().firstValue("Retry-After")).isPresent();
        assertThat(proxy.get("/api/v1/calls", ADMIN).statusCode()).isEqualTo(200);
        // And who shows nothing is told what is missing
        assertThat(proxy.send(HttpRequest.newBuilder(proxy.uri("/api/v1/calls")).build()).statusCode()).isEqualTo(401);
    }

    @Test
    void headersThatAreTooLargeAreRefused() {
        HttpResponse<String> answer = proxy.send(proxy.request("/api/v1/calls", ADMIN)
                .header("X-Large", "x".repeat(17_000)).build());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
