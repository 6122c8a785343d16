package io.enterpriseproxy.server;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.signer.Encodings;
import io.enterpriseproxy.signer.PublicKeys;
import io.enterpriseproxy.signer.Secp256k1Curve;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import io.enterpriseproxy.signer.pkcs11.SoftHsm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Keys in stores, made by the command and used by the whole server; who has signed is told by the chain. */
class KeyStoresIT {
    private static final ContractArtifact CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final Pattern ENTRY = Pattern.compile("Configuration  keys: \\{ ALIAS: (\\{.*}) }");
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int EVENTS = 30;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private DevChain chain;
    private String chainParts;

    @TempDir
    private Path directory;

    @BeforeEach
    void startChain() throws IOException {
        chain = DevChain.start();
        String contract = chain.deploy(CONTRACT);
        chain.startMining(Duration.ofSeconds(1));
        Files.writeString(directory.resolve("abi.json"), CONTRACT.abi());
        chainParts = """
                  chains:
                    main: { family: evm, id: 31337, nodes: [ { url: '%s' } ], poll-interval: 50ms }
                  contracts:
                    test: { abi: abi.json, addresses: { main: '%s' } }
                """.formatted(chain.url(), contract);
    }

    @AfterEach
    void stopChain() {
        chain.close();
    }

