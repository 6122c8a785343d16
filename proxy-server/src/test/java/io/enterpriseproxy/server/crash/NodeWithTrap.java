package io.enterpriseproxy.server.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in front of a node, and can kill the server before or after the node gets transactions. */
final class NodeWithTrap implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI node;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private volatile Trap trap = Trap.NONE;

    NodeWithTrap(URI node) throws IOException {
        this.node = node;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void arm(Trap armed) {
        trap = armed;
    }

    /** The transactions that the node got up to now, in hex. */
    Set<String> sent() {
        return Set.copyOf(sent);
    }

    private void keep(JsonNode request) {
        if (request.isArray()) {
            request.forEach(this::keep);
        } else if (request.path("method").asString("").equals("eth_sendRawTransaction")) {
            sent.add(request.path("params").path(0).asString("").substring(2));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            boolean sends = new String(request, StandardCharsets.UTF_8).contains("eth_sendRawTransaction");
            if (sends && trap.before()) {
                return;
            }
            if (sends) {
                keep(JSON.readTree(request));
            }
            byte[] answer = http.send(HttpRequest.newBuilder(node).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request)).build(),
                    HttpResponse.BodyHandlers.ofByteArray()).body();
            if (sends && trap.after()) {
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
        threads.shutdownNow();
    }
}
