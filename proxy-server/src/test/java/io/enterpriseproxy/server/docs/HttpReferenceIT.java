package io.enterpriseproxy.server.docs;

import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages about HTTP and metrics name what a running server has. */
class HttpReferenceIT {
    private static final Repository REPOSITORY = Repository.here();
    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) /api/\\S+");

    private static final Pattern CURL = Pattern.compile("(?<=127\\.0\\.0\\.1:8080)/api/v1/[^ \"']+");

    @TempDir
    static Path directory;

    private static ProxyUnderTest proxy;

    @BeforeAll
    static void start() {
        proxy = ProxyUnderTest.start(directory, ProxyUnderTest.clients(), Map.of());
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @Test
    void pageNamesTheRequestsThatTheServerDescribes() {
        List<String> named = REPOSITORY.page("docs/reference/http.md").inlineCode().stream()
                .filter(REQUEST.asMatchPredicate()).toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(described());
    }

    @Test
    void requestsThatExamplesMakeAreDescribed() {
        List<String> described = described().stream().map(request -> request.replaceAll("\\{[a-z]+}", "[^/]+"))
                .toList();

        List<String> made = REPOSITORY.pages().stream().flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.content().replace("\\\n", " ").lines())
                .flatMap(line -> CURL.matcher(line).results()
                        .map(match -> method(line) + " " + match.group().replaceFirst("\\?.*", "")))
                .distinct().toList();

        assertThat(made).hasSizeGreaterThan(15).allSatisfy(
                request -> assertThat(described).as(request).anyMatch(request::matches));
    }

    /** The one that curl would choose. */
    private static String method(String curl) {
        Matcher named = Pattern.compile("-X ([A-Z]+)").matcher(curl);
        return named.find() ? named.group(1) : curl.matches(".* (-d|--data-binary) .*") ? "POST" : "GET";
    }

    private static Set<String> described() {
        JsonNode paths = JsonMapper.shared().readTree(proxy.get("/openapi.json", ProxyUnderTest.CALLER).body())
                .get("paths");
        return paths.propertyStream().filter(path -> path.getKey().startsWith("/api/"))
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
    }

    @Test
    void pageNamesOurMetrics() {
        String page = REPOSITORY.page("docs/reference/metrics.md").text();

        List<String> ours = proxy.get("/actuator/prometheus", ProxyUnderTest.ADMIN).body().lines()
                .filter(line -> line.startsWith("# TYPE ep_")).map(line -> line.split(" ", -1)[2]).toList();

        assertThat(ours).isNotEmpty().allSatisfy(metric -> assertThat(page).contains("`" + metric + "`"));
    }
}
