package io.enterpriseproxy.server.flow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A node that stands before others, and answers some of what they are asked in its own way. */
abstract class NodeInFront implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;

    NodeInFront() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers a request: one call, or a batch. */
    abstract String answer(JsonNode request) throws IOException, InterruptedException;

    /** Answers one call of a batch. */
    interface OneCall {
        JsonNode answer(JsonNode call) throws IOException, InterruptedException;
    }

    static String each(JsonNode request, OneCall one) throws IOException, InterruptedException {
        if (!request.isArray()) {
            return one.answer(request).toString();
        }
        ArrayNode answers = JSON.createArrayNode();
        for (JsonNode call : request) {
            answers.add(one.answer(call));
        }
        return answers.toString();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = answer(JSON.readTree(exchange.getRequestBody().readAllBytes()))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    final String forward(URI to, JsonNode request) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(to).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString())).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Connections are refused from now on. */
    final void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
        http.shutdownNow();
    }
}
