package io.enterpriseproxy.server.security;

import com.sun.net.httpserver.HttpServer;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.crash.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server with little memory gets events that are made to do harm; after each of them it takes a good one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileEventsIT {
    /** Far more than any answer takes, far less than what an unbounded one would. */
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger reached = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private HttpServer elsewhere;
    private InvoiceChain chain;
    private ServerProcess server;
    private int port;
    private Path log;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            reached.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        elsewhere.start();
        chain = InvoiceChain.start(directory);
        port = freePort();
        log = directory.resolve("server.log");
        ProxyUnderTest.write(directory, "address: 127.0.0.1", chain.config() + ProxyUnderTest.clients(),
                Map.of("j.yaml", HostileEvents.mapping(HostileEvents.JSON_MAPPING, "json", ""),
                        "x.yaml", HostileEvents.mapping(HostileEvents.XML_MAPPING, "xml", "e."),
                        "c.yaml", HostileEvents.mapping(HostileEvents.CSV_MAPPING, "csv", "")));
        server = ServerProcess.launch(directory, port, List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
        assertThat(server.awaitReady()).isTrue();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
        chain.close();
        elsewhere.stop(0);
        assertThat(Files.readString(log)).doesNotContain("OutOfMemoryError", "StackOverflowError", "internal-error");
    }

    Stream<Attempt> attempts() {
        return Stream.of(HostileEvents.json(), HostileEvents.batches(), HostileEvents.csv(),
                HostileEvents.xml("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/x")).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void hostileEventGetsItsAnswerAndTheNextGoesOn(Attempt attempt) throws Exception {
        HttpResponse<String> answer = send(attempt);

        attempt.check(answer.statusCode(), answer.body());
        assertThat(reached).hasValue(0);
        assertThatAGoodEventGoesThrough();
    }

    private HttpResponse<String> send(Attempt attempt) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(attempt.path())).timeout(LONGEST)
                .header("Authorization", "Bearer " + ProxyUnderTest.CALLER)
                .method(attempt.method(), BodyPublishers.ofByteArray(attempt.body().get()));
        attempt.headers().forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @MethodSource("io.enterpriseproxy.server.security.HostileEvents#texts")
    void textThatMeansSomethingElsewhereStaysText(String text) throws Exception {
        String number = text + numbers.incrementAndGet();

        HttpResponse<String> answer = post(JSON.writeValueAsString(Map.of("invoiceNo", number, "supplier", "100042",
                "total", "1.00", "dueDate", "2026-12-24")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body()).at("/arguments/invoiceId").asString())
                .isEqualTo(Hex.encode(Keccak256.hash(number.getBytes(StandardCharsets.UTF_8))));
        assertThat(JSON.readTree(answer.body()).at("/idempotencyKey").asString()).isEqualTo(number);
        assertThatAGoodEventGoesThrough();
    }

    @Test
    void endlessBodyAndEndlessLineAreRefusedWhereTheyGoPastTheLimit() throws Exception {
        for (String type : List.of("application/json", "application/x-ndjson")) {
            try (Socket socket = connect()) {
                OutputStream out = socket.getOutputStream();
                out.write(head("/batch", type, "Transfer-Encoding: chunked"));
                byte[] chunk = ("100000\r\n" + "1".repeat(0x100000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                for (int megabyte = 0; megabyte < 17; megabyte++) {
                    out.write(chunk);
                }
                out.flush();
                assertThat(status(socket)).isEqualTo("HTTP/1.1 413");
            }
            assertThatAGoodEventGoesThrough();
        }
    }

    @Test
    void hundredMegabytesAreRefusedUnread() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head("", "application/json", "Content-Length: 104857600"));
            assertThat(status(socket)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void bodyThatDripsEndsInBoundedTime() throws Exception {
        try (Socket socket = connect()) {
            socket.setSoTimeout(90_000);
            OutputStream out = socket.getOutputStream();
            out.write(head("", "application/json", "Transfer-Encoding: chunked"));
            out.write("1\r\n{\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(status(socket)).isEqualTo("HTTP/1.1 400");
        }
        assertThatAGoodEventGoesThrough();
    }

    @Test
    void manyLargeBodiesAtOnceDoNotFillTheMemory() throws Exception {
        byte[] large = ("[" + "1,".repeat(8_000_000) + "1]").getBytes(StandardCharsets.US_ASCII);
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 24).mapToObj(no -> http.sendAsync(
                HttpRequest.newBuilder(uri("/api/v1/calls/" + HostileEvents.JSON_MAPPING + "/batch"))
                        .timeout(Duration.ofSeconds(60)).header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + ProxyUnderTest.CALLER)
                        .POST(BodyPublishers.ofByteArray(large)).build(),
                BodyHandlers.ofString()).thenApply(HttpResponse::statusCode)).toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsAnyOf(413).allMatch(
                answer -> answer == 413 || answer == 429);
        assertThat(server.isAlive()).isTrue();
        assertThatAGoodEventGoesThrough();
    }

    @Test
    void goodEventIsStillExecuted() throws Exception {
        long before = chain.registered();
        assertThatAGoodEventGoesThrough();
        await().atMost(Duration.ofSeconds(60)).until(() -> chain.registered() > before);
    }

    private void assertThatAGoodEventGoesThrough() throws IOException, InterruptedException {
        HttpResponse<String> answer = post(InvoiceChain.invoice("GOOD-" + numbers.incrementAndGet(), "1.00"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private HttpResponse<String> post(String event) throws IOException, InterruptedException {
        return send(Attempt.of("an event", "POST", "/api/v1/calls/" + HostileEvents.JSON_MAPPING, event));
    }

    private static byte[] head(String below, String type, String length) {
        return ("POST /api/v1/calls/" + HostileEvents.JSON_MAPPING + below + " HTTP/1.1\r\nHost: x\r\nContent-Type: "
                + type + "\r\nAuthorization: Bearer " + ProxyUnderTest.CALLER + "\r\n" + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
