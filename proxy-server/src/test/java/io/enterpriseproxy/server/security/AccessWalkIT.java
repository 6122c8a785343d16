package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.config.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every route that the running server names itself, with nobody, a wrong identity, and each role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessWalkIT {
    private static final String WRONG = "ep_wrong00000000000000000000000000000000";
    private static final String OWN_PATH = "/erp/invoices";

    private InvoiceChain chain;
    private ProxyUnderTest proxy;
    private List<Route> routes;

    /** A method and a path; variables stand in braces. */
    record Route(String method, String path) {
        URI at(ProxyUnderTest proxy) {
            return proxy.uri(path.replaceAll("\\{[^}]*}", "1"));
        }
    }

    @BeforeAll
    void start(@TempDir Path directory) {
        chain = InvoiceChain.start(directory);
        String clients = Arrays.stream(Role.values())
                .map(role -> "      - { name: %s, keys: [ { sha256: %s } ], roles: [%s] }%n"
                        .formatted(word(role), hash(key(role)), word(role)))
                .collect(Collectors.joining());
        proxy = ProxyUnderTest.start(directory, chain.config() + "  security:\n    limits: { failed-log-ins: 100000 }\n"
                + "    api-clients:\n" + clients, Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", OWN_PATH)));
        // Paths of mappings are not described: they come and go.
        routes = Stream.concat(Stream.of(new Route("POST", OWN_PATH)), Stream.concat(described(), actuator())).toList();
    }

    @AfterAll
    void stop() {
        proxy.close();
        chain.close();
    }

    private Stream<Route> described() {
        JsonNode paths = JsonMapper.shared().readTree(proxy.get("/openapi.json", key(Role.ADMIN)).body()).path("paths");
        return paths.properties().stream().flatMap(path -> path.getValue().propertyNames().stream()
                .map(method -> new Route(method.toUpperCase(Locale.ROOT), path.getKey())));
    }

    private Stream<Route> actuator() {
        JsonNode links = JsonMapper.shared().readTree(proxy.get("/actuator", key(Role.ADMIN)).body()).path("_links");
        return links.valueStream().map(link -> URI.create(link.path("href").asString("").replaceAll("\\{[^}]*}", "x")))
                .map(link -> new Route("GET", link.getPath()));
    }

    List<Route> routes() {
        return routes;
    }

    List<Route> closedRoutes() {
        return routes.stream().filter(route -> !route.path().startsWith("/actuator/health")).toList();
    }

    @Test
    void serverNamesItsRoutes() {
        assertThat(routes).hasSizeGreaterThan(35).contains(new Route("POST", OWN_PATH),
                new Route("GET", "/api/v1/audit"), new Route("GET", "/actuator/prometheus"));
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void nobodyIsToldThatHeIsNobody(Route route) {
        assertThat(send(route, null).statusCode()).isEqualTo(401);
        assertThat(send(route, WRONG).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void onlyTheRolesOfItsRuleAreLetIn(Route route) {
        // Behind the last rule the mapping's own path lets in who may submit, and nobody else.
        Set<Role> expected = route.path().equals(OWN_PATH) ? Set.of(Role.CALLER, Role.ADMIN) : rule(route).roles();
        assertThat(Arrays.stream(Role.values()).filter(role -> send(route, key(role)).statusCode() != 403))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void noAnswerTellsOfTheInside(Route route) {
        HttpResponse<String> answer = send(route, key(Role.ADMIN));
        assertThat(answer.statusCode()).isNotEqualTo(500);
        if (answer.statusCode() >= 400) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).doesNotContain("Exception", "org.springframework", "io.enterpriseproxy",
                    "SELECT ");
        }
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin",
                "set-cookie");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void everyRouteOfTheApiHasARuleOfItsOwn() {
        assertThat(routes.stream().filter(route -> route.path().startsWith("/api/"))
                .filter(route -> rule(route).pattern().endsWith("/**"))).isEmpty();
    }

    @Test
    void whoLooksChangesNothing() {
        assertThat(allowed(Role.AUDITOR).filter(route -> !route.method().equals("GET"))).isEmpty();
        assertThat(allowed(Role.MONITOR).filter(route -> !route.path().startsWith("/actuator"))).isEmpty();
    }

    @Test
    void whoCallsDoesNothingElse() {
        assertThat(allowed(Role.CALLER).map(Route::path)).containsOnly("/api/v1/calls", "/api/v1/calls/{id}",
                "/api/v1/calls/{mapping}", "/api/v1/calls/{mapping}/batch", "/api/v1/contracts/{name}/read/{function}",
                "/api/v1/fee-delegation", "/api/v1/chains/{name}/rpc", "/api/v1/calls/{id}/proof", "/api/v1/anchors",
                "/api/v1/anchors/{id}", OWN_PATH);
        assertThat(List.of(Role.MAPPING_AUTHOR, Role.MAPPING_APPROVER, Role.OPERATOR, Role.KEY_ADMIN, Role.APPROVER))
                .allSatisfy(role -> assertThat(
                        allowed(role).filter(route -> route.method().equals("POST")).map(Route::path))
                        .doesNotContain("/api/v1/calls/{mapping}", "/api/v1/calls/{mapping}/batch", OWN_PATH));
    }

    private Stream<Route> allowed(Role role) {
        return closedRoutes().stream().filter(route -> send(route, key(role)).statusCode() != 403);
    }

    /** What the code says of a route: the rule with this pattern, or the last that fits. */
    private static AccessRule rule(Route route) {
        return AccessRules.all().stream()
                .filter(rule -> (rule.method() == null || rule.method().name().equals(route.method()))
                        && (rule.pattern().equals(route.path())
                                || (rule.pattern().endsWith("/**") && route.path().startsWith(rule.pattern()
                                        .substring(0, rule.pattern().length() - "**".length())))
                                || Objects.equals(rule.pattern(), route.path() + "/**")))
                .findFirst().orElseThrow();
    }

    private HttpResponse<String> send(Route route, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(route.at(proxy)).header("Content-Type", "application/json")
                .method(route.method(), route.method().equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString("{}"));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return proxy.send(request.build());
    }

    private static String key(Role role) {
        return "ep_" + (word(role) + "0".repeat(40)).substring(0, 40);
    }

    private static String hash(String key) {
        return HexFormat.of().formatHex(ApiKeyHash.ofKey(key).bytes());
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
