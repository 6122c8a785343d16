package io.enterpriseproxy.demo.proxy;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The HTTP API, as an application with an API key calls it. Thread-safe. */
public final class ProxyApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI base;
    private final String apiKey;

    public ProxyApi(URI base, String apiKey) {
        this.base = base;
        this.apiKey = apiKey;
    }

    /**
     * An answer.
     *
     * @param replayed whether it is the answer to the same event sent earlier
     */
    public record Answer(int status, boolean replayed, JsonNode body) {}

    /** The key that it is called with. */
    public String apiKey() {
        return apiKey;
    }

    /** Where it is. */
    public URI url() {
        return base;
    }

    /** Sends a body. */
    public Answer post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(base.resolve(path)).header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    /** All calls that this client may see, the newest first. */
    public List<Call> calls() {
        return list("/api/v1/calls").stream().map(Call::of).toList();
    }

    /** All items of a list. */
    public List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(path + "?limit=500" + cursor);
            page.required("items").forEach(items::add);
            cursor = page.path("next").isString() ? "&cursor=" + page.path("next").stringValue() : "";
        } while (!cursor.isEmpty());
        return items;
    }

    /** Asks. */
    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET()).body();
    }

    private Answer send(HttpRequest.Builder request) {
        HttpRequest authorized = request.header("Authorization", "Bearer " + apiKey).timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = http.send(authorized, HttpResponse.BodyHandlers.ofString());
            JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() >= 400) {
                throw new IllegalStateException(authorized.method() + " " + authorized.uri() + " was answered "
                        + answer.statusCode() + ": " + answer.body());
            }
            return new Answer(answer.statusCode(),
                    answer.headers().firstValue("Idempotency-Replayed").filter("true"::equals).isPresent(), body);
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy does not answer " + authorized.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the proxy was asked", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
