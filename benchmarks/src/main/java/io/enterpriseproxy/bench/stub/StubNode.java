package io.enterpriseproxy.bench.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.enterpriseproxy.bench.stub.StubAnswers.UnknownMethodException;
import io.enterpriseproxy.bench.stub.StubTransaction.RefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node of some stub: JSON-RPC 2.0 over HTTP on the loopback interface, single calls and batches. */
final class StubNode implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BACKLOG = 128;
    private static final long REFUSED = -32000;
    private static final long METHOD_NOT_FOUND = -32601;
    private static final long INVALID_PARAMS = -32602;

    private final StubAnswers answers;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private StubNode(StubAnswers answers, HttpServer server) {
        this.answers = answers;
        this.server = server;
    }

    /** Starts a node at a free port. */
    static StubNode start(StubAnswers answers) {
        try {
            StubNode node = new StubNode(answers,
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG));
            node.server.createContext("/", node::answer);
            node.server.setExecutor(node.threads);
            node.server.start();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] request = exchange.getRequestBody().readAllBytes();
        byte[] reply;
        int status = 200;
        try {
            reply = reply(request).getBytes(StandardCharsets.US_ASCII);
        } catch (JacksonException | IllegalArgumentException e) {
            reply = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
            status = 400;
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private String reply(byte[] request) {
        StringBuilder replies = new StringBuilder(256);
        try (JsonParser json = JSON.createParser(request)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                one(json, replies);
                return replies.toString();
            }
            replies.append('[');
            while (json.nextToken() == JsonToken.START_OBJECT) {
                if (replies.length() > 1) {
                    replies.append(',');
                }
                one(json, replies);
            }
            return replies.append(']').toString();
        }
    }

    private void one(JsonParser json, StringBuilder replies) {
        String id = "null";
        String method = "";
        List<Object> params = List.of();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            switch (name) {
                case "id" -> id = token == JsonToken.VALUE_STRING
                        ? JSON.writeValueAsString(json.getString())
                        : json.getString();
                case "method" -> method = json.getString();
                case "params" -> params = params(json);
                default -> json.skipChildren();
            }
        }
        replies.append("{\"jsonrpc\":\"2.0\",\"id\":").append(id);
        try {
            String result = answers.answer(method, params);
            replies.append(",\"result\":").append(result).append('}');
        } catch (RefusedException e) {
            error(replies, REFUSED, e);
        } catch (UnknownMethodException e) {
            error(replies, METHOD_NOT_FOUND, e);
        } catch (ClassCastException | IndexOutOfBoundsException | IllegalArgumentException e) {
            error(replies, INVALID_PARAMS, e);
        }
    }

    private static List<Object> params(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("params are an array");
        }
        List<Object> params = new ArrayList<>(2);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            params.add(json.currentToken() == JsonToken.VALUE_STRING
                    ? json.getString()
                    : json.<JsonNode>readValueAsTree());
        }
        return params;
    }

    private static void error(StringBuilder replies, long code, RuntimeException e) {
        replies.append(",\"error\":{\"code\":").append(code).append(",\"message\":")
                .append(JSON.writeValueAsString(String.valueOf(e.getMessage()))).append("}}");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
