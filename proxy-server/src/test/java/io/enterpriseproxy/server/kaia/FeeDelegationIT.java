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
import org.junit.jupiter.api.Test;
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

/** Calls whose gas somebody else pays for, from the event to the balances of all on the chain. */
class FeeDelegationIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ContractArtifact REGISTRY = ContractArtifact.load(ContractArtifact.INVOICE_REGISTRY);
    private static final String PASSPHRASE = "correct horse";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final BigInteger ONE_KAIA = BigInteger.TEN.pow(18);

    @TempDir
    private static Path directory;
    private static DevChain chain;
    private static ProxyUnderTest proxy;
    private static DevAccount sender;
    private static DevAccount treasury;

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
        String config = """
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
        proxy = ProxyUnderTest.start(directory, config + ProxyUnderTest.clients(), Map.of(
                "paid.yaml", mapping("paid", "feePayer: treasury"),
                "shared.yaml", mapping("shared", "feePayer: treasury\n  feeRatio: 70"),
                "own.yaml", mapping("own", "confirmations: 1"), "away.yaml", mapping("away", "feePayer: away"),
                "other.yaml", mapping("other", "confirmations: 1"),
                "short.yaml", mapping("short", "feePayer: treasury\n  gas: { limit: 60000 }")));
    }

    private static String mapping(String name, String more) {
        return InvoiceChain.mapping(name, "/erp/" + name).replace("  sender: erp-ap\n",
                "  sender: erp-ap\n  " + more + "\n")
                .replace("orderingKey: supplier", "orderingKey: invoiceNo");
    }

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    @Test
    void senderWithoutMoneyIsPaidForToTheLastKei() {
        // Given
        chain.setBalance(sender.address(), BigInteger.ZERO);
        BigInteger before = balance(treasury);
        // When
        List<JsonNode> calls = post("paid", "P", 20);
        // Then
        List<JsonNode> receipts = calls.stream().map(FeeDelegationIT::receipt).toList();
        assertThat(receipts).allSatisfy(receipt -> {
            assertThat(receipt.at("/type").asString()).isEqualTo("TxTypeFeeDelegatedSmartContractExecution");
            assertThat(receipt.at("/feePayer").asString()).isEqualToIgnoringCase(treasury.address());
            assertThat(receipt.at("/from").asString()).isEqualToIgnoringCase(sender.address());
        });
        assertThat(balance(sender)).isZero();
        assertThat(before.subtract(balance(treasury))).isPositive().isEqualTo(receipts.stream()
                .map(FeeDelegationIT::fee).reduce(BigInteger.ZERO, BigInteger::add));
        assertThat(registered("P-0")).isTrue();
    }

    @Test
    void ratioIsSharedBetweenSenderAndFeePayer() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        BigInteger before = balance(treasury);
        // When
        JsonNode receipt = receipt(post("shared", "S", 1).getFirst());
        // Then
        assertThat(receipt.at("/type").asString()).isEqualTo("TxTypeFeeDelegatedSmartContractExecutionWithRatio");
        assertThat(receipt.at("/feeRatio").asInt()).isEqualTo(70);
        BigInteger byPayer = fee(receipt).multiply(BigInteger.valueOf(70)).divide(BigInteger.valueOf(100));
        assertThat(before.subtract(balance(treasury))).isEqualTo(byPayer);
        assertThat(ONE_KAIA.subtract(balance(sender))).isEqualTo(fee(receipt).subtract(byPayer));
    }

    @Test
    void withoutAFeePayerTheSenderPaysBaseFeeAndTipByEthereumsType() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        // When
        JsonNode receipt = receipt(post("own", "O", 1).getFirst());
        // Then
        assertThat(receipt.at("/type").asString()).isEqualTo("TxTypeEthereumDynamicFee");
        assertThat(ONE_KAIA.subtract(balance(sender))).isEqualTo(fee(receipt));
    }

    @Test
    void treasuryPaysForWhatItsPolicyAllowsAndNothingElse() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        policy("""
                apiVersion: enterprise-proxy/v1
                kind: Policy
                metadata: { name: sponsoring }
                keys: [treasury]
                rules:
                  - name: gas-of-paid
                    as: fee-payer
                    mappings: [paid]
                    chain: main
                    contract: invoice-registry
                    functions: ['register(bytes32,address,uint256,uint64)']
                budgets:
                  - { name: gas-per-day, of: gas-cost, per: day, atMost: 60000000000000000 }
                """);
        try {
            // When
            JsonNode refused = awaitFinal(accept("shared", "T-1"));
            JsonNode paid = post("paid", "T", 1).getFirst();
            // Then
            assertThat(refused.at("/status").asString()).isEqualTo("rejected");
            assertThat(refused.at("/error/code").asString()).isEqualTo("key-not-allowed");
            assertThat(refused.at("/error/message").asString())
                    .contains("the key treasury pay for register(", "mapping shared");
            assertThat(trace(paid)).containsPattern("fee payer sponsoring@\\d+/gas-of-paid");

            // When more is asked for than the budget has: each may take some 0.004 KAIA, and settles at what it cost
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                ids.add(accept("paid", "B-" + i));
            }
            List<JsonNode> all = ids.stream().map(FeeDelegationIT::awaitFinal).toList();
            // Then
            List<JsonNode> beyond = all.stream()
                    .filter(call -> call.at("/status").asString().equals("rejected")).toList();
            assertThat(beyond).isNotEmpty().allSatisfy(
                    call -> assertThat(call.at("/error/code").asString()).isEqualTo("budget-exhausted"));
            assertThat(all.size() - beyond.size()).as("some were paid").isPositive();
        } finally {
            assertThat(proxy.send(proxy.request("/api/v1/policies/sponsoring", ADMIN).DELETE().build()).statusCode())
                    .isLessThan(300);
        }
    }

    @Test
    void stopOfTheTreasuryKeepsItsCallsWaitingAndNoOthers() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        stop("PUT", "{\"reason\":\"incident\"}");
        try {
            // When
            List<String> wait = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                wait.add(accept("paid", "W-" + i));
            }
            JsonNode goes = post("own", "own-W", 1).getFirst();
            JsonNode rejected = awaitFinal(accept("other", "own-W-0"));
            // Then
            assertThat(goes.at("/status").asString()).isEqualTo("confirmed");
            assertThat(rejected.at("/status").asString()).as("what fails behind those that wait").isEqualTo("rejected");
            assertThat(wait).allSatisfy(id -> assertThat(call(id).at("/status").asString()).isEqualTo("accepted"));
            await().atMost(LONGEST).until(() -> proxy.get("/api/v1/lanes", ADMIN).body().contains("\"stopped\""));
            stop("DELETE", "");
            assertThat(wait).allSatisfy(id -> assertThat(awaitFinal(id).at("/status").asString())
                    .isEqualTo("confirmed"));
        } finally {
            stop("DELETE", "");
        }
    }

    @Test
    void feePayerWhoseStoreIsAwayKeepsItsCallsWaitingAndNoOthers() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        // When
        String waits = accept("away", "AW-1");
        List<JsonNode> go = post("own", "A", 5);
        // Then
        assertThat(go).hasSize(5);
        assertThat(call(waits).at("/status").asString()).isEqualTo("accepted");
        await().atMost(LONGEST).until(() -> proxy.get("/api/v1/lanes", ADMIN).body().contains("fee payer away: "));
        assertThat(proxy.post("/api/v1/calls/" + waits + "/cancel", ADMIN, "").statusCode()).isLessThan(300);
        assertThat(awaitFinal(waits).at("/status").asString()).isEqualTo("cancelled");
    }

    @Test
    void cancelIsPaidForToo() {
        // Given
        chain.setBalance(sender.address(), BigInteger.ZERO);
        chain.stopMining();
        try {
            String id = accept("paid", "C-1");
            await().atMost(LONGEST).until(() -> call(id).at("/status").asString().equals("broadcast"));
            // When
            assertThat(proxy.post("/api/v1/calls/" + id + "/cancel", ADMIN, "").statusCode()).isLessThan(300);
            awaitPending(id, "TxTypeFeeDelegatedCancel");
            chain.startMining(Duration.ofSeconds(1));
            // Then
            assertThat(awaitFinal(id).at("/status").asString()).isEqualTo("cancelled");
            assertThat(registered("C-1")).isFalse();
            assertThat(balance(sender)).isZero();
        } finally {
            chain.startMining(Duration.ofSeconds(1));
        }
    }

    @Test
    void chainsOwnReasonOfAFailureIsTold() {
        JsonNode call = awaitFinal(accept("short", "F-1"));
        assertThat(call.at("/status").asString()).isEqualTo("reverted");
        assertThat(call.at("/error/message").asString()).isEqualTo("out of gas (txError 0x7)");
    }

    /** Both policies have a budget of the same name; a speed-up takes more of each. */
    @Test
    void speedUpOfAPaidCallIsChargedToBoth() {
        chain.setBalance(sender.address(), ONE_KAIA);
        String rest = """
                    chain: main
                    contract: invoice-registry
                    functions: ['register(bytes32,address,uint256,uint64)']
                budgets:
                  - { name: gas-a-day, of: gas-cost, per: day, atMost: 1000000000000000000 }
                """;
        policy("apiVersion: enterprise-proxy/v1\nkind: Policy\nmetadata: { name: sponsoring }\nkeys: [treasury]\nrules:\n"
                + "  - name: gas\n    as: fee-payer\n" + rest);
        assertThat(proxy.put("/api/v1/policies/sending", ADMIN, "application/yaml",
                "apiVersion: enterprise-proxy/v1\nkind: Policy\nmetadata: { name: sending }\nkeys: [erp-ap]\nrules:\n"
                        + "  - name: calls\n" + rest)
                .statusCode()).isEqualTo(200);
        chain.stopMining();
        try {
            String id = accept("shared", "U-1");
            await().atMost(LONGEST).until(() -> call(id).at("/status").asString().equals("broadcast"));
            assertThat(proxy.post("/api/v1/calls/" + id + "/speed-up", ADMIN, "").statusCode()).isLessThan(300);
            await().atMost(LONGEST).until(() -> JSON.readTree(trace(call(id))).at("/transactions").size() == 2);
            chain.startMining(Duration.ofSeconds(1));
            JsonNode done = awaitFinal(id);
            assertThat(done.at("/status").asString()).isEqualTo("confirmed");
            assertThat(trace(done)).contains("sending@1/calls, fee payer sponsoring@");
        } finally {
            chain.startMining(Duration.ofSeconds(1));
            for (String name : List.of("sponsoring", "sending")) {
                proxy.send(proxy.request("/api/v1/policies/" + name, ADMIN).DELETE().build());
            }
        }
    }

    /** The share of the sender is nothing: a budget of its own has nothing to do with it. */
    @Test
    void whatCostsNothingTakesNothingOffABudget() {
        assertThat(proxy.put("/api/v1/policies/sending", ADMIN, "application/yaml", """
                apiVersion: enterprise-proxy/v1
                kind: Policy
                metadata: { name: sending }
                keys: [erp-ap]
                rules:
                  - name: calls
                    chain: main
                    contract: invoice-registry
                    functions: ['register(bytes32,address,uint256,uint64)']
                budgets:
                  - { name: gas-an-hour, of: gas-cost, per: hour, atMost: 1000000000000000000 }
                  - { name: value-an-hour, of: value, per: hour, atMost: 1000000000000000000 }
                """).statusCode()).isEqualTo(200);
        try {
            assertThat(post("paid", "Z", 1)).hasSize(1);
        } finally {
            proxy.send(proxy.request("/api/v1/policies/sending", ADMIN).DELETE().build());
        }
    }

    @Test
    void cancelThatNobodyCanPayForIsNotSigned() {
        // Given
        chain.setBalance(sender.address(), BigInteger.ZERO);
        chain.stopMining();
        try {
            String id = accept("paid", "N-1");
            await().atMost(LONGEST).until(() -> call(id).at("/status").asString().equals("broadcast"));
            stop("PUT", "{\"reason\":\"incident\"}");
            // When
            assertThat(proxy.post("/api/v1/calls/" + id + "/cancel", ADMIN, "").statusCode()).isLessThan(300);
            await().atMost(LONGEST).until(() -> proxy.get("/api/v1/lanes", ADMIN).body()
                    .contains("neither its fee payer nor its sender can pay"));
            assertThat(JSON.readTree(trace(call(id))).at("/transactions")).hasSize(1);
            // Then it is what was signed first that is mined
            stop("DELETE", "");
            awaitPending(id, "TxTypeFeeDelegatedCancel");
            chain.startMining(Duration.ofSeconds(1));
            assertThat(awaitFinal(id).at("/status").asString()).isEqualTo("cancelled");
        } finally {
            stop("DELETE", "");
            chain.startMining(Duration.ofSeconds(1));
        }
    }

    @Test
    void senderPaysForTheCancelWhenItsFeePayerIsStopped() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        chain.stopMining();
        try {
            String id = accept("paid", "X-1");
            await().atMost(LONGEST).until(() -> call(id).at("/status").asString().equals("broadcast"));
            stop("PUT", "{\"reason\":\"incident\"}");
            // When
            assertThat(proxy.post("/api/v1/calls/" + id + "/cancel", ADMIN, "").statusCode()).isLessThan(300);
            awaitPending(id, "TxTypeCancel");
            chain.startMining(Duration.ofSeconds(1));
            // Then
            assertThat(awaitFinal(id).at("/status").asString()).isEqualTo("cancelled");
            assertThat(balance(sender)).isLessThan(ONE_KAIA);
        } finally {
            stop("DELETE", "");
            chain.startMining(Duration.ofSeconds(1));
        }
    }

    private static void awaitPending(String id, String type) {
        await().atMost(LONGEST).until(() -> JSON.readTree(trace(call(id))).at("/transactions").valueStream()
                .filter(transaction -> transaction.at("/kind").asString().equals("cancel"))
                .map(transaction -> chain.rpc("kaia_getTransactionByHash", transaction.at("/hash").asString()))
                .anyMatch(pending -> pending.at("/type").asString().equals(type)));
    }

    private static void policy(String text) {
        HttpResponse<String> answer = proxy.put("/api/v1/policies/sponsoring", ADMIN, "application/yaml", text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void stop(String method, String body) {
        proxy.send(proxy.request("/api/v1/stops/keys/treasury", ADMIN).header("Content-Type", "application/json")
                .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static String accept(String mapping, String number) {
        HttpResponse<String> answer = proxy.post("/erp/" + mapping, CALLER, InvoiceChain.invoice(number, "12.34"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).at("/id").asString();
    }

    private static List<JsonNode> post(String mapping, String prefix, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(accept(mapping, prefix + "-" + i));
        }
        List<JsonNode> calls = ids.stream().map(FeeDelegationIT::awaitFinal).toList();
        assertThat(calls).allSatisfy(call -> assertThat(call.at("/status").asString()).as(call.toString())
                .isEqualTo("confirmed"));
        return calls;
    }

    private static JsonNode call(String id) {
        return JSON.readTree(proxy.get("/api/v1/calls/" + id, ADMIN).body());
    }

    private static JsonNode awaitFinal(String id) {
        await().atMost(LONGEST).untilAsserted(() -> assertThat(call(id).at("/status").asString())
                .as(call(id) + "; " + proxy.get("/api/v1/lanes", ADMIN).body())
                .isIn("confirmed", "reverted", "rejected", "cancelled"));
        return call(id);
    }

    private static String trace(JsonNode call) {
        return proxy.get("/api/v1/calls/" + call.at("/id").asString() + "/trace", ADMIN).body();
    }

    private static JsonNode receipt(JsonNode call) {
        return chain.rpc("kaia_getTransactionReceipt", call.at("/transaction/hash").asString());
    }

    private static BigInteger fee(JsonNode receipt) {
        return quantity(receipt.at("/gasUsed")).multiply(quantity(receipt.at("/effectiveGasPrice")));
    }

    private static BigInteger quantity(JsonNode text) {
        return new BigInteger(text.asString().substring(2), 16);
    }

    private static BigInteger balance(DevAccount account) {
        return quantity(chain.rpc("eth_getBalance", account.address(), "latest"));
    }

    private static boolean registered(String number) {
        byte[] id = Keccak256.hash(number.getBytes(StandardCharsets.UTF_8));
        byte[] selector = Arrays.copyOf(Keccak256.hash("exists(bytes32)".getBytes(StandardCharsets.US_ASCII)),
                4);
        String contract = Address.parse(proxyContract()).lowerCase();
        return new BigInteger(chain.call(contract, Hex.encode(selector) + Hex.encode(id).substring(2)).substring(2),
                16).signum() > 0;
    }

    private static String proxyContract() {
        return JSON.readTree(proxy.get("/api/v1/contracts", ADMIN).body()).findValue("main").asString();
    }
}
