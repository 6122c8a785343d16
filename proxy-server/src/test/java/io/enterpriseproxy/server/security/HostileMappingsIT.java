package io.enterpriseproxy.server.security;

import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.config.ConfigLoader;
import io.enterpriseproxy.server.config.Overrides;
import io.enterpriseproxy.server.systems.Connectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whoever may edit mappings can neither run code nor hold the server up, and reads no file with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileMappingsIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MAPPINGS = "/api/v1/mappings/";
    /** An expression ends within two seconds; a draft is compiled, checked and stored besides, on a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final AtomicInteger numbers = new AtomicInteger();
    private InvoiceChain chain;
    private ProxyUnderTest proxy;

    @BeforeAll
    void start(@TempDir Path directory) {
        chain = InvoiceChain.start(directory);
        proxy = ProxyUnderTest.start(directory, chain.config() + ProxyUnderTest.clients(),
                Map.of("good.yaml", InvoiceChain.mapping("good", "/erp/good")));
        proxy.allowRegistering();
    }

    @AfterAll
    void stop() {
        proxy.close();
        chain.close();
    }

    @ParameterizedTest
    @MethodSource("io.enterpriseproxy.server.security.HostileMappings#expressions")
    void hostileExpressionIsRefusedOrStoppedSoon(HostileMappings.Expression expression) {
        String name = "hostile-" + numbers.incrementAndGet();
        long begin = System.nanoTime();

        draft(name, expression.mapping(name));
        HttpResponse<String> tried = proxy.post(MAPPINGS + name + "/dry-run", ADMIN, event());
        HttpResponse<String> published = proxy.post(MAPPINGS + name + "/publish", ADMIN, "");
        HttpResponse<String> submitted = proxy.post("/api/v1/calls/" + name, CALLER, event());

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST);
        assertProblem(tried, 422, expression.code());
        if (expression.code().equals("invalid-mapping")) {
            assertProblem(published, 422, "invalid-mapping");
            assertProblem(submitted, 404, "unknown-mapping");
        } else {
            assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
            assertProblem(submitted, 422, expression.code());
        }
        assertThatAGoodEventGoesThrough();
    }

    @ParameterizedTest
    @MethodSource("io.enterpriseproxy.server.security.HostileMappings#documents")
    void hostileDocumentIsRefusedSoonAndMakesNothing(HostileMappings.Document document) {
        String name = "document-" + numbers.incrementAndGet();
        long begin = System.nanoTime();

        JsonNode check = draft(name, document.text());
        HttpResponse<String> published = proxy.post(MAPPINGS + name + "/publish", ADMIN, "");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST);
        assertThat(check.at("/problems").toString()).contains(document.finding());
        assertProblem(published, 422, "invalid-mapping");
        assertThatAGoodEventGoesThrough();
    }

    @ParameterizedTest
    @MethodSource("io.enterpriseproxy.server.security.HostileMappings#documents")
    void configurationIsReadInTheSameWay(HostileMappings.Document document, @TempDir Path other) throws IOException {
        Path file = Files.writeString(other.resolve("enterprise-proxy.yaml"), document.text());
        ConfigLoader loader = new ConfigLoader(Connectors.connectionRecords(), Map.of());

        assertThatThrownBy(() -> loader.load(file, Overrides.NONE)).isInstanceOf(DocumentException.class)
                .hasMessageContaining(document.finding());
    }

    @Test
    void documentThatIsTooLargeIsNotKept() {
        HttpResponse<String> answer = put("large", "#".repeat(10_000_000));

        assertProblem(answer, 422, "invalid-mapping");
        assertProblem(proxy.get(MAPPINGS + "large", ADMIN), 404, "not-found");
        assertProblem(proxy.send(proxy.request(MAPPINGS + "large/validate", ADMIN)
                .header("Content-Type", "application/yaml").POST(BodyPublishers.ofString("#".repeat(10_000_000)))
                .build()), 422, "invalid-mapping");
    }

    @ParameterizedTest
    @MethodSource("io.enterpriseproxy.server.security.HostileMappings#files")
    void mappingOfTheApiReadsNoFile(String file) {
        String mapping = HostileEvents.mapping("files", "json", "").replace("format: json",
                "format: json\nschema: \"" + file + "\"");
        String test = HostileEvents.mapping("files", "json", "") + "tests:\n  - name: t\n    event: { file: \"" + file
                + "\" }\n    expect: { args: { amount: '1' } }\n";

        assertThat(draft("files", mapping).at("/problems").toString()).contains("there is no file")
                .doesNotContain("root:", "ep_");
        JsonNode check = draft("files", test);
        assertThat(check.toString()).doesNotContain("root:", "ep_");
        assertThat(proxy.post(MAPPINGS + "files/publish", ADMIN, "").statusCode()).isEqualTo(422);
    }

    private JsonNode draft(String name, String text) {
        HttpResponse<String> answer = put(name, text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("Exception", "com.dashjoin", "org.yaml");
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> put(String name, String text) {
        return proxy.send(proxy.request(MAPPINGS + name, ADMIN).header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(text)).build());
    }

    private String event() {
        return JSON.writeValueAsString(Map.of("invoiceNo", "H-" + numbers.incrementAndGet(), "supplier", "100042",
                "total", "1.00", "dueDate", "2026-12-24", "text", "ab".repeat(1_000), "many",
                Collections.nCopies(2_000, 1)));
    }

    private void assertThatAGoodEventGoesThrough() {
        HttpResponse<String> answer = proxy.post("/api/v1/calls/good", CALLER,
                InvoiceChain.invoice("G-" + numbers.incrementAndGet(), "1.00"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception", "com.dashjoin",
                "ExpressionFailure");
    }
}
