package io.enterpriseproxy.contracts;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One JSON-RPC 2.0 request per HTTP request. Thread-safe. */
final class JsonRpc implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI url;

    JsonRpc(URI url) {
        this.url = url;
    }

    /**
     * @return the result; a JSON null if there is none
     * @throws RpcException if the node answers with an error
     * @throws DevChainException if it does not answer
     */
    JsonNode call(String method, List<?> params) {
        String request = json
                .writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
        JsonNode answer = parse(method, send(method, request));
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            throw new RpcException(method, error.path("code").asInt(), error.path("message").asString(),
                    error.path("data").isString() ? error.path("data").stringValue() : null);
        }
        return answer.required("result");
    }

    private String send(String method, String request) {
        HttpRequest post = HttpRequest.newBuilder(url).timeout(PATIENCE).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request)).build();
        try {
            return http.send(post, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new DevChainException("The dev chain at " + url + " does not answer " + method + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevChainException("Interrupted while waiting for the answer to " + method + ".", e);
        }
    }

    private JsonNode parse(String method, String answer) {
        try {
            return json.readTree(answer);
        } catch (JacksonException e) {
            throw new DevChainException("What answers at " + url + " does not speak JSON-RPC (to " + method + ").", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