    @Test
    void keyThatTheCommandHasMadeInAnHsmSigns() throws IOException {
        // Given
        SoftHsm.makeToken();
        Files.writeString(directory.resolve("pin"), SoftHsm.PIN);
        String store = "  key-stores:\n    hsm: { pkcs11: { library: '%s', pin: '${file:pin}' } }\n"
                .formatted(SoftHsm.library());
        Path config = Files.writeString(directory.resolve("keys.yaml"), "enterprise-proxy:\n" + store);
        // When
        assertThat(keys("create", "erp-hsm", "--store", "hsm", "--config", config.toString())).isZero();
        String entry = printedEntry();
        // Then
        Address sender = funded(entry);
        try (ProxyUnderTest proxy = ProxyUnderTest.start(directory, chainParts + store + "  keys:\n    erp: " + entry
                + "\n" + ProxyUnderTest.clients(), Map.of("m.yaml", mapping("erp")))) {
            send(proxy, "erp");
            awaitSent(sender);
        }
        // And a second key does not take its place
        assertThat(keys("create", "erp-hsm", "--store", "hsm", "--config", config.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("erp-hsm", "never");
    }

    @Test
    void importedKeyIsListedWithItsAddress() throws IOException {
        // Given
        Path hex = Files.writeString(directory.resolve("old.hex"), chain.accounts().get(3).privateKey() + "\n");
        // When
        assertThat(keys("import", directory.resolve("erp.json").toString(), "--from", hex.toString())).isZero();
        Path config = Files.writeString(directory.resolve("keys.yaml"),
                "enterprise-proxy:\n  keys:\n    erp: " + printedEntry() + "\n");
        // And once more, from the keystore file that it has made
        assertThat(keys("import", directory.resolve("copy.json").toString(), "--from",
                directory.resolve("erp.json").toString())).isZero();
        // Then
        out.reset();
        assertThat(keys("list", "--config", config.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).matches("(?s)erp +" + Address
                .parse(chain.accounts().get(3).address()).checksummed() + " .*erp\\.json\n");
        assertThat(keys("show", "erp", "--config", config.toString())).isZero();
        String shown = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(PublicKeys.addressOf(Hex.decode(shown.substring(shown.lastIndexOf(' ') + 1))))
                .isEqualTo(Address.parse(chain.accounts().get(3).address()));
        assertThat(out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
                .doesNotContain(chain.accounts().get(3).privateKey().substring(2));
    }

    @Test
    void changedKeySignsWhatIsNewAndTheOneBeforeWhatItHas() throws IOException {
        // Given
        String first = created("first");
        Address before = funded(first);
        String second = created("second");
        Address after = funded(second);
        Map<String, String> mappings = Map.of("m.yaml", mapping("erp"));
        try (ProxyUnderTest proxy = ProxyUnderTest.start(directory, parts(first), mappings)) {
            send(proxy, "erp");
            awaitSent(before);
            assertThat(proxy.post("/api/v1/lanes/1/pause", ProxyUnderTest.ADMIN, "").statusCode()).isEqualTo(200);
            sendMore(proxy, 5, "late");
        }
        // When
        String both = second.substring(0, second.lastIndexOf('}')) + ", previous: " + first + " }";
        try (ProxyUnderTest proxy = ProxyUnderTest.start(directory, parts(both), mappings)) {
            assertThat(previous(proxy).at("/unfinished").asInt()).isEqualTo(5);
            sendMore(proxy, 7, "new");
            await().atMost(LONGEST).until(() -> transactions(after) == 7);
            assertThat(proxy.post("/api/v1/lanes/1/resume", ProxyUnderTest.ADMIN, "").statusCode()).isEqualTo(200);
            // Then
            await().atMost(LONGEST).until(() -> transactions(before) == EVENTS + 5);
            await().atMost(LONGEST).until(() -> previous(proxy).at("/unfinished").asInt() == 0);
            assertThat(previous(proxy).at("/address").asString()).isEqualTo(before.checksummed());
        }
        // And the key before is not needed any more
        try (ProxyUnderTest proxy = ProxyUnderTest.start(directory, parts(second), mappings)) {
            sendMore(proxy, 3, "last");
            await().atMost(LONGEST).until(() -> transactions(after) == 10);
            assertThat(transactions(before)).isEqualTo(EVENTS + 5L);
            assertThat(previous(proxy).isMissingNode()).isTrue();
        }
    }

    private String created(String name) {
        out.reset();
        assertThat(keys("create", directory.resolve(name + ".json").toString())).isZero();
        return printedEntry();
    }

    private String parts(String entry) {
        return chainParts + "  keys:\n    erp: " + entry + "\n" + ProxyUnderTest.clients();
    }

    private static JsonNode previous(ProxyUnderTest proxy) {
        return JsonMapper.shared().readTree(proxy.get("/api/v1/keys", ProxyUnderTest.ADMIN).body())
                .at("/items/0/previous");
    }

    private static void sendMore(ProxyUnderTest proxy, int events, String name) {
        assertThat(proxy.post("/api/v1/calls/count-erp/batch", ProxyUnderTest.CALLER,
                IntStream.range(0, events).mapToObj(no -> "{\"no\":\"" + name + no + "\"}")
                        .collect(Collectors.joining(",", "[", "]")))
                .statusCode()).isEqualTo(200);
    }

    @Test
    void storeThatDoesNotAnswerHoldsItsOwnLaneOnly() throws IOException {
        CountDownLatch open = new CountDownLatch(1);
        try (StubService service = new StubService(request -> web3Signer(request, open))) {
            // Given
            assertThat(keys("create", directory.resolve("fast.json").toString())).isZero();
            String entry = printedEntry();
            Address fast = funded(entry);
            Address slow = funded(
                    "{ address: '" + Secp256k1Curve.address(StubService.publicKey()).checksummed() + "' }");
            try (ProxyUnderTest proxy = ProxyUnderTest.start(directory, chainParts + """
                      key-stores:
                        signer: { remote-signer: { url: '%s' }, timeout: 2s }
                      keys:
                        slow: { store: signer, key: '%s', address: '%s' }
                        fast: %s
                    """.formatted(service.url(), slow, slow, entry) + ProxyUnderTest.clients(),
                    Map.of("slow.yaml", mapping("slow"), "fast.yaml", mapping("fast")))) {
                // When
                send(proxy, "slow");
                send(proxy, "fast");
                // Then
                awaitSent(fast);
                assertThat(transactions(slow)).isZero();
                await().atMost(LONGEST).until(() -> proxy.get("/api/v1/lanes", ProxyUnderTest.ADMIN).body()
                        .contains("key slow: the key store has not answered within 2 s"));
                // When
                open.countDown();
                // Then
                awaitSent(slow);
            }
        }
    }

    @Test
    void misuseShowsTheCure() throws IOException {
        Path config = Files.writeString(directory.resolve("keys.yaml"), "enterprise-proxy: {}\n");
        assertThat(keys()).isEqualTo(2);
        assertThat(keys("destroy", "erp")).isEqualTo(2);
        assertThat(keys("create", "erp", "--store", "hsm", "--config", config.toString())).isEqualTo(2);
        assertThat(keys("wrap", "--store", "hsm", "--config", config.toString())).isEqualTo(2);
        assertThat(keys("import", "erp.json", "--from", config.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("expected create, import, list, show or wrap",
                "found destroy",
                "no key store hsm; it has none", "expected --key KEY", "holds no key; expected is a web3 keystore file",
                KeysMain.USAGE);
    }

    private static Answer web3Signer(Request request, CountDownLatch open) {
        if (!request.getUrl().contains("/sign/")) {
            return Answer.json(200, "[\"" + Hex.encode(Arrays.copyOfRange(StubService.publicKey(), 1, 65)) + "\"]");
        }
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] data = Hex.decode(JsonMapper.shared().readTree(request.getBodyAsString()).path("data").asString(""));
        return new Answer(200, "text/plain",
                Hex.encode(Encodings.concatenated(StubService.sign(Keccak256.hash(data)))) + "1b");
    }

    private int keys(String... words) {
        return new KeysMain(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)).run(words);
    }

    /** What the command says that belongs into the configuration. */
    private String printedEntry() {
        Matcher entry = ENTRY.matcher(out.toString(StandardCharsets.UTF_8));
        assertThat(entry.find()).as(out.toString(StandardCharsets.UTF_8)).isTrue();
        return entry.group(1);
    }

    /** The address that the command has printed, with money on it. */
    private Address funded(String entry) {
        Matcher found = Pattern.compile("0x[0-9a-fA-F]{40}").matcher(entry + out.toString(StandardCharsets.UTF_8));
        assertThat(found.find()).isTrue();
        chain.rpc("anvil_setBalance", found.group(), "0x56bc75e2d63100000");
        return Address.parse(found.group());
    }

    private static void send(ProxyUnderTest proxy, String sender) {
        HttpResponse<String> answer = proxy.post("/api/v1/calls/count-" + sender + "/batch", ProxyUnderTest.CALLER,
                IntStream.range(0, EVENTS).mapToObj(no -> "{\"no\":\"" + sender + no + "\"}")
                        .collect(Collectors.joining(",", "[", "]")));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private void awaitSent(Address sender) {
        await().atMost(LONGEST).until(() -> transactions(sender) == EVENTS);
    }

    private long transactions(Address sender) {
        return Long.decode(chain.rpc("eth_getTransactionCount", sender.checksummed(), "latest").asString());
    }

    private static String mapping(String sender) {
        return """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: count-%s }
                from: { rest: { method: POST, path: /erp/%s } }
                format: json
                idempotencyKey: no
                call:
                  chain: main
                  contract: test
                  function: countUp(bytes32)
                  args: { key: $keccak256(no) }
                  sender: %s
                  gas: { limit: 100000 }
                  simulate: false
                """.formatted(sender, sender, sender);
    }
}
