package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.crash.ServerProcess;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A Kaia service chain and another chain with a bridge, an enterprise's table of transfers, and a server with the example's files. */
final class BridgedEnterprise implements AutoCloseable {
    static final BigInteger COINS = BigInteger.TEN.pow(19);
    static final long TOKENS = 100_000_000;

    private static final Path EXAMPLE = Path.of("../mappings/examples/bridge");
    /** The options of this JVM without which no broker runs in the server's. */
    private static final List<String> BROKER = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("--sun-misc-unsafe") || option.startsWith("-Dio.netty")).toList();
    private static final Duration LONGEST = Duration.ofSeconds(60);

    final BridgeEnd service = BridgeEnd.on(DevChainOptions.DEFAULT.withKaia().withChainId(1001));
    final BridgeEnd main = BridgeEnd.on(DevChainOptions.DEFAULT);
    private final EmbeddedPostgres postgres;
    private final JdbcTemplate erp;
    private final Path directory;
    private final int port;
    private @Nullable ServerProcess server;

    BridgedEnterprise(Path directory) throws IOException {
        this.directory = directory;
        postgres = EmbeddedPostgres.start();
        erp = new JdbcTemplate(postgres.getPostgresDatabase());
        erp.execute(Files.readString(EXAMPLE.resolve("transfer.sql")));
        port = freePort();
        service.knows(main);
        main.knows(service);
        service.mint(service.treasury().address(), TOKENS);
        service.allow(TOKENS);
        main.mint(main.bridge(), TOKENS);
        main.chain().setBalance(main.bridge(), COINS);
        for (BridgeEnd end : List.of(service, main)) {
            end.chain().startMining(Duration.ofSeconds(1));
        }
        configure();
    }

    private void configure() throws IOException {
        ProxyUnderTest.write(directory, "port: 0, address: 127.0.0.1", """
                  chains:
                    service: { family: kaia, id: 1001, nodes: [ { url: '%s' } ], poll-interval: 100ms }
                    main: { family: evm, id: 31337, nodes: [ { url: '%s' } ], poll-interval: 100ms, confirmations: 2 }
                  contracts:
                    value-bridge: { abi: bridge-abi.json, addresses: { service: '%s', main: '%s' } }
                  keys:
                    erp-treasury: { keystore: treasury.json, passphrase: '${file:pass}' }
                    bridge-operator: { keystore: operator.json, passphrase: '${file:pass}' }
                  connections:
                    erp-db: { jdbc: { url: '%s', username: postgres } }
                    proxy-mq: { jms: { url: 'tcp://127.0.0.1:%d', username: bridge, password: '${file:pass}' } }
                  broker: { port: %6$d, username: bridge, password: '${file:pass}' }
                %s""".formatted(service.chain().url(), main.chain().url(), service.bridge(), main.bridge(),
                postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""), freePort(),
                ProxyUnderTest.clients()), Map.of());
        Files.writeString(directory.resolve("bridge-abi.json"), BridgeEnd.BRIDGE.abi());
        Files.writeString(directory.resolve("pass"), "correct horse");
        key("treasury.json", service.treasury());
        key("operator.json", service.operator());
        FileSystemUtils.copyRecursively(EXAMPLE, directory.resolve("mappings"));
    }

    private void key(String file, DevAccount account) throws IOException {
        KeystoreFiles.create(directory.resolve(file), Hex.decode(account.privateKey()), "correct horse".toCharArray(),
                ScryptCost.LIGHT);
    }

    /** The next server is told of all requests anew, by a mapping of another name, which says so in the column of refunds. */
    void requestsAgain() throws IOException {
        String text = Files.readString(EXAMPLE.resolve("bridge-requested.yaml"));
        Files.writeString(directory.resolve("mappings/again.yaml"),
                text.replace("name: bridge-requested", "name: again").replace("request_tx = :tx", "refund_tx = :tx"));
    }

    /** The enterprise asks for a transfer. */
    void ask(String no, @Nullable String token, BigInteger amount, Duration valid) {
        erp.update(
                "INSERT INTO transfer (no, token, recipient, amount, valid_until) VALUES (?, ?, ?, ?, now() + ?::interval)",
                no, token, main.recipient(), amount, valid.toSeconds() + " seconds");
    }

    /** The enterprise lets the time of these be over, whatever the bridges think of it. */
    void giveUp(String... numbers) {
        for (String no : numbers) {
            erp.update("UPDATE transfer SET valid_until = now() WHERE no = ?", no);
        }
    }

    /** What the enterprise's table says: number, state and code. */
    List<String> states() {
        return erp.query("SELECT concat_ws(' ', no, state, code) FROM transfer ORDER BY no",
                (row, i) -> row.getString(1));
    }

    long count(String condition) {
        Long count = erp.queryForObject("SELECT count(*) FROM transfer WHERE " + condition, Long.class);
        return count == null ? 0 : count;
    }

    void awaitCount(String condition, long count) {
        await().atMost(LONGEST).pollInterval(Duration.ofMillis(20)).alias(condition)
                .untilAsserted(() -> assertThat(count(condition)).as(() -> states().toString())
                        .isGreaterThanOrEqualTo(count));
    }

    ServerProcess start() {
        ServerProcess started = ServerProcess.launch(directory, port, BROKER);
        server = started;
        assertThat(started.awaitReady()).as("see server.log").isTrue();
        return started;
    }

    void kill() {
        if (server != null) {
            server.kill();
        }
    }

    /** What the server answers an admin. */
    static JsonNode ask(ServerProcess server, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.act("GET", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).path("items");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        service.close();
        main.close();
        postgres.close();
    }
}
