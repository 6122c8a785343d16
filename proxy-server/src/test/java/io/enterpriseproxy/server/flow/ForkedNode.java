package io.enterpriseproxy.server.flow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * What a load balancer in front of two nodes answers, one of which is still on a fork: blocks of the one, and of some methods
 * what the other said before the fork was given up.
 */
final class ForkedNode implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI node;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private volatile Map<String, JsonNode> onTheFork;

    /** @param onTheFork results by method */
    ForkedNode(URI node, Map<String, JsonNode> onTheFork) {
        this.node = node;
        this.onTheFork = onTheFork;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Both are on the same chain from now on. */
    void join() {
        onTheFork = Map.of();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            byte[] answer = answer(request).toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode answer(JsonNode request) throws IOException, InterruptedException {
        if (request.isArray()) {
            ArrayNode answers = JSON.createArrayNode();
            for (JsonNode call : request) {
                answers.add(answer(call));
            }
            return answers;
        }
        JsonNode old = onTheFork.get(request.path("method").asString());
        if (old == null) {
            return JSON.readTree(http.send(HttpRequest.newBuilder(node).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(request.toString())).build(),
                    HttpResponse.BodyHandlers.ofString()).body());
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.put("jsonrpc", "2.0");
        answer.set("id", request.path("id"));
        answer.set("result", old);
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
