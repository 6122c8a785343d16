package io.enterpriseproxy.server.kaia;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.Secp256k1Curve;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static io.enterpriseproxy.server.kaia.FeeDelegationSuite.quantity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A Kaia chain, a server, and accounts of which one key is in its store and the others are with alice and bob. */
final class HeldAccounts implements AutoCloseable {
    static final String DESK = "ep_desk0000000000000000000000000000000000";
    static final Duration LONGEST = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ContractArtifact TEST = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();
    private static final String PASSPHRASE = "correct horse";

    final DevChain chain;
    /** Any two of three sign for it. */
    final DevAccount board;
    /** All three do. */
    final DevAccount trio;
    /** Any two, within seconds. */
    final DevAccount hasty;
    final DevAccount payer;
    /** The key in the store. */
    final DevAccount ours;
    final DevAccount alice;
    final DevAccount bob;
    private final Path directory;
    private final String contract;
    private @Nullable ProxyUnderTest proxy;

    private HeldAccounts(Path directory, DevChain chain) throws IOException {
        this.directory = directory;
        this.chain = chain;
        this.board = chain.accounts().get(1);
        this.trio = chain.accounts().get(2);
        this.hasty = chain.accounts().get(3);
        this.payer = chain.accounts().get(4);
        this.ours = chain.accounts().get(5);
        this.alice = chain.accounts().get(6);
        this.bob = chain.accounts().get(7);
        this.contract = chain.deploy(TEST);
        Files.writeString(directory.resolve("test.json"), TEST.abi());
        Files.writeString(directory.resolve("pass"), PASSPHRASE);
        Files.writeString(directory.resolve("desk.key"), DESK);
        for (Map.Entry<String, DevAccount> key : Map.of("ours", ours, "payer", payer).entrySet()) {
            KeystoreFiles.create(directory.resolve(key.getKey() + ".json"), Hex.decode(key.getValue().privateKey()),
                    PASSPHRASE.toCharArray(), ScryptCost.LIGHT);
        }
        KaiaAccounts.update(chain, board, KaiaAccounts.some(2, ours, alice, bob), board);
        KaiaAccounts.update(chain, trio, KaiaAccounts.some(3, ours, alice, bob), trio);
        KaiaAccounts.update(chain, hasty, KaiaAccounts.some(2, ours, alice, bob), hasty);
    }

    static HeldAccounts start(Path directory) throws IOException {
        HeldAccounts accounts = new HeldAccounts(directory,
                DevChain.start(DevChainOptions.DEFAULT.withKaia().withChainId(1001)));
        accounts.startServer();
        return accounts;
    }

    void startServer() {
        startServer(chain.url());
    }

    void startServer(URI node) {
        String holders = "holders: [ { holder: alice, address: '%s' }, { holder: bob, public-key: '%s' } ]"
                .formatted(alice.address(), KaiaAccounts.keyOf(bob).key());
        proxy = ProxyUnderTest.start(directory, """
                  chains:
                    main: { family: kaia, id: 1001, nodes: [ { url: '%s' } ], poll-interval: 50ms }
                  contracts:
                    test: { abi: test.json, addresses: { main: '%s' } }
                  accounts:
                    board: { address: '%s', keys: [ours], HOLDERS }
                    trio: { address: '%s', keys: [ours], HOLDERS }
                    hasty: { address: '%s', keys: [ours], HOLDERS, signatures-within: 3s }
                  keys:
                    ours: { keystore: ours.json, passphrase: '${file:pass}' }
                    payer: { keystore: payer.json, passphrase: '${file:pass}' }
                """.formatted(node, contract, board.address(), trio.address(), hasty.address())
                .replace("HOLDERS", holders) + ProxyUnderTest.clients()
                + "      - { name: desk, key: '${file:desk.key}', roles: [approver] }\n",
                Map.of("board.yaml", mapping("board", "sender: board"), "trio.yaml", mapping("trio", "sender: trio"),
                        "hasty.yaml", mapping("hasty", "sender: hasty"),
                        "paid.yaml", mapping("paid", "sender: board\n  feePayer: payer")));
    }

