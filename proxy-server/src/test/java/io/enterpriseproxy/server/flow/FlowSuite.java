package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.server.audit.Finding;
import io.enterpriseproxy.server.audit.Verification;
import io.enterpriseproxy.server.ledger.LaneAction;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LaneRequest;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import io.enterpriseproxy.server.ledger.StoredAttempt;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.KeystoreSigner;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real chain, a ledger, and a target in memory, for flows that are checked by the contract's own state. */
abstract class FlowSuite {
    private static final ContractArtifact TEST_CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    static final ContractAbi ABI = ContractAbi.parse(TEST_CONTRACT.abi());

    private static final Map<String, Signer> KEYS = new LinkedHashMap<>();

    final FlowUnderTest.Target target = new FlowUnderTest.Target();
    final Map<String, Mapping> mappings = new LinkedHashMap<>();
    DevChain chain;
    LedgerDatabase database;
    Address contract;

    @BeforeAll
    static void createKeystores(@TempDir Path directory) {
        char[] passphrase = "a passphrase".toCharArray();
        try (DevChain any = DevChain.start()) {
            for (int i = 0; i < 4; i++) {
                Path keystore = directory.resolve("erp-" + i + ".json");
                KeystoreFiles.create(keystore, Hex.decode(any.accounts().get(i + 1).privateKey()), passphrase,
                        ScryptCost.LIGHT);
                KEYS.put("erp-" + i, KeystoreSigner.open(keystore, passphrase::clone));
            }
        }
    }

    @BeforeEach
    void startChainAndLedger(@TempDir Path directory) {
        chain = DevChain.start();
        contract = Address.parse(chain.deploy(TEST_CONTRACT));
        chain.startMining(Duration.ofSeconds(1));
        database = LedgerDatabase.h2(directory);
        publish("count", "countUp(bytes32)", new GasLimit.Fixed(100_000), new Confirmations.Default());
        publish("once", "countUpOnce(bytes32)", new GasLimit.Auto(), new Confirmations.Default());
        publish("once-unseen", "countUpOnce(bytes32)", new GasLimit.Fixed(100_000), new Confirmations.Default());
        publish("deep", "countUp(bytes32)", new GasLimit.Fixed(100_000), new Confirmations.Blocks(4));
    }

    void publish(String name, String function, GasLimit gas, Confirmations confirmations) {
        List<String> senders = name.equals("count") ? List.copyOf(KEYS.keySet()) : List.of("erp-0");
        mappings.put(name, new CountMapping(name, ABI, contract, function, gas, confirmations, senders));
    }

    @AfterEach
    void stopChainAndLedger() throws Exception {
        List<Finding> findings = new ArrayList<>();
        new Verification(database.jdbc(), findings::add).run(null);
        assertThat(findings).isEmpty();
        database.close();
        chain.close();
    }

    FlowUnderTest startFlow() {
        return startFlow(200);
    }

    FlowUnderTest startFlow(int maxInFlight) {
        return startFlow(maxInFlight, null);
    }

    FlowUnderTest startFlow(int maxInFlight, @Nullable BigInteger maxFee) {
        return startFlow(new EvmChainSettings("main", chain.chainId(), List.of(new EvmNodeSettings(chain.url()))),
                new FlowUnderTest.Limits(maxInFlight, maxFee));
    }

    FlowUnderTest startFlow(EvmChainSettings nodes, FlowUnderTest.Limits limits) {
        return new FlowUnderTest(database, nodes, limits, KEYS, mappings, ABI, target);
    }

    void ask(FlowUnderTest flow, long nonce, LaneAction action) {
        long call = callAt(flow, nonce);
        flow.ledger.transactions().commit(() -> flow.ledger.requests().ask(lane(flow).id(),
                new LaneRequest(call, action, "asked for by a test")));
    }

    static long callAt(FlowUnderTest flow, long nonce) {
        return flow.ledger.attempts().sentAfter(lane(flow).id(), nonce - 1, nonce).getFirst().call();
    }

    boolean pooled(StoredAttempt attempt) {
        return !chain.rpc("eth_getTransactionByHash", attempt.transaction().hash()).isNull();
    }

    static LaneRecord lane(FlowUnderTest flow) {
        return flow.ledger.lanes().all().getFirst();
    }

    long nonceOf(DevAccount account) {
        return Long.decode(chain.rpc("eth_getTransactionCount", account.address(), "latest").asString());
    }

    long totalCount() {
        return number(chain.call(contract.lowerCase(), Hex.encode(ABI.function("totalCount()").orElseThrow()
                .encode(Map.of()) instanceof EncodeOutcome.Encoded encoded ? encoded.input() : new byte[0])));
    }

    long countOf(String key) {
        EncodeOutcome.Encoded encoded = (EncodeOutcome.Encoded) ABI.function("countOf(bytes32)").orElseThrow()
                .encode(Map.of("key", Hex.encode(CountMapping.hash(key))));
        return number(chain.call(contract.lowerCase(), Hex.encode(encoded.input())));
    }

    static String input(String function, String key) {
        EncodeOutcome.Encoded encoded = (EncodeOutcome.Encoded) ABI.function(function).orElseThrow()
                .encode(Map.of("key", Hex.encode(CountMapping.hash(key))));
        return Hex.encode(encoded.input());
    }

    private static long number(String word) {
        return new BigInteger(word.substring(2), 16).longValueExact();
    }
}
