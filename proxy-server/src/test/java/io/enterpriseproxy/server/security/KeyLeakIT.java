package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.EnterpriseProxy;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.security.LeakSearch.Needle;
import jakarta.jms.JMSContext;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.BufferedWriter;
import java.io.IOException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server with known keys and secrets works, and is treated badly. Then everything that it has left is searched: logs at
 * TRACE, its database, the database and broker that it wrote to, its answers, and its memory.
 */
class KeyLeakIT {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final String WRONG_KEY = "ep_wrongButDistinctive00000000000000000000";
    private static final String WRONG_PASSPHRASE = "not-the-passphrase-but-one-that-was-tried";
    /** A forged line of the log, which an event holds. */
    private static final String FORGED = "2026-01-01T00:00:00.000Z ERROR Forged: all keys were stolen";
    /** No secret: it must be found wherever events go, or the search has not looked there. */
    private static final String PLANTED = "planted-f00d-1234567890";

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringBuilder answers = new StringBuilder();
    private int port;

    @TempDir
    private Path directory;

    @Test
    void nothingOfKeysAndSecretsIsLeftBehind() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path memory = Files.createDirectory(directory.resolve("memory"));
        try (LeakStage stage = new LeakStage(home)) {
            LeakSearch keys = new LeakSearch(keys(stage));
            LeakSearch secrets = new LeakSearch(everything(stage));
            LeakSearch planted = new LeakSearch(LeakSearch.ofText("planted", PLANTED));
            Process server = start(home, memory);
            try (BufferedWriter input = server.outputWriter(StandardCharsets.UTF_8)) {
                port = Integer.parseInt(awaitSign(server, memory.resolve(ServerThatCloses.READY)));
                workAndTrouble(stage, server);

                // A running server holds the key, as bytes, and nothing else of it; this proves that the search finds.
                Path running = dump(server, memory.resolve("running.hprof"));
                assertThat(keys.in(running)).containsExactly("the cloak key as bytes", "the file's key as bytes",
                        "the vault's key as bytes");
                assertThat(planted.in(running)).isNotEmpty();
                Files.delete(running);

                for (String key : List.of("by-file", "by-vault")) {
                    ask("PUT", "/api/v1/stops/keys/" + key, ProxyUnderTest.ADMIN, "{\"reason\":\"incident\"}");
                }
                Path stopped = dump(server, memory.resolve("stopped.hprof"));
                assertThat(keys.in(stopped)).containsExactly("the cloak key as bytes");
                Files.delete(stopped);
                ask("DELETE", "/api/v1/stops/keys/by-file", ProxyUnderTest.ADMIN, "");
                ask("POST", "/api/v1/calls/by-rest", ProxyUnderTest.CALLER, "{\"no\":\"r-5\"}");
                awaitResults(stage, server, 6);

                input.write("close\n");
                input.flush();
                awaitSign(server, memory.resolve(ServerThatCloses.CLOSED));
                assertThat(new LeakSearch(Stream.concat(keys(stage).stream(), apiKeys()).toList())
                        .in(dump(server, memory.resolve("closed.hprof")))).isEmpty();
            } finally {
                server.destroy();
                server.waitFor();
            }
            wrongPassphrase(stage, home);
            stage.forgetTheirFiles();
            Files.writeString(home.resolve("answers.txt"), answers);
            new JdbcTemplate(stage.erp.getPostgresDatabase()).execute("CHECKPOINT");

            assertThat(planted.below(home)).anyMatch(place -> place.endsWith("answers.txt"))
                    .anyMatch(place -> place.contains("in server.log"))
                    .anyMatch(place -> place.endsWith("ledger.mv.db"))
                    .anyMatch(place -> place.contains("in postgres/"))
                    .anyMatch(place -> place.contains("data/broker/"));
            assertThat(secrets.below(home)).isEmpty();
            assertThatNoLineIsForged(home.resolve("server.log"));
        }
    }

    private static List<Needle> keys(LeakStage stage) {
        return Stream.of(LeakSearch.ofKey("the file's key", stage.fileKey),
                LeakSearch.ofKey("the vault's key", stage.vaultKey),
                LeakSearch.ofKey("the cloak key", stage.cloakKey),
                LeakSearch.ofText("passphrase", stage.secret("passphrase"))).flatMap(List::stream).toList();
    }

    private static List<Needle> everything(LeakStage stage) {
        List<Needle> needles = new ArrayList<>(keys(stage));
        stage.secrets.forEach((name, secret) -> needles.addAll(LeakSearch.ofText(name, secret)));
        apiKeys().forEach(needles::add);
        needles.addAll(LeakSearch.ofText("the wrong passphrase", WRONG_PASSPHRASE));
        return needles;
    }

    private static Stream<Needle> apiKeys() {
        return Stream.of(ProxyUnderTest.ADMIN, ProxyUnderTest.CALLER, WRONG_KEY)
                .flatMap(key -> LeakSearch.ofText("API key", key).stream());
    }

    private void workAndTrouble(LeakStage stage, Process server) throws Exception {
        ask("POST", "/api/v1/calls/by-rest", ProxyUnderTest.CALLER, "{\"no\":\"" + PLANTED + "\"}");
        ask("POST", "/erp/rest", ProxyUnderTest.CALLER, "{\"no\":\"r-2\\r\\n" + FORGED + "\\u001b[31m\"}");
        ask("POST", "/api/v1/calls/by-rest/batch", ProxyUnderTest.CALLER,
                "[{\"no\":\"r-3\"},{\"no\":4},{},{\"no\":\"r-4\"}]");
        ask("POST", "/api/v1/calls/by-rest", ProxyUnderTest.CALLER, "{broken");
        ask("POST", "/api/v1/calls/" + "%0d%0a" + FORGED.replace(" ", "%20"), ProxyUnderTest.CALLER, "{}");
        ask("GET", "/api/v1/calls", WRONG_KEY, "");
        sendByJms(stage);
        awaitResults(stage, server, 5);
        await().atMost(LONGEST).until(() -> ask("GET", "/api/v1/dead-letters", ProxyUnderTest.ADMIN, "")
                .contains("write-back-failed"));
        for (String path : List.of("/openapi.json", "/actuator", "/actuator/health", "/actuator/prometheus",
                "/actuator/env", "/actuator/configprops", "/actuator/heapdump", "/api/v1/keys", "/api/v1/chains",
                "/api/v1/contracts", "/api/v1/lanes", "/api/v1/mappings", "/api/v1/mappings/by-rest", "/api/v1/calls",
                "/api/v1/dead-letters", "/api/v1/audit", "/api/v1/stops", "/nothing")) {
            ask("GET", path, ProxyUnderTest.ADMIN, "");
        }
    }

    private static void awaitResults(LeakStage stage, Process server, int results) {
        JdbcTemplate erp = new JdbcTemplate(stage.erp.getPostgresDatabase());
        await().atMost(LONGEST).until(() -> server.isAlive()
                && Integer.valueOf(results).equals(erp.queryForObject("SELECT count(*) FROM result", Integer.class)));
    }

    private static void sendByJms(LeakStage stage) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + stage.brokerPort);
                JMSContext client = factory.createContext("erp", stage.secret("jms"))) {
            client.createProducer().send(client.createQueue("IN"), "{\"no\":\"j-1\"}");
            client.createProducer().send(client.createQueue("IN"), "{broken " + PLANTED);
        }
    }

    /** Another key's passphrase is wrong: the server does not start, and says which key and not what was tried. */
    private static void wrongPassphrase(LeakStage stage, Path home) throws Exception {
        Path file = Files.writeString(home.resolve("passphrase"), WRONG_PASSPHRASE);
        Process failed = new ProcessBuilder(command(EnterpriseProxy.class, "--config",
                home.resolve("enterprise-proxy.yaml").toString(), "--mappings", home.resolve("mappings").toString()))
                .redirectErrorStream(true).redirectOutput(home.resolve("failed.log").toFile()).start();
        assertThat(failed.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(failed.exitValue()).isEqualTo(2);
        assertThat(Files.readString(home.resolve("failed.log"))).contains("by-file", "the passphrase is wrong");
        Files.writeString(file, stage.secret("passphrase"));
    }

    private static void assertThatNoLineIsForged(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            assertThat(lines.filter(line -> line.startsWith(FORGED.substring(0, 30)) || line.indexOf('\u001b') >= 0))
                    .isEmpty();
        }
    }

    private String ask(String method, String path, String key, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key).header("Content-Type", "application/json")
                .timeout(LONGEST).method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        answers.append(answer.statusCode()).append(answer.headers().map()).append(answer.body()).append('\n');
        return answer.body();
    }

    private static Process start(Path home, Path signs) throws IOException {
        return new ProcessBuilder(command(ServerThatCloses.class, home.resolve("enterprise-proxy.yaml").toString(),
                home.resolve("mappings").toString(), signs.toString())).redirectErrorStream(true)
                .redirectOutput(home.resolve("console.log").toFile()).start();
    }

    private static String awaitSign(Process server, Path sign) throws IOException {
        await().atMost(LONGEST).until(() -> Files.exists(sign) || !server.isAlive());
        return Files.readString(sign);
    }

    private static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx400m", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path dump(Process server, Path file) throws IOException, InterruptedException {
        for (List<String> request : List.of(List.of("GC.run"), List.of("GC.run"),
                List.of("GC.heap_dump", "-all", file.toString()))) {
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd")
                    .toString(), String.valueOf(server.pid())));
            command.addAll(request);
            Process jcmd = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            assertThat(jcmd.waitFor()).as(String.join(" ", command)).isZero();
        }
        assertThat(file).isNotEmptyFile();
        return file;
    }
}
