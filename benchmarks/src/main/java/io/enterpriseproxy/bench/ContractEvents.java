package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.broker.KafkaBrokerMain;
import io.enterpriseproxy.bench.parts.ChildProcess;
import io.enterpriseproxy.bench.parts.GatewayFiles;
import io.enterpriseproxy.bench.parts.Postgres;
import io.enterpriseproxy.bench.parts.TopicCount;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A contract's events to a Kafka topic: three rows, each with a gateway, a ledger (PostgreSQL) and a chain (anvil) of its own.
 * All are counted at the topic, by offsets.
 */
record ContractEvents() implements Scenario {
    private static final int EVENTS_PER_BLOCK = 4_000;
    private static final int FULL_BLOCKS = 50;
    private static final int LIVE_BLOCKS = 30;
    private static final int EMPTY_BLOCKS = 100_000;
    private static final int MINED_AT_ONCE = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration BLOCK_TIME = Duration.ofSeconds(1);
    private static final ContractArtifact CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final String TOPIC = "erp.counted";

    @Override
    public String name() {
        return "contract-events";
    }

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        List<Section.Line> lines = new ArrayList<>();
        try (DevChain chain = DevChain.start(DevChainOptions.DEFAULT)) {
            String contract = chain.deploy(CONTRACT);
            chain.stopMining();
            for (int i = 0; i < FULL_BLOCKS; i++) {
                fullBlock(chain, contract);
            }
            lines.add(run(workshop, "full-blocks", chain, contract, (long) FULL_BLOCKS * EVENTS_PER_BLOCK, 0));
        }
        try (DevChain chain = DevChain.start(DevChainOptions.DEFAULT)) {
            String contract = chain.deploy(CONTRACT);
            chain.stopMining();
            lines.add(run(workshop, "live", chain, contract, (long) LIVE_BLOCKS * EVENTS_PER_BLOCK, LIVE_BLOCKS));
        }
        try (DevChain chain = DevChain.start(DevChainOptions.DEFAULT)) {
            String contract = chain.deploy(CONTRACT);
            chain.stopMining();
            for (int mined = 0; mined < EMPTY_BLOCKS; mined += MINED_AT_ONCE) {
                chain.mine(MINED_AT_ONCE - 1);
                send(chain, contract, 1);
            }
            lines.add(run(workshop, "catch-up", chain, contract, EMPTY_BLOCKS / MINED_AT_ONCE, 0));
        }
        return new Section("Events of a contract to Kafka (PostgreSQL, anvil)",
                List.of("row", "blocks", "events", "seconds", "blocks/s", "events/s"), lines);
    }

    private static Section.Line run(Workshop workshop, String row, DevChain chain, String contract, long events,
            int liveBlocks) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(workshop.directory().resolve("contract-events-" + row));
        try (ChildProcess broker = ChildProcess.java("broker", directory, List.of("-Xmx1g"), KafkaBrokerMain.class,
                TOPIC, "1");
                Postgres postgres = Postgres.start(directory, false);
                TopicCount topic = new TopicCount(broker.port(), TOPIC)) {
            write(directory, chain, contract, broker.port(), postgres.url("ledger"));
            long start = System.nanoTime();
            try (ChildProcess gateway = ChildProcess.server("gateway", directory, workshop.plan().jvmOptions(directory),
                    "--config", directory.resolve("enterprise-proxy.yaml").toString(), "--mappings",
                    directory.resolve("mappings").toString())) {
                // From when it is ready: its start is no part of the rate.
                start = System.nanoTime();
                for (int i = 0; i < liveBlocks; i++) {
                    long begun = System.nanoTime();
                    fullBlock(chain, contract);
                    Thread.sleep(BLOCK_TIME.minusNanos(System.nanoTime() - begun).isNegative()
                            ? Duration.ZERO
                            : BLOCK_TIME.minusNanos(System.nanoTime() - begun));
                }
                while (topic.count() < events) {
                    if (System.nanoTime() - start > PATIENCE.toNanos()) {
                        throw new IllegalStateException(topic.count() + " of " + events + " events arrived; see "
                                + gateway.name() + " in " + directory);
                    }
                    workshop.progress().tell(row + ": " + topic.count() + " of " + events);
                    Thread.sleep(20);
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (topic.count() != events) {
                throw new IllegalStateException(topic.count() + " records for " + events + " events");
            }
            long blocks = chain.blockNumber();
            return new Section.Line(row, List.of(blocks, events, seconds, blocks / seconds, events / seconds),
                    new LinkedHashMap<>(Map.of("seconds", seconds)));
        }
    }

    private static void fullBlock(DevChain chain, String contract) {
        send(chain, contract, EVENTS_PER_BLOCK);
    }

    private static void send(DevChain chain, String contract, int events) {
        EncodeOutcome encoded = ContractAbi.parse(CONTRACT.abi()).function("tallyMany(bytes32,uint256)").orElseThrow()
                .encode(Map.of("key", "0x" + "11".repeat(32), "times", events));
        if (!(encoded instanceof EncodeOutcome.Encoded call)) {
            throw new IllegalStateException("tallyMany cannot be encoded: " + encoded);
        }
        chain.rpc("eth_sendTransaction", Map.of("from", chain.accounts().get(1).address(), "to", contract, "data",
                Hex.encode(call.input()), "gas", "0xbebc200"));
        chain.mine(1);
    }

    private static void write(Path directory, DevChain chain, String contract, int broker, String ledger)
            throws IOException {
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
                """.formatted(ledger, Postgres.USER, chain.url(), contract, broker));
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
