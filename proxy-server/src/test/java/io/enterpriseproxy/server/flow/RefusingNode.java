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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A node that gives logs of few blocks at once, as those of hosted gateways do. */
final class RefusingNode implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI node;
    private final int most;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    /** The sizes of the ranges that were answered. */
    final List<Long> answered = new CopyOnWriteArrayList<>();

    /** @param most blocks */
    RefusingNode(URI node, int most) {
        this.node = node;
        this.most = most;
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = answer(JSON.readTree(exchange.getRequestBody().readAllBytes())).toString()
                    .getBytes(StandardCharsets.UTF_8);
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
        JsonNode query = request.path("params").path(0);
        if (request.path("method").asString().equals("eth_getLogs") && query.has("fromBlock")) {
            long blocks = Long.decode(query.path("toBlock").asString())
                    - Long.decode(query.path("fromBlock").asString()) + 1;
            if (blocks > most) {
                ObjectNode refused = JSON.createObjectNode();
                refused.put("jsonrpc", "2.0").set("id", request.path("id"));
                refused.putObject("error").put("code", -32005).put("message", "query exceeds max block range " + most);
                return refused;
            }
            answered.add(blocks);
        }
        return JSON.readTree(http.send(HttpRequest.newBuilder(node).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString())).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
