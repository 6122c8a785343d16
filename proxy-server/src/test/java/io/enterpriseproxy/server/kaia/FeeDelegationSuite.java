package io.enterpriseproxy.server.kaia;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server with a Kaia chain, a sender and a fee payer, and what its tests ask of them. */
abstract class FeeDelegationSuite {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final ContractArtifact REGISTRY = ContractArtifact.load(ContractArtifact.INVOICE_REGISTRY);
    static final String PASSPHRASE = "correct horse";
    static final Duration LONGEST = Duration.ofSeconds(60);
    static final BigInteger ONE_KAIA = BigInteger.TEN.pow(18);

    @TempDir
    static Path directory;
    static DevChain chain;
    static ProxyUnderTest proxy;
    private static String config;
    static DevAccount sender;
    static DevAccount treasury;

    @BeforeAll
    static void start() throws IOException {
        chain = DevChain.start(DevChainOptions.DEFAULT.withKaia().withChainId(1001));
        sender = chain.accounts().get(1);
        treasury = chain.accounts().get(2);
        chain.setBalance(sender.address(), BigInteger.ZERO);
        String contract = chain.deploy(REGISTRY, "0x" + "0".repeat(24) + sender.address().substring(2));
        chain.startMining(Duration.ofSeconds(1));
        Files.writeString(directory.resolve("invoice-registry.json"), REGISTRY.abi());
        Files.writeString(directory.resolve("pass"), PASSPHRASE);
        for (Map.Entry<String, DevAccount> key : Map.of("erp-ap", sender, "treasury", treasury).entrySet()) {
            KeystoreFiles.create(directory.resolve(key.getKey() + ".json"), Hex.decode(key.getValue().privateKey()),
                    PASSPHRASE.toCharArray(), ScryptCost.LIGHT);
        }
        config = """
                  chains:
                    main: { family: kaia, id: 1001, nodes: [ { url: '%s' } ], poll-interval: 100ms,
                            lanes: { max-in-flight: 16 } }
                  contracts:
                    invoice-registry: { abi: invoice-registry.json, addresses: { main: '%s' } }
                  keys:
                    erp-ap: { keystore: erp-ap.json, passphrase: '${file:pass}' }
                    treasury: { keystore: treasury.json, passphrase: '${file:pass}' }
                    away: { store: away, key: '%1$s', address: '%1$s' }
                  key-stores:
                    away: { remote-signer: { url: 'http://127.0.0.1:9' } }
                  address-book:
                    suppliers: { '100042': '%s' }
                """.replace("%s", "%%s").formatted(chain.accounts().get(3).address()).formatted(chain.url(), contract,
                chain.accounts().get(5).address());
        serve();
    }

    /** With whatever ledger is in the directory. */
    static void serve() {
        proxy = ProxyUnderTest.start(directory, config + ProxyUnderTest.clients(), Map.of(
                "paid.yaml", mapping("paid", "feePayer: treasury"),
                "shared.yaml", mapping("shared", "feePayer: treasury\n  feeRatio: 70"),
                "own.yaml", mapping("own", "confirmations: 1"), "away.yaml", mapping("away", "feePayer: away"),
                "other.yaml", mapping("other", "confirmations: 1"),
                "short.yaml", mapping("short", "feePayer: treasury\n  gas: { limit: 60000 }")));
    }

    static String mapping(String name, String more) {
        return InvoiceChain.mapping(name, "/erp/" + name).replace("  sender: erp-ap\n",
                "  sender: erp-ap\n  " + more + "\n")
                .replace("orderingKey: supplier", "orderingKey: invoiceNo");
    }

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    static void awaitPending(String id, String type) {
        await().atMost(LONGEST).until(() -> JSON.readTree(trace(call(id))).at("/transactions").valueStream()
                .filter(transaction -> transaction.at("/kind").asString().equals("cancel"))
                .map(transaction -> chain.rpc("kaia_getTransactionByHash", transaction.at("/hash").asString()))
                .anyMatch(pending -> pending.at("/type").asString().equals(type)));
    }

    static void policy(String text) {
        HttpResponse<String> answer = proxy.put("/api/v1/policies/sponsoring", ADMIN, "application/yaml", text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    static void stop(String method, String body) {
        proxy.send(proxy.request("/api/v1/stops/keys/treasury", ADMIN).header("Content-Type", "application/json")
                .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body)).build());
    }

    static String accept(String mapping, String number) {
        HttpResponse<String> answer = proxy.post("/erp/" + mapping, CALLER, InvoiceChain.invoice(number, "12.34"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).at("/id").asString();
    }

    static List<JsonNode> post(String mapping, String prefix, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(accept(mapping, prefix + "-" + i));
        }
        List<JsonNode> calls = ids.stream().map(FeeDelegationSuite::awaitFinal).toList();
        assertThat(calls).allSatisfy(call -> assertThat(call.at("/status").asString()).as(call.toString())
                .isEqualTo("confirmed"));
        return calls;
    }

    static JsonNode call(String id) {
        return JSON.readTree(proxy.get("/api/v1/calls/" + id, ADMIN).body());
    }

    static JsonNode awaitFinal(String id) {
        await().atMost(LONGEST).untilAsserted(() -> assertThat(call(id).at("/status").asString())
                .as(call(id) + "; " + proxy.get("/api/v1/lanes", ADMIN).body())
                .isIn("confirmed", "reverted", "rejected", "cancelled"));
        return call(id);
    }

    static String trace(JsonNode call) {
        return proxy.get("/api/v1/calls/" + call.at("/id").asString() + "/trace", ADMIN).body();
    }

    static JsonNode receipt(JsonNode call) {
        return chain.rpc("kaia_getTransactionReceipt", call.at("/transaction/hash").asString());
    }

    static BigInteger fee(JsonNode receipt) {
        return quantity(receipt.at("/gasUsed")).multiply(quantity(receipt.at("/effectiveGasPrice")));
    }

    static BigInteger quantity(JsonNode text) {
        return new BigInteger(text.asString().substring(2), 16);
    }

    static BigInteger balance(DevAccount account) {
        return quantity(chain.rpc("eth_getBalance", account.address(), "latest"));
    }

    static boolean registered(String number) {
        byte[] id = Keccak256.hash(number.getBytes(StandardCharsets.UTF_8));
        byte[] selector = Arrays.copyOf(Keccak256.hash("exists(bytes32)".getBytes(StandardCharsets.US_ASCII)),
                4);
        String contract = Address.parse(proxyContract()).lowerCase();
        return new BigInteger(chain.call(contract, Hex.encode(selector) + Hex.encode(id).substring(2)).substring(2),
                16).signum() > 0;
    }

    static String proxyContract() {
        return JSON.readTree(proxy.get("/api/v1/contracts", ADMIN).body()).findValue("main").asString();
    }
}
