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
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Stands between the proxy and a real node, and does to a share of the requests what bad nodes do. Seeded. */
final class FaultyNode implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LAG = 5;

    /** What a node may do. */
    enum Fault {
        /** It does what is asked, and its answer is lost. */
        ANSWER_LOST,
        /** The same, later than the proxy waits. */
        TOO_SLOW,
        /** HTTP 429 with Retry-After. */
        BUSY,
        /** HTTP 503. */
        BROKEN,
        /** HTTP 200 with a web page. */
        HTML,
        /** Half of the JSON. */
        CUT_OFF,
        /** It says of transactions that it never took: nonce too low. */
        LIES_NONCE_TOO_LOW,
        /** It says of transactions that it never took: already known. */
        LIES_ALREADY_KNOWN,
        /** It says of transactions that it never took: replacement transaction underpriced. */
        LIES_UNDERPRICED,
        /** Some calls of a batch fail. */
        PARTIAL,
        /** It knows nothing of the newest blocks: one behind a load balancer that is some blocks behind the others. */
        LAGS,
        /** It is gone for a second now and then. */
        FLAPS,
        /** It is on another chain for a second now and then. */
        SWITCHES_CHAIN
    }

    private static final Set<Fault> AT_TIMES = EnumSet.of(Fault.FLAPS, Fault.SWITCHES_CHAIN);

    private final URI node;
    private final URI otherChain;
    private final Set<Fault> atTimes;
    private final List<Fault> faults;
    private final double share;
    private final Random dice = new Random(20261121);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final AtomicInteger done = new AtomicInteger();
    /** When it came; 0 before. */
    private final AtomicLong firstTransaction = new AtomicLong();

    /** @param otherChain a node of another chain, for one that switches */
    FaultyNode(URI node, URI otherChain, List<Fault> faults, double share) {
        this.node = node;
        this.otherChain = otherChain;
        this.atTimes = faults.stream().filter(AT_TIMES::contains).collect(Collectors.toUnmodifiableSet());
        this.faults = faults.stream().filter(fault -> !AT_TIMES.contains(fault)).toList();
        this.share = share;
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

    /** How many requests got a fault. */
    int faultsDone() {
        return done.get();
    }

    private synchronized Fault draw() {
        return faults.get(dice.nextInt(faults.size()));
    }

    private synchronized boolean hit() {
        return !faults.isEmpty() && dice.nextDouble() < share;
    }

    /** One second of four, the first with the first transaction; two such faults take turns in ten. */
    private boolean isTimeFor(Fault fault) {
        if (!atTimes.contains(fault) || firstTransaction.get() == 0) {
            return false;
        }
        boolean alone = atTimes.size() == 1;
        long second = (System.nanoTime() - firstTransaction.get()) / 1_000_000_000L % (alone ? 4 : 10);
        return second == (alone || fault == Fault.FLAPS ? 0 : 2);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (isTransaction(request.isArray() ? request.path(0) : request)) {
                firstTransaction.compareAndSet(0, System.nanoTime());
            }
            if (isTimeFor(Fault.FLAPS)) {
                done.incrementAndGet();
                return;
            }
            if (isTimeFor(Fault.SWITCHES_CHAIN)) {
                done.incrementAndGet();
                send(exchange, 200, forward(otherChain, request));
                return;
            }
            if (!hit()) {
                send(exchange, 200, forward(request));
                return;
            }
            done.incrementAndGet();
            with(draw(), exchange, request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void with(Fault fault, HttpExchange exchange, JsonNode request) throws IOException, InterruptedException {
        switch (fault) {
            case ANSWER_LOST -> forward(request);
            case TOO_SLOW -> {
                forward(request);
                Thread.sleep(Duration.ofMillis(1_500));
            }
            case BUSY -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                send(exchange, 429, "slow down");
            }
            case BROKEN -> send(exchange, 503, "upstream is gone");
            case HTML -> send(exchange, 200, "<html><body>Welcome</body></html>");
            case CUT_OFF -> {
                String whole = forward(request);
                send(exchange, 200, whole.substring(0, whole.length() / 2));
            }
            case LIES_NONCE_TOO_LOW -> send(exchange, 200, lie(request, -32000, "nonce too low"));
            case LIES_ALREADY_KNOWN -> send(exchange, 200, lie(request, -32000, "already known"));
            case LIES_UNDERPRICED -> send(exchange, 200, lie(request, -32000, "replacement transaction underpriced"));
            case PARTIAL -> send(exchange, 200, partial(request));
            case LAGS -> send(exchange, 200, lagging(request));
            case FLAPS, SWITCHES_CHAIN -> throw new IllegalStateException("not one of single requests");
        }
    }

    /** Answers raw transactions with an error instead of handing them on; the rest as the node does. */
    private String lie(JsonNode request, int code, String message) throws IOException, InterruptedException {
        if (!request.isArray()) {
            return isTransaction(request) ? error(request, code, message).toString() : forward(request);
        }
        ArrayNode rest = JSON.createArrayNode();
        ArrayNode lies = JSON.createArrayNode();
        request.forEach(call -> {
            if (isTransaction(call)) {
                lies.add(error(call, code, message));
            } else {
                rest.add(call);
            }
        });
        return together(rest, lies);
    }

    private String partial(JsonNode request) throws IOException, InterruptedException {
        if (!request.isArray()) {
            return error(request, -32603, "internal error").toString();
        }
        ArrayNode rest = JSON.createArrayNode();
        ArrayNode failed = JSON.createArrayNode();
        for (JsonNode call : request) {
            if (hit()) {
                failed.add(error(call, -32603, "internal error"));
            } else {
                rest.add(call);
            }
        }
        return together(rest, failed);
    }

    private String together(ArrayNode forwarded, ArrayNode own) throws IOException, InterruptedException {
        if (!forwarded.isEmpty()) {
            JSON.readTree(forward(forwarded)).forEach(own::add);
        }
        return own.toString();
    }

    private static boolean isTransaction(JsonNode call) {
        return call.path("method").asString("").equals("eth_sendRawTransaction");
    }

    private static ObjectNode error(JsonNode call, int code, String message) {
        return OlderNode.error(call, code, message);
    }

    /** What a node answers that has all but the newest blocks. */
    private String lagging(JsonNode request) throws IOException, InterruptedException {
        ObjectNode head = JSON.createObjectNode();
        head.put("jsonrpc", "2.0").put("id", 1).put("method", "eth_blockNumber").putArray("params");
        long newest = Math.max(0, Long.decode(JSON.readTree(forward(head)).path("result").asString("0x0")) - LAG);
        return OlderNode.answer(request, newest, this::forward);
    }

    private String forward(JsonNode request) throws IOException, InterruptedException {
        return forward(node, request);
    }

    private String forward(URI to, JsonNode request) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(to).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString())).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