    void stopServer() {
        server().close();
        proxy = null;
    }

    private static String mapping(String name, String more) {
        return """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: %1$s }
                from: { rest: { method: POST, path: /erp/%1$s } }
                format: json
                idempotencyKey: no
                call:
                  chain: main
                  contract: test
                  function: countUp(bytes32)
                  args: { key: $keccak256(no) }
                  %2$s
                """.formatted(name, more);
    }

    ProxyUnderTest server() {
        ProxyUnderTest running = proxy;
        if (running == null) {
            throw new IllegalStateException("the server is stopped");
        }
        return running;
    }

    String accept(String mapping, String number) {
        HttpResponse<String> answer = server().post("/erp/" + mapping, CALLER, "{\"no\": \"" + number + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).at("/id").asString();
    }

    JsonNode call(String id) {
        return JSON.readTree(server().get("/api/v1/calls/" + id, ADMIN).body());
    }

    JsonNode signing(String id) {
        return JSON.readTree(server().get("/api/v1/calls/" + id + "/signing", DESK).body());
    }

    /** What is to be signed for a call, once it is frozen. */
    JsonNode frozen(String id) {
        await().atMost(LONGEST).untilAsserted(() -> assertThat(signing(id).at("/state").asString(""))
                .as(call(id) + "; " + server().get("/api/v1/lanes", ADMIN).body()).isEqualTo("open"));
        return signing(id);
    }

    HttpResponse<String> handIn(String id, String sigHash, String signature) {
        return server().post("/api/v1/calls/" + id + "/signatures", DESK,
                "{\"sigHash\":\"" + sigHash + "\",\"signature\":\"" + signature + "\"}");
    }

    /** Signs what is shown, as a wallet does. */
    HttpResponse<String> sign(String id, DevAccount holder) {
        String sigHash = frozen(id).at("/sigHash").asString();
        return handIn(id, sigHash, signature(holder, sigHash, 27));
    }

    /** @param base what the parity is added to */
    static String signature(DevAccount key, String digest, int base) {
        byte[] secret = Hex.decode(key.privateKey());
        Signature signature = CURVE.sign(Hex.decode(digest), secret, CURVE.publicKey(secret));
        String v = Integer.toHexString(base + signature.recoveryId());
        return Hex.encode(signature.r()) + HexFormat.of().formatHex(signature.s())
                + (v.length() % 2 == 0 ? v : "0" + v);
    }

    JsonNode awaitStatus(String id, String status) {
        await().atMost(LONGEST).untilAsserted(() -> assertThat(call(id).at("/status").asString())
                .as(call(id) + "; " + server().get("/api/v1/lanes", ADMIN).body()).isEqualTo(status));
        return call(id);
    }

    /** The receipt of a call, as the chain has it. */
    JsonNode confirmed(String id) {
        return chain.rpc("kaia_getTransactionReceipt",
                awaitStatus(id, "confirmed").at("/transaction/hash").asString());
    }

    /** How often the contract was called for this number. */
    int counted(String number) {
        String key = Hex.encode(Keccak256.hash(number.getBytes(StandardCharsets.UTF_8))).substring(2);
        String selector = Hex.encode(Keccak256.hash("countOf(bytes32)".getBytes(StandardCharsets.US_ASCII)))
                .substring(0, 10);
        return quantity(chain.rpc("eth_call", Map.of("to", contract, "data", selector + key), "latest"))
                .intValueExact();
    }

    BigInteger balance(DevAccount account) {
        return quantity(chain.rpc("eth_getBalance", account.address(), "latest"));
    }

    long used(DevAccount account) {
        return quantity(chain.rpc("eth_getTransactionCount", account.address(), "latest")).longValueExact();
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
        chain.close();
    }
}
