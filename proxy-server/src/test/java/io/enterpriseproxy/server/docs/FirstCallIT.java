package io.enterpriseproxy.server.docs;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** Types the tutorial, block by block, as a reader would. */
class FirstCallIT {
    private static final Repository REPOSITORY = Repository.here();

    @TempDir
    Path home;

    private final Map<String, Terminal> terminals = new HashMap<>();
    private final Map<String, String> typed = new LinkedHashMap<>();
    /** The tutorial's ports, and free ones in their place. */
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    @BeforeEach
    void installTheLauncher() throws IOException {
        Path clone = Files.createDirectories(home.resolve("enterprise-proxy"));
        Files.createSymbolicLink(clone.resolve("contract-adapters"), REPOSITORY.root().resolve("contract-adapters"));
        Files.writeString(clone.resolve("ep"), """
                anvil=$(ls "$(dirname "$0")"/contract-adapters/contracts/node_modules/@foundry-rs/anvil-*/bin/anvil)
                export EP_ANVIL=${EP_ANVIL:-$anvil}
                case $1 in
                    devchain) main=io.enterpriseproxy.contracts.DevChainMain ;;
                    keys) main=io.enterpriseproxy.server.KeysMain ;;
                    validate) main=io.enterpriseproxy.server.ValidateMain ;;
                    run) main=io.enterpriseproxy.server.EnterpriseProxy ;;
                esac
                shift
                exec '%s' -Xmx512m --enable-native-access=ALL-UNNAMED -cp '%s' "$main" "$@"
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
        assertThat(clone.resolve("ep").toFile().setExecutable(true)).isTrue();
        for (String port : List.of("8545", "8080", "9000")) {
            ports.put(port, freePort());
        }
    }

    @AfterEach
    void closeTerminals() {
        terminals.values().stream().filter(Terminal::isUp).forEach(Terminal::close);
    }

    @Test
    void everyBlockDoesWhatThePageSays() throws IOException {
        Terminal first = Terminal.open(home);
        terminals.put("first", first);
        List<MarkdownPage.Block> blocks = REPOSITORY.page("docs/tutorials/first-call.md").blocks();
        List<MarkdownPage.Block> untilTheChainStops = blocks.stream().filter(block -> !block.content().contains("m-4"))
                .toList();

        untilTheChainStops.forEach(block -> follow(first, block));

        assertThat(output("49.90", "m-1")).contains("HTTP/1.1 200", "\"status\":\"confirmed\"");
        assertThat(output("amountOf", "A-1001")).contains("{\"outputs\":{\"amount\":\"4990\"}}");
        assertThat(output("1.00", "m-1")).contains("HTTP/1.1 409", "idempotency-key-reused");
        assertThat(output("49.90", "m-2")).contains("\"status\":\"rejected\"", "SHOP-409");
        assertThat(output("49.905", "m-3")).contains("HTTP/1.1 422", "call.args.amount");
        assertThat(typed.values()).anySatisfy(output -> assertThat(output).contains("Idempotency-Replayed: true"));

        terminal("chain").close();
        blocks.stream().filter(block -> block.content().contains("m-4")).forEach(block -> follow(first, block));
        assertThat(output("12.00", "m-4")).contains("HTTP/1.1 202", "\"status\":\"accepted\"");
        terminal("proxy").kill();
        blocks.stream().filter(block -> List.of("chain", "proxy").contains(block.role("terminal").orElse("")))
                .forEach(block -> follow(first, block));

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> shop().contains("A-1004"));
        assertThat(shop().lines().filter(line -> line.contains("A-1004"))).singleElement().asString()
                .contains("confirmed");
        terminal("proxy").close();
        assertThat(Files.readString(log("proxy"))).containsOnlyOnce("1 call goes on from before the restart")
                .containsSubsequence("shutting down", "ended");
    }

    private void follow(Terminal first, MarkdownPage.Block block) {
        Path directory = home.resolve("first-call");
        String text = onOurMachine(block.content());
        if (block.role("file").isPresent()) {
            write(directory.resolve(block.role("file").get()), text);
        } else if (block.role("terminal").isPresent()) {
            String name = block.role("terminal").get();
            terminals.put(name, Terminal.stayingUp(directory, "EP=" + launcher() + "\n" + text, log(name)));
            awaitUp(name);
        } else if (block.language().equals("sh")) {
            typed.put(block.line() + ": " + text, first.type(text));
        }
    }

    private String onOurMachine(String text) {
        String ours = text.replace("~/enterprise-proxy/ep", launcher())
                .replace("$EP devchain", "$EP devchain --port 8545").replace("$EP run", "$EP run --port 8080");
        for (Map.Entry<String, Integer> port : ports.entrySet()) {
            ours = ours.replace(port.getKey(), port.getValue().toString());
        }
        return ours;
    }

    private String launcher() {
        return home.resolve("enterprise-proxy").resolve("ep").toString();
    }

    private void awaitUp(String name) {
        Awaitility.await(name).atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(terminal(name).isUp()).as("%s has ended: %s", name, Files.readString(log(name))).isTrue();
            return switch (name) {
                case "chain" -> listens(port("8545"));
                case "shop" -> listens(port("9000"));
                default -> listens(port("8080")) && ready();
            };
        });
    }

    private boolean ready() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port("8080") + "/actuator/health/readiness")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** What the first block with these words has printed. */
    private String output(String... words) {
        return typed.entrySet().stream().filter(block -> List.of(words).stream().allMatch(block.getKey()::contains))
                .map(Map.Entry::getValue).findFirst().orElseThrow();
    }

    private String shop() throws IOException {
        return Files.readString(log("shop"));
    }

    private Path log(String name) {
        return home.resolve(name + ".log");
    }

    private Terminal terminal(String name) {
        return Objects.requireNonNull(terminals.get(name), name);
    }

    private int port(String ofThePage) {
        return Objects.requireNonNull(ports.get(ofThePage), ofThePage);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
