package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two instances on one PostgreSQL, without clients in their configurations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsOfManyInstancesIT {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String CLIENTS = "/api/v1/clients";

    private EmbeddedPostgres postgres;
    private ProxyUnderTest one;
    private ProxyUnderTest other;
    private String admin;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        postgres = EmbeddedPostgres.start();
        PrintStream console = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            one = instance(directory.resolve("one"));
            other = instance(directory.resolve("other"));
        } finally {
            System.setOut(console);
        }
        Matcher keys = Pattern.compile("ep_[A-Za-z0-9_-]{32,}").matcher(output.toString(StandardCharsets.UTF_8));
        assertThat(keys.find()).isTrue();
        admin = keys.group();
        assertThat(keys.find()).as("a second first admin").isFalse();
    }

    private ProxyUnderTest instance(Path directory) throws IOException {
        return ProxyUnderTest.start(Files.createDirectory(directory), "  ledger: { url: '%s', username: postgres }\n"
                .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", "")), Map.of());
    }

    @AfterAll
    void stop() throws IOException {
        one.close();
        other.close();
        postgres.close();
    }

    @Test
    void whatOneInstanceChangesCountsOnTheOtherWithinASecond() {
        // When
        String key = key(one.post(CLIENTS, admin, "{\"name\":\"erp\",\"roles\":[\"operator\"]}"));
        // Then
        await().atMost(SECOND).until(() -> lanes(other, key) == 200);
        // When
        assertThat(send(other, "PUT", "/erp", "{\"roles\":[\"monitor\"]}")).isEqualTo(200);
        // Then
        await().atMost(SECOND).until(() -> lanes(one, key) == 403);
        // When
        String second = key(other.post(CLIENTS + "/erp/keys", admin, ""));
        assertThat(send(other, "DELETE", "/erp/keys/" + key.substring(0, 9), "")).isEqualTo(204);
        // Then
        await().atMost(SECOND).until(() -> lanes(one, key) == 401 && lanes(one, second) == 403);
        // When
        assertThat(send(one, "DELETE", "/erp", "")).isEqualTo(204);
        // Then
        await().atMost(SECOND).until(() -> lanes(other, second) == 401);
    }

    @Test
    void lastAdminStaysAdmin() {
        // Given: an admin with an end does not count
        String passing = key(one.post(CLIENTS, admin,
                "{\"name\":\"passing\",\"roles\":[\"admin\"],\"expires\":\"2099-12-31\"}"));
        // Then
        problem(one, "DELETE", "/admin", "");
        problem(one, "DELETE", "/admin/keys/" + admin.substring(0, 9), "");
        problem(one, "PUT", "/admin", "{\"roles\":[\"operator\"]}");
        problem(one, "PUT", "/admin", "{\"roles\":[\"admin\"],\"expires\":\"2099-12-31\"}");
        assertThat(one.get(CLIENTS, admin).statusCode()).isEqualTo(200);
        assertThat(one.get(CLIENTS, passing).statusCode()).isEqualTo(200);
    }

    @Test
    void twoAdminsWhoTakeEachOtherAwayAtOnceLeaveOne() throws InterruptedException, ExecutionException {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 10; round++) {
                // Given
                String key = key(one.post(CLIENTS, admin, "{\"name\":\"rival\",\"roles\":[\"admin\"]}"));
                await().atMost(SECOND).until(() -> lanes(other, key) == 200);
                String before = admin;
                // When
                List<Future<Integer>> answers = both.invokeAll(List.<Callable<Integer>>of(
                        () -> delete(one, "rival", before), () -> delete(other, "admin", key)));
                // Then
                assertThat(List.of(answers.get(0).get(), answers.get(1).get()))
                        .containsOnlyOnce(204).allMatch(status -> status == 204 || status == 409 || status == 401);
                if (answers.get(1).get() == 204) {
                    admin = key;
                    restoreFirst();
                }
                await().atMost(SECOND).until(() -> lanes(one, admin) == 200 && lanes(other, admin) == 200);
            }
        }
    }

    private void restoreFirst() {
        String key = key(one.post(CLIENTS, admin, "{\"name\":\"admin\",\"roles\":[\"admin\"]}"));
        assertThat(delete(one, "rival", key)).isEqualTo(204);
        admin = key;
    }

    private int delete(ProxyUnderTest proxy, String name, String key) {
        return proxy.send(proxy.request(CLIENTS + "/" + name, key).DELETE().build()).statusCode();
    }

    private void problem(ProxyUnderTest proxy, String method, String path, String body) {
        HttpResponse<String> answer = proxy.send(proxy.request(CLIENTS + path, admin)
                .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)).build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains("\"code\":\"last-admin\"");
    }

    private int send(ProxyUnderTest proxy, String method, String path, String body) {
        return proxy.send(proxy.request(CLIENTS + path, admin).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)).build()).statusCode();
    }

    private static int lanes(ProxyUnderTest proxy, String key) {
        return proxy.get("/api/v1/lanes", key).statusCode();
    }

    private static String key(HttpResponse<String> made) {
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JsonMapper.shared().readTree(made.body()).path("key").asString();
    }
}
