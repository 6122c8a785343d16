package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static io.enterpriseproxy.server.ProxyUnderTest.MONITOR;
import static org.assertj.core.api.Assertions.assertThat;

class SecurityIT {
    private static ProxyUnderTest proxy;

    @BeforeAll
    static void start(@TempDir Path directory) {
        proxy = ProxyUnderTest.start(directory, ProxyUnderTest.clients(), Map.of());
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/unknown", "/openapi.json", "/error", "/login", "/logout", "/api/v1/calls",
            "/api/v1/nothing", "/actuator", "/actuator/prometheus", "/actuator/env", "/api//v1/calls", "/a;b=c",
            "/api/v1/%2e%2e/x", "/favicon.ico", "/actuator/health/../prometheus"})
    void nobodyIsToldThatHeIsNobodyOnEveryPath(String path) {
        HttpResponse<String> answer = proxy.send(HttpRequest.newBuilder(proxy.uri(path)).build());

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ep_wrong00000000000000000000000000000000", "Bearer ", "Bearer", "Basic ZXA6ZXA=",
            ""})
    void wrongIdentityIsNobody(String authorization) {
        HttpRequest request = HttpRequest.newBuilder(proxy.uri("/api/v1/calls/x")).POST(BodyPublishers.ofString("{}"))
                .header("Authorization", authorization).build();

        assertProblem(proxy.send(request), 401, "unauthorized");
    }

    @Test
    void healthIsOpen() {
        for (String path : new String[]{"/actuator/health/liveness", "/actuator/health/readiness"}) {
            assertThat(proxy.send(HttpRequest.newBuilder(proxy.uri(path)).build()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void callerMayNotWhatAdminsMay() {
        assertProblem(proxy.get("/api/v1/audit", CALLER), 403, "forbidden");
        assertProblem(proxy.get("/actuator/prometheus", CALLER), 403, "forbidden");
        assertProblem(proxy.post("/api/v1/calls/some-id/retry", CALLER, ""), 403, "forbidden");
        assertThat(proxy.get("/actuator/prometheus", ADMIN).statusCode()).isEqualTo(200);
    }

    @Test
    void monitorReadsHealthAndMetricsAndNothingElse() {
        assertThat(proxy.get("/actuator/prometheus", MONITOR).statusCode()).isEqualTo(200);
        assertThat(proxy.get("/actuator/health", MONITOR).body()).contains("\"components\"");
        assertProblem(proxy.get("/api/v1/calls", MONITOR), 403, "forbidden");
        assertProblem(proxy.post("/api/v1/calls/x", MONITOR, "{}"), 403, "forbidden");
        assertProblem(proxy.get("/api/v1/lanes", MONITOR), 403, "forbidden");
        assertProblem(proxy.get("/openapi.json", MONITOR), 403, "forbidden");
    }

    @Test
    void unknownPathIsNotFoundForWhoIsKnown() {
        assertProblem(proxy.get("/nothing-here", CALLER), 404, "not-found");
        assertProblem(proxy.get("/api/v1/nothing-here", ADMIN), 404, "not-found");
    }

    @Test
    void bodyAboveTheLimitIsRefusedByItsLengthBeforeItIsRead() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.setSoTimeout(1_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/calls/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + CALLER
                    + "\r\nContent-Length: 52428800\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            out.flush();

            String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(head).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void bodyWithoutALengthIsRefusedWhereItGoesPastTheLimit() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/calls/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + CALLER
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("100000\r\n" + "x".repeat(0x100000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int megabyte = 0; megabyte < 17; megabyte++) {
                out.write(chunk);
            }
            out.flush();

            String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(head).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void pathThatTheFirewallRefusesIsAProblem() {
        assertProblem(proxy.get("/api//v1/calls", ADMIN), 400, "invalid-request");
    }

    @Test
    void whatTheContainerRefusesIsAProblemToo() throws IOException {
        for (String target : new String[]{"/%zz", "/a[b", "/\u0001"}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
                socket.getOutputStream().write(("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));

                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json",
                        "\"code\":\"invalid-request\"");
            }
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"",
                "\"type\":\"urn:enterprise-proxy:problem:" + code);
    }
}
