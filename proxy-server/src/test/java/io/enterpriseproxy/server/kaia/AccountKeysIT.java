package io.enterpriseproxy.server.kaia;

import io.enterpriseproxy.adapter.kaia.AccountKey;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static io.enterpriseproxy.server.kaia.FeeDelegationSuite.fee;
import static io.enterpriseproxy.server.kaia.FeeDelegationSuite.quantity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Senders and fee payers whose keys are not those of their addresses, on the chain and in the server's key stores. */
class AccountKeysIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ContractArtifact TEST = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final String PASSPHRASE = "correct horse";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;
    private static DevChain chain;
    private static ProxyUnderTest proxy;
    private static DevAccount board;
    private static DevAccount desk;
    private static DevAccount shop;
    private static List<DevAccount> keys;

    @BeforeAll
    static void start() throws IOException {
        chain = DevChain.start(DevChainOptions.DEFAULT.withKaia().withChainId(1001));
        board = chain.accounts().get(1);
        desk = chain.accounts().get(2);
        shop = chain.accounts().get(3);
        keys = chain.accounts().subList(5, 9);
        String contract = chain.deploy(TEST);
        Files.writeString(directory.resolve("test.json"), TEST.abi());
        Files.writeString(directory.resolve("pass"), PASSPHRASE);
        StringBuilder configured = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            KeystoreFiles.create(directory.resolve("k" + i + ".json"), Hex.decode(keys.get(i).privateKey()),
                    PASSPHRASE.toCharArray(), ScryptCost.LIGHT);
            configured.append("    k%d: { keystore: k%d.json, passphrase: '${file:pass}' }\n".formatted(i, i));
        }
        KaiaAccounts.update(chain, board, KaiaAccounts.some(2, keys.get(0), keys.get(1), keys.get(2)), board);
        KaiaAccounts.update(chain, desk, new AccountKey.RoleBased(List.of(KaiaAccounts.keyOf(keys.get(0)),
                KaiaAccounts.keyOf(keys.get(3)), KaiaAccounts.some(2, keys.get(1), keys.get(2)))), desk);
        KaiaAccounts.update(chain, shop, KaiaAccounts.keyOf(keys.get(0)), shop);
        proxy = ProxyUnderTest.start(directory, """
                  chains:
                    main: { family: kaia, id: 1001, nodes: [ { url: '%s' } ], poll-interval: 50ms }
                  contracts:
                    test: { abi: test.json, addresses: { main: '%s' } }
                  accounts:
                    board: { address: '%s', keys: [k0, k1, k2] }
                    desk: { address: '%s', keys: [k0, k1, k2] }
                    shop: { address: '%s', keys: [k0, k3] }
                  keys:
                """.formatted(chain.url(), contract, board.address(), desk.address(), shop.address())
                + configured + ProxyUnderTest.clients(),
                Map.of(
                        "board.yaml", mapping("board", "sender: board"),
                        "desk.yaml", mapping("desk", "sender: desk"),
                        "shop.yaml", mapping("shop", "sender: shop"),
                        "rekey.yaml", mapping("rekey", "sender: shop").replace("contract: test", "contract: kaia")
                                .replace("countUp(bytes32)", "updateAccountKey(bytes)")
                                .replace("$keccak256(no)", "key"),
                        "paid.yaml", mapping("paid", "sender: shop\n  feePayer: desk\n  feeRatio: 40")));
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

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    private static String accept(String mapping, String number) {
        HttpResponse<String> answer = proxy.post("/erp/" + mapping, CALLER, "{\"no\": \"" + number + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).at("/id").asString();
    }

    private static JsonNode call(String id) {
        return JSON.readTree(proxy.get("/api/v1/calls/" + id, ADMIN).body());
    }

    private static JsonNode confirmed(String id) {
        await().atMost(LONGEST).untilAsserted(() -> assertThat(call(id).at("/status").asString())
                .as(call(id) + "; " + proxy.get("/api/v1/lanes", ADMIN).body()).isEqualTo("confirmed"));
        return chain.rpc("kaia_getTransactionReceipt", call(id).at("/transaction/hash").asString());
    }

    private static void stops(String method, String key) {
        proxy.send(proxy.request("/api/v1/stops/keys/" + key, ADMIN).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString("{\"reason\": \"lost\"}")).build());
    }

    private static JsonNode lane(String alias) {
        return JSON.readTree(proxy.get("/api/v1/lanes", ADMIN).body()).at("/items").valueStream()
                .filter(lane -> lane.at("/keyAlias").asString("").equals(alias)).findFirst().orElseThrow();
    }

    @Test
    void twoOfThreeKeysSignAndTheThirdTakesThePlaceOfOneThatIsStopped() {
        JsonNode receipt = confirmed(accept("board", "B-1"));
        assertThat(receipt.at("/type").asString()).isEqualTo("TxTypeSmartContractExecution");
        assertThat(receipt.at("/from").asString()).isEqualTo(board.address());
        assertThat(receipt.at("/signatures").size()).isEqualTo(2);
        stops("PUT", "k0");
        try {
            assertThat(confirmed(accept("board", "B-2")).at("/signatures").size()).isEqualTo(2);
            stops("PUT", "k2");
            String waiting = accept("board", "B-3");
            await().atMost(LONGEST).untilAsserted(() -> assertThat(lane("board").at("/why/detail").asString(""))
                    .contains("needs signatures that weigh 2", "weigh 1", "k0", "k2"));
            stops("DELETE", "k2");
            confirmed(waiting);
        } finally {
            stops("DELETE", "k2");
            stops("DELETE", "k0");
        }
    }

    @Test
    void rolesSignWithTheirOwnKeysAndFeesAreShared() {
        assertThat(confirmed(accept("desk", "D-1")).at("/signatures").size()).isEqualTo(1);
        BigInteger before = quantity(chain.rpc("eth_getBalance", desk.address(), "latest"));
        JsonNode receipt = confirmed(accept("paid", "P-1"));
        assertThat(receipt.at("/feePayerSignatures").size()).isEqualTo(2);
        BigInteger paid = before.subtract(quantity(chain.rpc("eth_getBalance", desk.address(), "latest")));
        assertThat(paid).isEqualTo(fee(receipt).multiply(BigInteger.valueOf(40)).divide(BigInteger.valueOf(100)));
    }

    /** The address and the lane stay; what was accepted behind the change is signed with the new key. */
    @Test
    void keyIsChangedWithoutANewAddress() {
        confirmed(accept("shop", "S-1"));
        HttpResponse<String> asked = proxy.post("/erp/rekey", CALLER, JSON.writeValueAsString(Map.of("no", "R-1", "key",
                Hex.encode(KaiaAccounts.keyOf(keys.get(3)).encode()))));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        List<String> behind = List.of(accept("shop", "S-2"), accept("shop", "S-3"));
        JsonNode update = confirmed(JSON.readTree(asked.body()).at("/id").asString());
        assertThat(update.at("/type").asString()).isEqualTo("TxTypeAccountUpdate");
        behind.forEach(AccountKeysIT::confirmed);
        assertThat(chain.rpc("kaia_getAccountKey", shop.address(), "latest").at("/keyType").asInt()).isEqualTo(2);
        // The old key is of no use any more.
        stops("PUT", "k0");
        try {
            confirmed(accept("shop", "S-4"));
        } finally {
            stops("DELETE", "k0");
        }
    }

    @Test
    void whatIsNoAccountKeyIsRefusedAtOnce() {
        HttpResponse<String> answer = proxy.post("/erp/rekey", CALLER, "{\"no\": \"R-2\", \"key\": \"0x0199\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("invalid-argument");
    }

    @Test
    void accountsAreShownWithTheirKeys() {
        JsonNode shown = JSON.readTree(proxy.get("/api/v1/keys", ADMIN).body()).at("/items").valueStream()
                .filter(key -> key.at("/alias").asString().equals("board")).findFirst().orElseThrow();
        assertThat(shown.at("/address").asString()).isEqualTo(Address.parse(board.address()).checksummed());
        assertThat(shown.at("/keys").valueStream().map(JsonNode::asString)).containsExactly("k0", "k1", "k2");
    }
}
