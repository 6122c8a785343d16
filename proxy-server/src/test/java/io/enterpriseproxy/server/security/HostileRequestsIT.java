package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

/** Requests that are made to reach something else than what they name; the ledger is on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsIT {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final List<String> INSIDE = List.of("Exception", "\tat ", "org.springframework",
            "io.enterpriseproxy",
            "FROM ", "SQLSTATE", "PSQL", "root:x:0", "Tomcat", "jdbc:", "/home/", "/tmp/");

    private EmbeddedPostgres postgres;
    private InvoiceChain chain;
    private ProxyUnderTest proxy;
    private List<Route> routes;

    /** A method and a path; variables stand in braces, parameters are listed. */
    record Route(String method, String path, List<String> parameters) {
        Stream<String> with(String value) {
            String escaped = escaped(value);
            Stream<String> variables = path.contains("{")
                    ? Stream.of(path.replaceAll("\\{[^}]*}", Matcher.quoteReplacement(escaped)))
                    : Stream.empty();
            return Stream.concat(variables, parameters.stream()
                    .map(name -> path.replaceAll("\\{[^}]*}", "x") + "?" + name + "=" + escaped));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        chain = InvoiceChain.start(directory);
        proxy = ProxyUnderTest.start(directory, chain.config() + ProxyUnderTest.clients()
                + "  ledger: { url: '%s', username: postgres }\n".formatted(
                        postgres.getJdbcUrl("postgres", "postgres")),
                Map.of("good.yaml", InvoiceChain.mapping("good", "/erp/good")));
        JsonNode paths = JsonMapper.shared().readTree(proxy.get("/openapi.json", ADMIN).body()).path("paths");
        routes = paths.properties().stream().flatMap(path -> path.getValue().properties().stream()
                .map(method -> new Route(method.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                        method.getValue().path("parameters").valueStream()
                                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                                .map(parameter -> parameter.path("name").asString("")).toList())))
                .toList();
        assertThat(proxy.post("/api/v1/calls/good", CALLER, InvoiceChain.invoice("FIRST", "1.00")).statusCode())
                .isEqualTo(202);
    }

    @AfterAll
    void stop() throws IOException {
        proxy.close();
        chain.close();
        postgres.close();
    }

    @Test
    void serverNamesRoutesWithVariablesAndParameters() {
        assertThat(routes.stream().filter(route -> route.path().contains("{"))).hasSizeGreaterThan(20);
        assertThat(routes.stream().filter(route -> !route.parameters().isEmpty())).hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @MethodSource("io.enterpriseproxy.server.security.HostileRequests#values")
    void valueInAPathOrParameterIsNothingButAValue(String value) {
        int tables = tables();
        long begin = System.nanoTime();
        for (Route route : routes) {
            route.with(value).forEach(target -> {
                HttpResponse<String> answer = send(route.method(), target, "{}");
                assertThat(answer.statusCode()).as("%s %s: %s", route, target, answer.body()).isLessThan(500);
                assertThatNothingIsTold(answer.statusCode(), answer.body());
                if (route.method().equals("GET") && answer.statusCode() == 200
                        && target.matches(".*calls\\?(mapping|key|sender)=.*")) {
                    assertThat(JsonMapper.shared().readTree(answer.body()).at("/items")).as(target).isEmpty();
                }
            });
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(tables()).isEqualTo(tables);
        assertThat(postgres().queryForObject("SELECT count(*) FROM contract_call", Integer.class)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("io.enterpriseproxy.server.security.HostileRequests#lookAlikes")
    void nameThatLooksLikeAnotherIsNoName(String name) {
        String escaped = escaped(name);
        assertThat(send("PUT", "/api/v1/mappings/" + escaped, "kind: Mapping").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/api/v1/mappings/" + escaped, "").statusCode()).isIn(400, 404);
        assertThat(send("POST", "/api/v1/calls/" + escaped, InvoiceChain.invoice("L-1", "1.00")).statusCode())
                .isIn(400, 404);
        assertThat(send("PUT", "/api/v1/address-books/" + escaped + "/100042",
                "{\"address\":\"0x15d34aaf54267db7d7c367839aaf71a00a2c6a65\"}").statusCode())
                .isIn(escaped.matches("[A-Za-z.]+") ? List.of(200) : List.of(400));
        String alias = escaped(name.replace("good", "erp-ap"));
        if (!alias.equals("erp-ap")) {
            assertThat(send("PUT", "/api/v1/stops/keys/" + alias, "{\"reason\":\"x\"}").statusCode()).isIn(400, 404);
        }
    }

    @Test
    void keyOfAnAddressBookHasNothingThatNobodySees() {
        for (String key : List.of("100042\u200b", "\u202e240001", "10004\u00ad2", "e\u0301")) {
            assertThat(send("PUT", "/api/v1/address-books/suppliers/" + escaped(key),
                    "{\"address\":\"0x15d34aaf54267db7d7c367839aaf71a00a2c6a65\"}").statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("io.enterpriseproxy.server.security.HostileRequests#raw")
    void malformedRequestGetsOneAnswerThatTellsNothing(HostileRequests.Raw raw) throws IOException {
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(raw.of(ADMIN));
            socket.shutdownOutput();
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher status = STATUS.matcher(answer);
        assertThat(status.lookingAt()).as(answer).isEqualTo(raw.status() > 0);
        if (raw.status() == 0) {
            return;
        }
        assertThat(answer).contains("X-Content-Type-Options: nosniff");
        assertThat(Integer.parseInt(status.group(1))).as(answer).isEqualTo(raw.status());
        assertThat(status.results()).as("there is one answer: " + answer).isEmpty();
        assertThat(answer).doesNotContainIgnoringCase("evil.example", "Set-Cookie", "Access-Control-", "Server:");
        assertThatNothingIsTold(raw.status(), answer);
        assertThat(proxy.get("/api/v1/calls", ADMIN).statusCode()).isEqualTo(200);
    }

    @Test
    void pageOfAnotherSiteMayNothing() {
        HttpResponse<String> preflight = proxy.send(HttpRequest.newBuilder(proxy.uri("/api/v1/calls/good"))
                .method("OPTIONS", BodyPublishers.noBody()).header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST").build());
        HttpResponse<String> read = proxy.send(proxy.request("/api/v1/calls", ADMIN)
                .header("Origin", "https://evil.example").build());

        assertThat(preflight.statusCode()).isEqualTo(401);
        assertThat(Stream.of(preflight, read)).allSatisfy(answer -> assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-")));
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(proxy.send(proxy.request("/api/v1/mappings/good/pause", ADMIN).header("Sec-Fetch-Site", site)
                    .POST(BodyPublishers.noBody()).build()).statusCode()).isEqualTo(403);
        }
        assertThat(proxy.send(proxy.request("/api/v1/mappings/good/resume", ADMIN)
                .header("Sec-Fetch-Site", "same-origin").POST(BodyPublishers.noBody()).build()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyAnswerHasTheHeadersThatKeepABrowserFromHarm() {
        assertThat(Stream.of("/api/v1/calls", "/openapi.json", "/nothing", "/actuator/health/liveness", "/%2e%2e/x"))
                .allSatisfy(path -> {
                    HttpResponse<String> answer = proxy.get(path, ADMIN);
                    assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
                    assertThat(answer.headers().firstValue("Content-Security-Policy")).as(path)
                            .contains("default-src 'none'; frame-ancestors 'none'");
                    assertThat(answer.headers().firstValue("X-Frame-Options")).as(path).contains("DENY");
                    assertThat(answer.headers().firstValue("Referrer-Policy")).as(path).contains("no-referrer");
                    assertThat(answer.headers().firstValue("Cache-Control")).as(path).hasValueSatisfying(
                            value -> assertThat(value).contains("no-store"));
                });
    }

    private HttpResponse<String> send(String method, String target, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(proxy.uri("").toString() + target))
                .timeout(Duration.ofSeconds(20)).header("Authorization", "Bearer " + ADMIN)
                .header("Content-Type", "application/json");
        return proxy.send(request.method(method, method.equals("GET")
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(body)).build());
    }

    private static void assertThatNothingIsTold(int status, String answer) {
        if (status >= 400) {
            assertThat(answer).doesNotContain(INSIDE).contains("\"code\":\"", "urn:enterprise-proxy:problem:");
        }
    }

    private int tables() {
        return postgres().queryForList("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                .size();
    }

    private JdbcTemplate postgres() {
        return new JdbcTemplate(postgres.getPostgresDatabase());
    }

    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
