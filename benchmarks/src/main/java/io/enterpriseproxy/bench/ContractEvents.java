package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.broker.KafkaBrokerMain;
import io.enterpriseproxy.bench.parts.ChildProcess;
import io.enterpriseproxy.bench.parts.GatewayFiles;
import io.enterpriseproxy.bench.parts.Node;
import io.enterpriseproxy.bench.parts.Postgres;
import io.enterpriseproxy.bench.parts.TopicCount;
import io.enterpriseproxy.bench.stub.StubHistoryMain;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A contract's events to a Kafka topic: three rows, each with a gateway, a ledger (PostgreSQL) and a chain of its own (anvil, and
 * a stub with a long past). All are counted at the topic, by offsets.
 */
record ContractEvents() implements Scenario {
    private static final int EVENTS_PER_BLOCK = 4_000;
    private static final int FULL_BLOCKS = 50;
    private static final int LIVE_BLOCKS = 30;
    private static final int PAST_BLOCKS = 100_000;
    private static final int BLOCKS_PER_EVENT = 10;
    private static final String CONTRACT_OF_THE_PAST = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration BLOCK_TIME = Duration.ofSeconds(1);
    private static final ContractArtifact CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final String KEY = "0x" + "11".repeat(32);
    private static final String TOPIC = "erp.counted";

    @Override
    public String name() {
        return "contract-events";
    }

    /** Whose events are read: a node, and the contract there. */
    private record Place(URI node, String contract) {}

