package io.enterpriseproxy.server.kaia;

import io.enterpriseproxy.adapter.kaia.Field;
import io.enterpriseproxy.adapter.kaia.KaiaTransaction;
import io.enterpriseproxy.adapter.kaia.TransactionSignature;
import io.enterpriseproxy.adapter.kaia.TransactionType;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.Secp256k1Curve;
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
import java.util.List;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

/** Transactions that their senders have signed, and that a key of the server pays for. */
class SponsoringIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();
    private static final ContractArtifact TEST = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final ContractAbi ABI = ContractAbi.parse(TEST.abi());
    private static final String PASSPHRASE = "correct horse";
    private static final BigInteger PRICE = BigInteger.valueOf(27_500_000_000L);
    private static final long CHAIN_ID = 1001;

    @TempDir
    private static Path directory;
    private static DevChain chain;
    private static ProxyUnderTest proxy;
    private static DevAccount treasury;
    private static Address contract;

    private final KeyPair sender = KeyPair.random(CURVE);

    @BeforeAll
    static void start() throws IOException {
        chain = DevChain.start(DevChainOptions.DEFAULT.withKaia().withChainId(CHAIN_ID));
        treasury = chain.accounts().get(2);
        contract = Address.parse(chain.deploy(TEST));
        Files.writeString(directory.resolve("test.json"), TEST.abi());
        Files.writeString(directory.resolve("pass"), PASSPHRASE);
        KeystoreFiles.create(directory.resolve("treasury.json"), Hex.decode(treasury.privateKey()),
                PASSPHRASE.toCharArray(), ScryptCost.LIGHT);
        proxy = ProxyUnderTest.start(directory, """
                  chains:
                    main: { family: kaia, id: 1001, nodes: [ { url: '%s' } ], poll-interval: 100ms }
                  contracts:
                    test: { abi: test.json, addresses: { main: '%s' } }
                  keys:
                    treasury: { keystore: treasury.json, passphrase: '${file:pass}' }
                    lonely: { keystore: treasury.json, passphrase: '${file:pass}' }
                """.formatted(chain.url(), contract.checksummed()) + ProxyUnderTest.clients(), Map.of());
        policy("erp", 100);
    }

    private static void policy(String client, int calls) {
        HttpResponse<String> answer = proxy.put("/api/v1/policies/sponsoring", ADMIN, "application/yaml", """
                apiVersion: enterprise-proxy/v1
                kind: Policy
                metadata: { name: sponsoring }
                keys: [treasury]
                rules:
                  - name: counting
                    as: sponsor
                    clients: [%s]
                    chain: main
                    contract: test
                    functions: ['countUp(bytes32)']
                    maxGas: 100000
                    maxGasCost: 2800000000000000
                budgets:
                  - { name: calls-a-day, of: calls, per: day, atMost: %d }
                """.formatted(client, calls));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    private KaiaTransaction unsigned(TransactionType type, long chainId, Address to, String function, long gas) {
        return unsigned(sender, type, chainId, to, function, gas, PRICE, 0);
    }

    private static KaiaTransaction unsigned(KeyPair sender, TransactionType type, long chainId, Address to,
            String function, long gas, BigInteger price, long nonce) {
        KaiaTransaction.Builder builder = KaiaTransaction.of(type, chainId).set(Field.NONCE, nonce)
                .set(Field.GAS_PRICE, price).set(Field.GAS, gas).set(Field.TO, to).set(Field.VALUE, 0)
                .set(Field.FROM, sender.address());
        if (type.fields().contains(Field.INPUT)) {
            EncodeOutcome input = ABI.function(function).orElseThrow()
                    .encode(Map.of("key", "0x" + "ab".repeat(32)));
            builder.set(Field.INPUT, ((EncodeOutcome.Encoded) input).input());
        }
        if (type.fields().contains(Field.FEE_RATIO)) {
            builder.set(Field.FEE_RATIO, 60);
        }
        return builder.build();
    }

    private static KaiaTransaction signedBy(KeyPair key, KaiaTransaction transaction, long chainId) {
        return transaction.signed(List.of(TransactionSignature.of(chainId,
                CURVE.sign(transaction.digest(), key.privateKey(), key.publicKey()))));
    }

    private KaiaTransaction countUp() {
        return signedBy(sender, unsigned(TransactionType.FEE_DELEGATED_SMART_CONTRACT_EXECUTION, CHAIN_ID, contract,
                "countUp(bytes32)", 90_000), CHAIN_ID);
    }

    private static HttpResponse<String> handIn(String key, String payer, byte[] raw) {
        return proxy.post("/api/v1/fee-delegation", key, JSON.writeValueAsString(
                Map.of("chain", "main", "feePayer", payer, "transaction", Hex.encode(raw))));
    }

    private static void refused(HttpResponse<String> answer, int status, String code, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(code, reason);
    }

    private static BigInteger balance(String address) {
        return new BigInteger(chain.rpc("eth_getBalance", address, "latest").asString().substring(2), 16);
    }

    @Test
    void senderWithoutMoneyIsPaidForOnceHoweverOftenItIsHandedIn() {
        // Given
        BigInteger before = balance(treasury.address());
        byte[] half = countUp().senderRaw();
        // When
        HttpResponse<String> answer = handIn(CALLER, "treasury", half);
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode paid = JSON.readTree(answer.body());
        assertThat(paid.at("/decision").asString()).startsWith("sponsoring@").endsWith("/counting");
        assertThat(paid.at("/senderTxHash").asString()).isEqualTo(Hex.encode(Keccak256.hash(half)));
        JsonNode receipt = chain.rpc("kaia_getTransactionReceipt", paid.at("/hash").asString());
        assertThat(receipt.at("/status").asString()).isEqualTo("0x1");
        assertThat(receipt.at("/senderTxHash")).isEqualTo(paid.at("/senderTxHash"));
        BigInteger fee = new BigInteger(receipt.at("/gasUsed").asString().substring(2), 16).multiply(PRICE);
        assertThat(before.subtract(balance(treasury.address()))).isEqualTo(fee);
        assertThat(balance(sender.address().lowerCase())).isZero();
        // When it is handed in again, though it is mined
        HttpResponse<String> again = handIn(CALLER, "treasury", half);
        // Then
        assertThat(again.body()).isEqualTo(answer.body());
        assertThat(before.subtract(balance(treasury.address()))).isEqualTo(fee);
        assertThat(proxy.get("/api/v1/audit", ADMIN).body()).containsOnlyOnce(paid.at("/senderTxHash").asString())
                .contains("transaction.sponsor");
        refused(handIn(ADMIN, "treasury", half), 409, "not-in-this-state", "another client");
        JsonNode cost = JSON.readTree(proxy.get("/api/v1/costs?by=client,payer", ADMIN).body()).at("/items")
                .valueStream()
                .filter(line -> line.at("/feePayer/ratio").asInt() == 100).findFirst().orElseThrow();
        assertThat(cost.at("/client").asString()).isEqualTo("erp");
        assertThat(cost.at("/calls/handedIn").asInt()).isPositive().isEqualTo(cost.at("/unknown").asInt());
    }

    @Test
    void ratioIsTheSendersToSay() {
        // Given
        chain.setBalance(sender.address().lowerCase(), BigInteger.TEN.pow(18));
        BigInteger before = balance(treasury.address());
        // When
        HttpResponse<String> answer = handIn(CALLER, "treasury", signedBy(sender, unsigned(
                TransactionType.FEE_DELEGATED_SMART_CONTRACT_EXECUTION_WITH_RATIO, CHAIN_ID, contract,
                "countUp(bytes32)", 95_000), CHAIN_ID).senderRaw());
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode receipt = chain.rpc("kaia_getTransactionReceipt",
                JSON.readTree(answer.body()).at("/hash").asString());
        BigInteger fee = new BigInteger(receipt.at("/gasUsed").asString().substring(2), 16).multiply(PRICE);
        assertThat(before.subtract(balance(treasury.address())))
                .isEqualTo(fee.multiply(BigInteger.valueOf(60)).divide(BigInteger.valueOf(100)));
    }

    @Test
    void whatIsNotAllowedIsNotSigned() {
        BigInteger before = balance(treasury.address());
        TransactionType type = TransactionType.FEE_DELEGATED_SMART_CONTRACT_EXECUTION;
        refused(handIn(CALLER, "lonely", countUp().senderRaw()), 403, "key-not-allowed", "has no policy");
        refused(handIn(ADMIN, "treasury", countUp().senderRaw()), 403, "key-not-allowed",
                "no rule lets the key treasury");
        refused(handIn(CALLER, "treasury", signedBy(sender, unsigned(type, CHAIN_ID, contract, "countUp(bytes32)",
                100_001), CHAIN_ID).senderRaw()), 403, "key-not-allowed", "its gas is 100001");
        refused(handIn(CALLER, "treasury", signedBy(sender, unsigned(type, CHAIN_ID, sender.address(),
                "countUp(bytes32)", 90_000), CHAIN_ID).senderRaw()), 403, "key-not-allowed",
                "is no contract of the configuration");
        refused(handIn(CALLER, "treasury", signedBy(sender, unsigned(sender, type, CHAIN_ID, contract,
                "countUp(bytes32)", 90_000, PRICE.multiply(BigInteger.TWO), 0), CHAIN_ID).senderRaw()), 403,
                "key-not-allowed", "its gas may cost");
        refused(handIn(CALLER, "treasury", signedBy(sender, unsigned(sender, type, CHAIN_ID, contract,
                "countUp(bytes32)", 90_000, PRICE, 16), CHAIN_ID).senderRaw()), 400, "invalid-request",
                "its nonce is 16; expected 0 or one of the 15 after it");
        assertThat(balance(treasury.address())).isEqualTo(before);
    }

    @Test
    void whatIsNoHalfSignedTransactionIsRefused() {
        TransactionType type = TransactionType.FEE_DELEGATED_SMART_CONTRACT_EXECUTION;
        KaiaTransaction transaction = countUp();
        Address payer = Address.parse(treasury.address());
        refused(handIn(CALLER, "treasury", transaction.paid(payer, transaction.signatures()).raw()), 400,
                "invalid-request", "a fee payer has signed it already");
        refused(handIn(CALLER, "treasury", transaction.paid(sender.address(), List.of()).raw()), 400,
                "invalid-request", "it names the fee payer");
        refused(handIn(CALLER, "treasury", signedBy(KeyPair.random(CURVE), transaction, CHAIN_ID).senderRaw()), 400,
                "invalid-request", "is not signed by");
        refused(handIn(CALLER, "treasury", signedBy(sender, unsigned(type, 8217, contract, "countUp(bytes32)", 90_000),
                8217).senderRaw()), 400, "invalid-request", "it is signed for the chain id 8217");
        refused(handIn(CALLER, "treasury", signedBy(sender, unsigned(TransactionType.FEE_DELEGATED_VALUE_TRANSFER,
                CHAIN_ID, contract, "", 90_000), CHAIN_ID).senderRaw()), 400, "invalid-request",
                "it is a TxTypeFeeDelegatedValueTransfer");
        refused(handIn(CALLER, "treasury", new byte[]{0x31}), 400, "invalid-request", "it ends at byte 1");
        refused(handIn(CALLER, "nobody", transaction.senderRaw()), 404, "not-found", "there is no key nobody");
        refused(proxy.post("/api/v1/fee-delegation", CALLER, "{\"chain\":\"main\",\"feePayer\":\"treasury\"}"), 400,
                "invalid-request", "transaction is missing");
        refused(proxy.post("/api/v1/fee-delegation", CALLER,
                "{\"chain\":\"main\",\"feePayer\":\"treasury\",\"transaction\":\"31\"}"), 400, "invalid-request",
                "hex starts with 0x");
        refused(proxy.post("/api/v1/fee-delegation", CALLER,
                "{\"chain\":\"side\",\"feePayer\":\"treasury\",\"transaction\":\"0x31\"}"), 404, "not-found",
                "there is no chain side");
    }

    @Test
    void budgetAndStopHold() {
        JsonNode used = JSON.readTree(proxy.get("/api/v1/audit", ADMIN).body());
        long before = used.at("/items").valueStream()
                .filter(entry -> entry.at("/action").asString().equals("transaction.sponsor")).count();
        policy("erp", Math.toIntExact(before + 1));
        try {
            byte[] half = countUp().senderRaw();
            assertThat(handIn(CALLER, "treasury", half).statusCode()).isEqualTo(200);
            assertThat(handIn(CALLER, "treasury", half).statusCode()).as("charged once").isEqualTo(200);
            KeyPair other = KeyPair.random(CURVE);
            refused(handIn(CALLER, "treasury", signedBy(other, unsigned(other,
                    TransactionType.FEE_DELEGATED_SMART_CONTRACT_EXECUTION, CHAIN_ID, contract, "countUp(bytes32)",
                    90_000,
                    PRICE, 0), CHAIN_ID).senderRaw()), 403, "budget-exhausted", "calls-a-day");
        } finally {
            policy("erp", 100);
        }
        proxy.send(proxy.request("/api/v1/stops/keys/treasury", ADMIN).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"reason\":\"incident\"}")).build());
        try {
            refused(handIn(CALLER, "treasury", countUp().senderRaw()), 503, "key-unavailable", "was stopped by ops");
        } finally {
            proxy.send(proxy.request("/api/v1/stops/keys/treasury", ADMIN).DELETE().build());
        }
    }
}
