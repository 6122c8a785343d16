package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What people do with a mapping of a contract's events while there are some: it is paused, withdrawn, published anew. Its
 * targets are told of each event once all the same, in the order of the chain. The mapping {@code witness} is let be.
 */
class ContractEventLifecycleIT {
    private static final ContractArtifact COUNTER = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final ContractAbi ABI = ContractAbi.parse(COUNTER.abi());
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static DevChain chain;
    private static String contract;
    private static ToldErp erp;
    private static ProxyUnderTest proxy;
    private static final List<String> emitted = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        chain = DevChain.start();
        contract = chain.deploy(COUNTER);
        chain.stopMining();
        erp = new ToldErp();
        Files.writeString(directory.resolve("counter.json"), COUNTER.abi());
        proxy = serve(mappings());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        erp.close();
        chain.close();
    }

    @Test
    void whatHappensWhileItIsPausedIsToldOnceAndInOrderWhenItGoesOn() {
        emit(3);
        awaitAllTold("paused");
        act("/api/v1/mappings/paused/pause");
        JsonNode before = reading("paused", "main");
        assertThat(before.path("why").asString()).isEqualTo("the mapping is paused");

        emit(5);
        awaitAllTold("witness");

        assertThat(reading("paused", "main").path("block")).isEqualTo(before.path("block"));
        assertThat(erp.by("paused", "key")).isEqualTo(emitted.subList(0, emitted.size() - 5));
        String behind = "ep_contract_events_behind{chain=\"main\",mapping=";
        await().atMost(SOON).untilAsserted(() -> assertThat(
                proxy.get("/actuator/prometheus", ProxyUnderTest.MONITOR).body())
                .contains(behind + "\"witness\"").as("nobody has to be told").doesNotContain(behind + "\"paused\""));

        act("/api/v1/mappings/paused/resume");
        emit(2);
        awaitAllTold("paused");
        assertThat(reading("paused", "main").has("why")).isFalse();
    }

    @Test
    void whatWaitsIsDeliveredAfterTheMappingIsWithdrawnAndPublishedAgainItGoesOnWhereItWas() {
        emit(2);
        awaitAllTold("withdrawn");
        erp.isDown(true);
        emit(3);
        long read = chain.blockNumber();
        awaitRead("withdrawn");
        proxy.close();
        Map<String, String> others = new HashMap<>(mappings());
        others.remove("withdrawn.yaml");

        proxy = serve(others);
        erp.isDown(false);
        awaitAllTold("withdrawn");
        List<String> toldBefore = List.copyOf(emitted);
        emit(4);
        awaitAllTold("witness");
        assertThat(erp.by("withdrawn", "key")).isEqualTo(toldBefore);
        assertThat(reading("withdrawn", "main").path("block").asLong()).isEqualTo(read);
        assertThat(reading("withdrawn", "main").path("why").asString()).isEqualTo("the mapping is withdrawn");

        proxy.close();
        proxy = serve(mappings());
        emit(1);
        awaitAllTold("withdrawn");
    }

    @Test
    void eachEventIsToldByOneOfTwoVersionsWhileTheSecondIsPublished() throws Exception {
        String second = mapping("versioned", "chain: main, confirmations: 3", 2, "[mined]", "[confirmed]");
        HttpResponse<String> draft = proxy.put("/api/v1/mappings/versioned", ADMIN, "application/yaml", second);
        assertThat(draft.statusCode()).as(draft.body()).isEqualTo(200);
        awaitRead("versioned");
        int before = told("versioned", "mined").size();
        Thread load = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 30; i++) {
                emit(2);
                awaitRead("versioned");
            }
        });
        await().atMost(SOON).until(() -> told("versioned", "mined").size() > before + 10);
        act("/api/v1/mappings/versioned/publish");
        load.join();
        chain.mine(3);
        await().atMost(SOON).untilAsserted(() -> assertThat(told("versioned", "confirmed")).isEqualTo(emitted));
        // What is final when it is read is not said to be mined before.
        assertThat(emitted).containsSubsequence(told("versioned", "mined"));
        List<ToldErp.Told> all = erp.by("versioned");
        assertThat(all).extracting(ToldErp.Told::id).doesNotHaveDuplicates();
        for (String status : List.of("mined", "confirmed")) {
            assertThat(all.stream().filter(each -> each.text("status").equals(status))
                    .map(each -> each.text("version")).toList()).isSorted().contains("1", "2");
        }
        Map<String, List<String>> versionsOf = new HashMap<>();
        all.forEach(each -> versionsOf.computeIfAbsent(each.text("key"), key -> new ArrayList<>())
                .add(each.text("version")));
        assertThat(versionsOf.values()).as("what was said to be mined is said to be final in the same words")
                .allSatisfy(versions -> assertThat(versions).containsOnly(versions.getFirst()));
    }

    @Test
    void whereTheTagSaysWhatIsFinalNothingIsToldBefore() {
        chain.mine(3);
        awaitAllTold("by-tag");
        awaitAllTold("by-tag-of-chain");
        int before = emitted.size();
        emit(1);
        awaitAllTold("witness");
        for (long block = chain.blockNumber(); finalized() < block; chain.mine(1)) {
            long head = chain.blockNumber();
            await().atMost(SOON).until(() -> reading("witness", "main").path("head").asLong() >= head
                    && reading("by-tag", "main").path("block").asLong() == finalized()
                    && reading("by-tag-of-chain", "checkpointed").path("block").asLong() == finalized());
            assertThat(erp.by("by-tag")).hasSize(before);
            assertThat(erp.by("by-tag-of-chain")).hasSize(before);
        }
        awaitAllTold("by-tag");
        awaitAllTold("by-tag-of-chain");
    }

    private static Map<String, String> mappings() {
        return Map.of("witness.yaml", mapping("witness", "chain: main", 1, "[confirmed]"),
                "paused.yaml", mapping("paused", "chain: main", 1, "[confirmed]"),
                "withdrawn.yaml", mapping("withdrawn", "chain: main", 1, "[confirmed]"),
                "versioned.yaml", mapping("versioned", "chain: main, confirmations: 3", 1, "[mined]", "[confirmed]"),
                "by-tag.yaml", mapping("by-tag", "chain: main, confirmations: finalized", 1, "[confirmed]"),
                "by-tag-of-chain.yaml", mapping("by-tag-of-chain", "chain: checkpointed", 1, "[confirmed]"));
    }

    private static String mapping(String name, String source, int version, String... on) {
        StringBuilder text = new StringBuilder("""
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: %s }
                from: { contract: { contract: counter, event: CountedUp, fromBlock: earliest, %s } }
                writeBack:
                """.formatted(name, source));
        for (String status : on) {
            text.append("""
                      - on: %s
                        http: { connection: erp, path: /%s }
                        body: { key: event.key, status: log.status, version: "'%d'" }
                    """.formatted(status, name, version));
        }
        return text.toString();
    }

    private static ProxyUnderTest serve(Map<String, String> mappings) {
        try {
            for (String file : mappings().keySet()) {
                Files.deleteIfExists(directory.resolve("mappings").resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String nodes = "id: 31337, nodes: [ { url: '" + chain.url() + "' } ], poll-interval: 100ms";
        return ProxyUnderTest.start(directory, """
                  chains:
                    main: { family: evm, %1$s }
                    checkpointed: { family: evm, finality: finalized, %1$s }
                  contracts:
                    counter: { abi: counter.json, addresses: { main: '%2$s', checkpointed: '%2$s' } }
                  connections:
                %3$s""".formatted(nodes, contract, erp.connection()) + ProxyUnderTest.clients(), mappings);
    }

    /** So many events, in a block each. */
    private static void emit(int count) {
        for (int i = 0; i < count; i++) {
            String key = Hex.encode(Keccak256.hash(("event-" + emitted.size()).getBytes(StandardCharsets.UTF_8)));
            EncodeOutcome.Encoded input = (EncodeOutcome.Encoded) ABI.function("countUp(bytes32)").orElseThrow()
                    .encode(Map.of("key", key));
            chain.send(chain.accounts().getFirst(), contract, Hex.encode(input.input()));
            emitted.add(key);
        }
    }

    /** Each event once, in the order of the chain. */
    private static void awaitAllTold(String mapping) {
        await().atMost(SOON).untilAsserted(() -> assertThat(erp.by(mapping)).hasSameSizeAs(emitted));
        assertThat(erp.by(mapping, "key")).isEqualTo(emitted);
        assertThat(erp.by(mapping)).extracting(ToldErp.Told::id).doesNotHaveDuplicates();
    }

    /** Up to the newest block. */
    private static void awaitRead(String mapping) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20))
                .until(() -> reading(mapping, "main").path("block").asLong() == chain.blockNumber());
    }

    private static List<String> told(String mapping, String status) {
        return erp.by(mapping).stream().filter(each -> each.text("status").equals(status))
                .map(each -> each.text("key")).toList();
    }

    private static long finalized() {
        return Long.decode(chain.rpc("eth_getBlockByNumber", "finalized", false).path("number").asString());
    }

    private static JsonNode reading(String mapping, String onChain) {
        JsonNode items = JsonMapper.shared().readTree(proxy.get("/api/v1/contract-events", ADMIN).body()).path("items");
        return items.valueStream().filter(each -> each.path("mapping").asString().equals(mapping)
                && each.path("chain").asString().equals(onChain)).findFirst()
                .orElseGet(JsonMapper.shared().getNodeFactory()::missingNode);
    }

    private static void act(String path) {
        HttpResponse<String> answer = proxy.post(path, ADMIN, "");
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }
}
