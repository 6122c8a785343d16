package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.parts.GatewayFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The gateway's lanes, paused and resumed through its API as an administrator does. */
final class Lanes {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    Lanes(int gatewayPort) {
        this.url = "http://127.0.0.1:" + gatewayPort + "/api/v1/lanes";
    }

    /**
     * Nothing is signed any more when it returns.
     *
     * @return how many lanes there are
     */
    int pauseAll() {
        return changeAll("pause");
    }

    /**
     * The first signs again before it returns.
     *
     * @return how many lanes there are
     */
    int resumeAll() {
        return changeAll("resume");
    }

    private int changeAll(String change) {
        List<Long> ids = new ArrayList<>();
        answer(HttpRequest.newBuilder(URI.create(url)).GET()).required("items")
                .forEach(lane -> ids.add(lane.required("id").asLong()));
        ids.parallelStream().forEach(id -> answer(HttpRequest.newBuilder(URI.create(url + "/" + id + "/" + change))
                .POST(HttpRequest.BodyPublishers.noBody())));
        return ids.size();
    }

    /** What a busy gateway puts off (503) is sent again a little later, as it asks. */
    private JsonNode answer(HttpRequest.Builder unsigned) {
        HttpRequest request = unsigned.header("Authorization", "Bearer " + GatewayFiles.API_KEY).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            while (answer.statusCode() == UNAVAILABLE && System.nanoTime() < end) {
                Thread.sleep(RETRY_AFTER);
                answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            }
            if (answer.statusCode() != OK) {
                throw new IllegalStateException(answer.uri() + " was answered with " + answer.statusCode() + ": "
                        + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
