package io.enterpriseproxy.server.anchor;

import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An ERP that is told of proofs. */
final class Erp implements AutoCloseable {
    static final String ROOT = """
            apiVersion: enterprise-proxy/v1
            kind: Mapping
            metadata: { name: anchor-root }
            from: { rest: { method: POST, path: /anchor-roots } }
            idempotencyKey: id
            call:
              chain: main
              contract: anchors
              function: anchor(bytes32,uint64)
              args: { root: root, records: count }
              sender: anchor
            """;
    static final String RECORD = """
            apiVersion: enterprise-proxy/v1
            kind: Mapping
            metadata: { name: quality }
            from: { rest: { method: POST, path: /quality } }
            idempotencyKey: no
            sensitive: [ inspector ]
            anchor: { to: public-anchors, record: { no: no, amount: amount, inspector: inspector } }
            writeBack:
              - on: [confirmed]
                http: { connection: erp, method: POST, path: /proved }
                body: { no: event.no, root: anchor.root, count: anchor.count, block: receipt.blockNumber }
            """;

    final Queue<JsonNode> results = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    /** Events with these numbers, as a batch. */
    static String events(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(Erp::event).collect(Collectors.joining(",", "[", "]"));
    }

    static String event(int number) {
        return "{\"no\":\"Q-%d\",\"amount\":%d.50,\"inspector\":\"A. Smith\"}".formatted(number, number);
    }

    Erp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            results.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    /** The parts of a configuration that anchor records, and tell this ERP of them. */
    String config(String mapping, String when) {
        return """
                  connections:
                    erp: { http: { base-url: 'http://127.0.0.1:%d' } }
                  anchors:
                    public-anchors: { mapping: %s, %s }
                """.formatted(server.getAddress().getPort(), mapping, when);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
