package io.enterpriseproxy.server.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** An enterprise system that gets results by HTTP, refuses some for good, and can kill the server before or after it takes one. */
final class ErpEndpoint implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int EVERY = 40;
    private static final int REFUSED = 13;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Map<Integer, Set<String>> taken = new LinkedHashMap<>();
    private volatile Trap trap = Trap.NONE;

    ErpEndpoint() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void arm(Trap armed) {
        trap = armed;
    }

    /** Whether it never takes the result of this document. */
    static boolean refuses(int document) {
        return document % EVERY == REFUSED;
    }

    /** The documents in the order in which their first result came. */
    synchronized List<Integer> documents() {
        return new ArrayList<>(taken.keySet());
    }

    /** The ids of the results of a document. */
    synchronized Set<String> resultIds(int document) {
        return Set.copyOf(taken.getOrDefault(document, Set.of()));
    }

    /** The ids of all results that came up to now. */
    synchronized Set<String> resultIds() {
        return taken.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            int document = JSON.readTree(exchange.getRequestBody().readAllBytes()).path("document").asInt();
            if (refuses(document)) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            if (trap.before()) {
                return;
            }
            synchronized (this) {
                taken.computeIfAbsent(document, none -> new LinkedHashSet<>())
                        .add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            }
            if (trap.after()) {
                return;
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
