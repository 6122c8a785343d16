package io.enterpriseproxy.server.flow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.enterpriseproxy.contracts.DevChain;
import org.jspecify.annotations.Nullable;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;

/** One of several nodes of a chain, which turns bad when a test says so. */
final class TurningNode implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What becomes of it. */
    enum Turn {
        /** It is gone: connections are refused. */
        KILLED,
        /** It takes requests and never answers. */
        HANGS,
        /** It gets no further blocks, but takes transactions. */
        LAGS,
        /** It is on another fork of the chain, transactions included. */
        FORKED,
        /** It is on another chain with another chain id. */
        OTHER_CHAIN
    }

    private final DevChain chain;
    private final LongConsumer arrivals;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Turned turned;

    private record Turned(Turn to, DevChain other, long newest) {}

    /** @param arrivals hears the time ({@link System#nanoTime}) whenever transactions have got to the chain through it */
    TurningNode(DevChain chain, LongConsumer arrivals) {
        this.chain = chain;
        this.arrivals = arrivals;
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

    /** @param other the fork, or the other chain */
    void turn(Turn to, DevChain other) {
        turned = new Turned(to, other, chain.blockNumber());
        if (to == Turn.KILLED) {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            byte[] answer = answer(request).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String answer(JsonNode request) throws IOException, InterruptedException {
        Turned now = turned;
        if (now == null) {
            return onChain(request);
        }
        return switch (now.to()) {
            case KILLED, HANGS -> {
                closed.await();
                yield "";
            }
            case LAGS -> OlderNode.answer(request, now.newest(), this::onChain);
            case FORKED -> forked(request, now.other().url());
            case OTHER_CHAIN -> forward(now.other().url(), request);
        };
    }

    /** The fork has another block 0, since it is another dev chain; that is hidden. */
    private String forked(JsonNode request, URI fork) throws IOException, InterruptedException {
        if (!request.isArray()) {
            return forward(isForGenesis(request) ? chain.url() : fork, request);
        }
        ArrayNode answers = JSON.createArrayNode();
        for (JsonNode call : request) {
            answers.add(JSON.readTree(forward(isForGenesis(call) ? chain.url() : fork, call)));
        }
        return answers.toString();
    }

    private static boolean isForGenesis(JsonNode call) {
        return call.path("method").asString().equals("eth_getBlockByNumber")
                && call.path("params").path(0).asString().equals("0x0");
    }

    private String onChain(JsonNode request) throws IOException, InterruptedException {
        String answer = forward(chain.url(), request);
        JsonNode first = request.isArray() ? request.path(0) : request;
        if (first instanceof ObjectNode call && call.path("method").asString().equals("eth_sendRawTransaction")) {
            arrivals.accept(System.nanoTime());
        }
        return answer;
    }

    private String forward(URI to, JsonNode request) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(to).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString())).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        http.shutdownNow();
    }
}
