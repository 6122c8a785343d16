package io.enterpriseproxy.server.docs;

import org.awaitility.Awaitility;

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
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Types a tutorial, block by block: files are saved, terminals stay up, all else goes into the first terminal. */
final class TutorialReader implements AutoCloseable {
    private static final Repository REPOSITORY = Repository.here();
    private static final String CHAIN = "8545";
    private static final String SHOP = "9000";
    private static final String API = "8080";
    private static final Pattern PORT = Pattern.compile("\\b(?:%s|%s|%s)\\b".formatted(CHAIN, API, SHOP));

    private final Path home;
    private final Path directory;
    private final Terminal first;
    private final Map<String, Terminal> terminals = new HashMap<>();
    private final Map<String, String> typed = new LinkedHashMap<>();
    /** The tutorial's ports, and free ones in their place. */
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    private TutorialReader(Path home, String directory) {
        this.home = home;
        this.directory = home.resolve(directory);
        this.first = Terminal.open(home);
        List.of(CHAIN, API, SHOP).forEach(port -> ports.put(port, freePort()));
    }

    /** With a launcher that runs the classes of this test. */
    static TutorialReader open(Path home, String directory) throws IOException {
        Path clone = Files.createDirectories(home.resolve("enterprise-proxy"));
        Files.createSymbolicLink(clone.resolve("contract-adapters"), REPOSITORY.root().resolve("contract-adapters"));
        Files.writeString(clone.resolve("ep"), """
                anvil=$(ls "$(dirname "$0")"/contract-adapters/contracts/node_modules/@foundry-rs/anvil-*/bin/anvil)
                export EP_ANVIL=${EP_ANVIL:-$anvil}
                export EP_KAIA_SHIM=$(cd "$(dirname "$0")" && pwd -P)/contract-adapters/contracts/kaia/shim.mjs
                case $1 in
                    devchain) main=io.enterpriseproxy.contracts.DevChainMain ;;
                    keys) main=io.enterpriseproxy.server.KeysMain ;;
                    validate) main=io.enterpriseproxy.server.ValidateMain ;;
                    tx) main=io.enterpriseproxy.server.TxMain ;;
                    run) main=io.enterpriseproxy.server.EnterpriseProxy ;;
                esac
                shift
                exec '%s' -Xmx512m --enable-native-access=ALL-UNNAMED -cp '%s' "$main" "$@"
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
        assertThat(clone.resolve("ep").toFile().setExecutable(true)).isTrue();
        return new TutorialReader(home, directory);
    }

    /** Does what a block says. */
    void follow(MarkdownPage.Block block) {
        String text = onOurMachine(block.content());
        if (block.role("file").isPresent()) {
            save(block.role("file").get(), text);
        } else if (block.role("terminal").isPresent()) {
            String name = block.role("terminal").get();
            terminals.put(name, Terminal.stayingUp(directory, "EP=" + launcher() + "\n" + text, log(name)));
            awaitUp(name);
        } else if (block.language().equals("sh")) {
            typed.put(block.line() + ": " + text, first.type(text));
        }
    }

    /** Saves a file, as an editor does. */
    void save(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String onOurMachine(String text) {
        String withPorts = text.replace("$EP devchain", "$EP devchain --port " + CHAIN)
                .replace("$EP run", "$EP run --port " + API);
        // the launcher last: the name of its directory is random, and may hold the digits of a port
        return PORT.matcher(withPorts).replaceAll(port -> String.valueOf(port(port.group())))
                .replace("~/enterprise-proxy/ep", launcher());
    }

    private String launcher() {
        return home.resolve("enterprise-proxy").resolve("ep").toString();
    }

    private void awaitUp(String name) {
        Awaitility.await(name).atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(terminal(name).isUp()).as("%s has ended: %s", name, Files.readString(log(name))).isTrue();
            return switch (name) {
                case "chain" -> listens(port(CHAIN));
                case "shop" -> listens(port(SHOP));
                default -> listens(port(API)) && ready();
            };
        });
    }

    private boolean ready() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port(API) + "/actuator/health/readiness")).build(),
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
    String output(String... words) {
        return typed.entrySet().stream().filter(block -> List.of(words).stream().allMatch(block.getKey()::contains))
                .map(Map.Entry::getValue).findFirst().orElseThrow();
    }

    /** What all blocks have printed. */
    List<String> outputs() {
        return List.copyOf(typed.values());
    }

    /** Where what a terminal shows is. */
    Path log(String name) {
        return home.resolve(name + ".log");
    }

    Terminal terminal(String name) {
        return Objects.requireNonNull(terminals.get(name), name);
    }

    private int port(String ofThePage) {
        return Objects.requireNonNull(ports.get(ofThePage), ofThePage);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        terminals.values().stream().filter(Terminal::isUp).forEach(Terminal::close);
        first.close();
    }
}
