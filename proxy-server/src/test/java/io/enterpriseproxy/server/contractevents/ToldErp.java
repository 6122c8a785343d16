package io.enterpriseproxy.server.contractevents;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An enterprise system that is told of events by HTTP, at a path for each mapping, and can be down. */
final class ToldErp implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    ToldErp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** What has arrived, under the id that receivers dedupe by. */
    record Told(String mapping, String id, JsonNode body) {
        String text(String field) {
            return body.path(field).asString();
        }
    }

    /** The line of a configuration's connections that leads here. */
    String connection() {
        return "    erp: { http: { base-url: 'http://127.0.0.1:%d' } }\n".formatted(server.getAddress().getPort());
    }

    /** Takes nothing from now on, or takes all again. */
    void isDown(boolean now) {
        down = now;
    }

    /** What a mapping has told, in the order in which it came. */
    List<Told> by(String mapping) {
        return told.stream().filter(each -> each.mapping().equals(mapping)).toList();
    }

    /** A field of what a mapping has told. */
    List<String> by(String mapping, String field) {
        return by(mapping).stream().map(each -> each.text(field)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            if (down) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            told.add(new Told(exchange.getRequestURI().getPath().substring(1),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"), body));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
