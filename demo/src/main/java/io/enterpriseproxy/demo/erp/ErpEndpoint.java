package io.enterpriseproxy.demo.erp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Where the ERP takes results by HTTP. It believes only what is signed with the secret that it shares with the proxy. */
public final class ErpEndpoint implements AutoCloseable {
    /** A request that came in; only signed ones are kept. */
    public record Received(String method, String path, String resultId, String body) {
        /** What it is about, in the company's words. */
        public String subject() {
            return switch (place()) {
                case "materials" -> field("MATNR") + "/" + field("VERSION");
                case "proofs" -> field("certificateNo");
                default -> field("invoice");
            };
        }

        /** What became of it, in the API's words. */
        public String status() {
            return switch (place()) {
                case "materials" -> field("STATUS");
                // Nobody is told of a proof before it is there.
                case "proofs" -> "confirmed";
                default -> field("status");
            };
        }

        /** The ERP code of a refusal; empty if confirmed. */
        public String code() {
            return field(place().equals("materials") ? "CODE" : "code");
        }

        /** The first word of the path. */
        private String place() {
            return path.split("/", 3)[1];
        }

        private String field(String name) {
            return ResultBody.of(body).text(name);
        }

        private ErpResult result() {
            // Each proof has a path of its own.
            String system = place().equals("proofs") ? "/proofs" : path;
            return new ErpResult("http " + system, subject(), resultId, status().equals("confirmed"), code(),
                    field("transaction"));
        }
    }

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String secret;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /** Starts it on a free port. */
    public ErpEndpoint(String secret) {
        this.secret = secret;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The ERP's HTTP endpoint cannot start", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** Its base URL. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What came in so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The outcomes that came in. */
    List<ErpResult> results() {
        return received.stream().map(Received::result).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (isSigned(exchange, body)) {
                received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                        header(exchange.getRequestHeaders(), "Idempotency-Key"),
                        new String(body, StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(204, -1);
            } else {
                exchange.sendResponseHeaders(401, -1);
            }
        }
    }

    private boolean isSigned(HttpExchange exchange, byte[] body) {
        String timestamp = header(exchange.getRequestHeaders(), "X-EP-Timestamp");
        byte[] signature = header(exchange.getRequestHeaders(), "X-EP-Signature").getBytes(StandardCharsets.UTF_8);
        String head = String.join("\n", timestamp, exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                header(exchange.getRequestHeaders(), "Idempotency-Key"), "");
        return MessageDigest.isEqual(signature, sign(head, body).getBytes(StandardCharsets.UTF_8))
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now()).abs()
                        .compareTo(TOLERANCE) <= 0;
    }

    private String sign(String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return "v2=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HmacSHA256", e);
        }
    }

    private static String header(Headers headers, String name) {
        return Optional.ofNullable(headers.getFirst(name)).orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
