package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.config.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients that are made, changed and taken away while the server runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsIT {
    private static final String CLIENTS = "/api/v1/clients";
    private static final String OPERATOR = "{\"name\":\"%s\",\"roles\":[\"operator\"]}";

    private Path directory;
    private ProxyUnderTest proxy;

    @BeforeAll
    void start(@TempDir Path temporary) {
        directory = temporary;
        proxy = ProxyUnderTest.start(directory, ProxyUnderTest.clients(), Map.of());
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    @Test
    void clientDoesWhatItsRolesAllowUntilItIsTakenAway() {
        // When
        HttpResponse<String> made = post(CLIENTS, OPERATOR.formatted("night-shift"));
        // Then
        String key = json(made, 201).path("key").asString();
        assertThat(made.headers().firstValue("Location")).contains(CLIENTS + "/night-shift");
        assertThat(made.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(key).matches("ep_[A-Za-z0-9_-]{43}");
        assertThat(lanesWith(key)).isEqualTo(200);
        assertThat(proxy.get("/api/v1/audit", key).statusCode()).isEqualTo(403);
        // When
        json(put("night-shift", "{\"roles\":[\"auditor\",\"caller\"],\"mappings\":[\"invoice-posted\"]}"), 200);
        // Then
        assertThat(proxy.get("/api/v1/audit", key).statusCode()).isEqualTo(200);
        assertThat(proxy.post("/api/v1/lanes/1/pause", key, "").statusCode()).isEqualTo(403);
        assertThat(proxy.post("/api/v1/calls/other", key, "{}").statusCode()).isEqualTo(403);
        assertThat(proxy.post("/api/v1/calls/invoice-posted", key, "{}").statusCode()).isEqualTo(404);
        // When
        assertThat(delete("night-shift")).isEqualTo(204);
        // Then
        assertThat(lanesWith(key)).isEqualTo(401);
        problem(get("night-shift"), 404, "not-found");
        assertThat(actions("night-shift")).containsExactly("api-client.remove", "api-client.change",
                "api-client.create");
    }

    @Test
    void keyIsShownOnceAndKeptNowhere() throws IOException {
        // When
        JsonNode made = json(post(CLIENTS, OPERATOR.formatted("secretive")), 201);
        String key = made.path("key").asString();
        // Then
        JsonNode shown = json(get("secretive"), 200);
        assertThat(shown.at("/keys/0/id").asString()).isEqualTo(key.substring(0, 9));
        assertThat(shown.at("/createdBy").asString()).isEqualTo("ops");
        assertThat(shown.at("/origin").asString()).isEqualTo("api");
        String secret = key.substring(9);
        assertThat(shown.toString() + proxy.get(CLIENTS, ADMIN).body()
                + proxy.get("/api/v1/audit?limit=500", ADMIN).body()).contains(key.substring(0, 9))
                .doesNotContain(secret);
        assertThat(Files.readString(directory.resolve("data/ledger.mv.db"), StandardCharsets.ISO_8859_1))
                .doesNotContain(secret);
    }

    @Test
    void whileAKeyIsChangedTwoAreGood() {
        // Given
        String first = json(post(CLIENTS, OPERATOR.formatted("rotating")), 201).path("key").asString();
        // When
        String second = json(post(CLIENTS + "/rotating/keys", ""), 201).path("key").asString();
        // Then
        assertThat(lanesWith(first)).isEqualTo(200);
        assertThat(lanesWith(second)).isEqualTo(200);
        problem(post(CLIENTS + "/rotating/keys", ""), 409, "too-many-keys");
        // When
        assertThat(delete("rotating/keys/" + first.substring(0, 9))).isEqualTo(204);
        // Then
        assertThat(lanesWith(first)).isEqualTo(401);
        assertThat(lanesWith(second)).isEqualTo(200);
        assertThat(delete("rotating/keys/" + first.substring(0, 9))).isEqualTo(404);
        // And one without keys gets in again with a new one
        assertThat(delete("rotating/keys/" + second.substring(0, 9))).isEqualTo(204);
        assertThat(lanesWith(second)).isEqualTo(401);
        assertThat(lanesWith(json(post(CLIENTS + "/rotating/keys", ""), 201).path("key").asString())).isEqualTo(200);
        assertThat(actions("rotating")).containsExactly("api-client.add-key", "api-client.remove-key",
                "api-client.remove-key", "api-client.add-key", "api-client.create");
    }

    @Test
    void clientThatExpiresIsNobodyFromThenOn() {
        Instant end = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.SECONDS);
        String key = json(post(CLIENTS,
                "{\"name\":\"guest\",\"roles\":[\"operator\"],\"expires\":\"%s\"}".formatted(end)), 201)
                .path("key").asString();
        assertThat(lanesWith(key)).isEqualTo(200);
        assertThat(json(get("guest"), 200).at("/expires").asString()).isEqualTo(end.toString());

        await().atMost(Duration.ofSeconds(10)).until(() -> lanesWith(key) == 401);
        assertThat(Instant.now()).isAfterOrEqualTo(end);

        // And is let in again when it is given another end
        json(put("guest", "{\"roles\":[\"operator\"]}"), 200);
        assertThat(lanesWith(key)).isEqualTo(200);
    }

    @Test
    void useOfAKeyIsSeenToTheMinute() {
        String key = json(post(CLIENTS, OPERATOR.formatted("seen")), 201).path("key").asString();
        assertThat(json(get("seen"), 200).at("/keys/0").has("lastUsed")).isFalse();
        Instant before = Instant.now().truncatedTo(ChronoUnit.MINUTES);

        assertThat(lanesWith(key)).isEqualTo(200);

        String used = await().atMost(Duration.ofSeconds(30))
                .until(() -> json(get("seen"), 200).at("/keys/0/lastUsed").asString(""), text -> !text.isEmpty());
        assertThat(Instant.parse(used)).isBetween(before, Instant.now())
                .isEqualTo(Instant.parse(used).truncatedTo(ChronoUnit.MINUTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"erp", "ERP", "0ps", "prornetheus"})
    void nameThatPassesForAConfiguredOneIsRefused(String name) {
        problem(post(CLIENTS, OPERATOR.formatted(name)), 409, "name-taken");
    }

    @Test
    void nameThatPassesForAStoredOneIsRefused() {
        json(post(CLIENTS, OPERATOR.formatted("till-10")), 201);
        for (String name : new String[]{"till-10", "TILL-10", "till_1o", "tiii.lo"}) {
            problem(post(CLIENTS, OPERATOR.formatted(name)), 409, "name-taken");
        }
        json(post(CLIENTS, OPERATOR.formatted("till-20")), 201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " erp2", "a b", "-a", "file", "Nobody", "a/b", "аdmin"})
    void nameThatNoClientMayHaveIsRefused(String name) {
        problem(post(CLIENTS, OPERATOR.formatted(name)), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"x1\"}", "{\"name\":\"x1\",\"roles\":[]}",
            "{\"name\":\"x1\",\"roles\":[\"root\"]}", "{\"name\":\"x1\",\"roles\":[null]}", "{\"roles\":[\"caller\"]}",
            "{\"name\":\"x1\",\"roles\":[\"caller\"],\"mappings\":[\"No Name\"]}",
            "{\"name\":\"x1\",\"roles\":[\"caller\"],\"mappings\":[null]}",
            "{\"name\":\"x1\",\"roles\":[\"caller\"],\"expires\":\"soon\"}",
            "{\"name\":\"x1\",\"roles\":[\"caller\"],\"expires\":\"2020-01-31\"}",
            "{\"name\":\"x1\",\"roles\":[\"caller\"],\"key\":\"ep_mine\"}"})
    void wishThatIsNotClearIsRefused(String body) {
        problem(post(CLIENTS, body), 400, "invalid-request");
        problem(get("x1"), 404, "not-found");
    }

    @Test
    void clientOfTheFileIsListedAndNotChanged() {
        assertThat(json(get("erp"), 200).toString()).contains("\"origin\":\"file\"", "\"roles\":[\"caller\"]")
                .doesNotContain("key");
        problem(put("erp", "{\"roles\":[\"admin\"]}"), 409, "configured-client");
        problem(post(CLIENTS + "/erp/keys", ""), 409, "configured-client");
        assertThat(delete("erp")).isEqualTo(409);
        assertThat(delete("erp/keys/ep_caller")).isEqualTo(409);
        assertThat(proxy.post("/api/v1/calls/x", CALLER, "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyGivesARoleThatHeHasNot() {
        ApiClient operator = new ApiClient("operator", Set.of(Role.OPERATOR), null);

        ClientOutcome outcome = proxy.bean(ClientAdmin.class).create("puppet",
                new ClientWish(Set.of(Role.OPERATOR, Role.KEY_ADMIN), null, null), operator);

        assertThat(outcome).isInstanceOfSatisfying(ClientOutcome.Refused.class,
                refused -> assertThat(refused.problem().found()).isEqualTo("key-admin"));
        problem(get("puppet"), 404, "not-found");
    }

    private HttpResponse<String> get(String name) {
        return proxy.get(CLIENTS + "/" + name, ADMIN);
    }

    private HttpResponse<String> post(String path, String body) {
        return proxy.post(path, ADMIN, body);
    }

    private HttpResponse<String> put(String name, String body) {
        return proxy.send(proxy.request(CLIENTS + "/" + name, ADMIN).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)).build());
    }

    private int delete(String what) {
        return proxy.send(proxy.request(CLIENTS + "/" + what, ADMIN).DELETE().build()).statusCode();
    }

    private int lanesWith(String key) {
        return proxy.get("/api/v1/lanes", key).statusCode();
    }

    /** Newest first. */
    private List<String> actions(String subject) {
        return json(proxy.get("/api/v1/audit?limit=500", ADMIN), 200).path("items").valueStream()
                .filter(entry -> entry.path("subject").asString().equals(subject))
                .peek(entry -> assertThat(entry.path("actor").asString()).isEqualTo("ops"))
                .map(entry -> entry.path("action").asString()).toList();
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void problem(HttpResponse<String> answer, int status, String code) {
        JsonNode body = json(answer, status);
        assertThat(body.path("code").asString()).isEqualTo(code);
        assertThat(body.path("cure").asString()).isNotBlank();
    }
}