    /** What happens on the chain once the gateway is ready. */
    private interface Load {
        void run() throws InterruptedException;
    }

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        return new Section("Events of a contract to Kafka (PostgreSQL)",
                List.of("row", "blocks", "events", "seconds", "blocks/s", "events/s"),
                List.of(fullBlocks(workshop), live(workshop), catchUp(workshop)));
    }

    private static Section.Line fullBlocks(Workshop workshop) throws IOException, InterruptedException {
        try (DevChain chain = DevChain.start(DevChainOptions.DEFAULT)) {
            Place place = place(chain);
            for (int i = 0; i < FULL_BLOCKS; i++) {
                fullBlock(chain, place.contract());
            }
            return run(workshop, "full-blocks", place, FULL_BLOCKS, FULL_BLOCKS * EVENTS_PER_BLOCK, () -> {});
        }
    }

    private static Section.Line live(Workshop workshop) throws IOException, InterruptedException {
        try (DevChain chain = DevChain.start(DevChainOptions.DEFAULT)) {
            Place place = place(chain);
            return run(workshop, "live", place, LIVE_BLOCKS, LIVE_BLOCKS * EVENTS_PER_BLOCK, () -> {
                for (int i = 0; i < LIVE_BLOCKS; i++) {
                    long begun = System.nanoTime();
                    fullBlock(chain, place.contract());
                    Duration left = BLOCK_TIME.minusNanos(System.nanoTime() - begun);
                    Thread.sleep(left.isNegative() ? Duration.ZERO : left);
                }
            });
        }
    }

    private static Section.Line catchUp(Workshop workshop) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(workshop.directory().resolve("contract-events-past"));
        String topic = Hex.encode(Keccak256.hash("CountedUp(bytes32,uint256)".getBytes(StandardCharsets.US_ASCII)));
        try (ChildProcess node = ChildProcess.java("node", directory, List.of("-Xmx256m"), StubHistoryMain.class,
                String.valueOf(Node.CHAIN_ID), String.valueOf(PAST_BLOCKS), String.valueOf(BLOCKS_PER_EVENT),
                CONTRACT_OF_THE_PAST, topic, KEY)) {
            return run(workshop, "catch-up",
                    new Place(URI.create("http://127.0.0.1:" + node.port()), CONTRACT_OF_THE_PAST), PAST_BLOCKS,
                    PAST_BLOCKS / BLOCKS_PER_EVENT, () -> {});
        }
    }

    private static Place place(DevChain chain) {
        String contract = chain.deploy(CONTRACT);
        chain.stopMining();
        return new Place(chain.url(), contract);
    }

    private static Section.Line run(Workshop workshop, String row, Place place, long blocks, long events, Load load)
            throws IOException, InterruptedException {
        Path directory = Files.createDirectories(workshop.directory().resolve("contract-events-" + row));
        try (ChildProcess broker = ChildProcess.java("broker", directory, List.of("-Xmx1g"), KafkaBrokerMain.class,
                TOPIC, "1");
                Postgres postgres = Postgres.start(directory, false);
                TopicCount topic = new TopicCount(broker.port(), TOPIC)) {
            write(directory, place, broker.port(), postgres.url("ledger"));
            double seconds;
            try (ChildProcess gateway = ChildProcess.server("gateway", directory, workshop.plan().jvmOptions(directory),
                    "--config", directory.resolve("enterprise-proxy.yaml").toString(), "--mappings",
                    directory.resolve("mappings").toString())) {
                // From when it is ready: its start is no part of the rate.
                long start = System.nanoTime();
                load.run();
                while (topic.count() < events) {
                    if (System.nanoTime() - start > PATIENCE.toNanos()) {
                        throw new IllegalStateException(topic.count() + " of " + events + " events arrived; see "
                                + gateway.name() + " in " + directory);
                    }
                    workshop.progress().tell(row + ": " + topic.count() + " of " + events);
                    Thread.sleep(20);
                }
                seconds = (System.nanoTime() - start) / 1e9;
            }
            if (topic.count() != events) {
                throw new IllegalStateException(topic.count() + " records for " + events + " events");
            }
            return new Section.Line(row, List.of(blocks, events, seconds, blocks / seconds, events / seconds),
                    new LinkedHashMap<>(Map.of("seconds", seconds)));
        }
    }

    private static void fullBlock(DevChain chain, String contract) {
        EncodeOutcome encoded = ContractAbi.parse(CONTRACT.abi()).function("tallyMany(bytes32,uint256)").orElseThrow()
                .encode(Map.of("key", KEY, "times", EVENTS_PER_BLOCK));
        if (!(encoded instanceof EncodeOutcome.Encoded call)) {
            throw new IllegalStateException("tallyMany cannot be encoded: " + encoded);
        }
        chain.rpc("eth_sendTransaction", Map.of("from", chain.accounts().get(1).address(), "to", contract, "data",
                Hex.encode(call.input()), "gas", "0xbebc200"));
        chain.mine(1);
    }

    private static void write(Path directory, Place place, int broker, String ledger) throws IOException {
        Files.writeString(directory.resolve("passphrase"), "a passphrase");
        Files.writeString(directory.resolve("api.key"), GatewayFiles.API_KEY);
        Files.writeString(directory.resolve("abi.json"), CONTRACT.abi());
        Files.writeString(directory.resolve("enterprise-proxy.yaml"), """
                enterprise-proxy:
                  data: data
                  ledger: { url: '%s', username: %s, password: '${file:passphrase}' }
                  server: { port: 0, address: 127.0.0.1 }
                  chains:
                    main: { family: evm, id: 31337, poll-interval: 200ms, nodes: [ { url: '%s' } ] }
                  contracts:
                    test: { abi: abi.json, addresses: { main: '%s' } }
                  connections:
                    events: { kafka: { bootstrap-servers: '127.0.0.1:%d' } }
                  security:
                    api-clients: [ { name: bench, key: '${file:api.key}', roles: [admin] } ]
                  logging: { levels: { root: warn } }
                """.formatted(ledger, Postgres.USER, place.node(), place.contract(), broker));
        Files.createDirectories(directory.resolve("mappings"));
        Files.writeString(directory.resolve("mappings/counted.yaml"), """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: counted }
                from: { contract: { chain: main, contract: test, event: CountedUp, fromBlock: earliest } }
                writeBack:
                  - on: [confirmed]
                    kafka: { connection: events, topic: %s }
                    body: { key: event.key, count: event.count, block: log.blockNumber, tx: log.transactionHash }
                """.formatted(TOPIC));
    }
}
