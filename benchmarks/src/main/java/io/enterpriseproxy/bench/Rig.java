package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.broker.JmsBrokerMain;
import io.enterpriseproxy.bench.broker.KafkaBrokerMain;
import io.enterpriseproxy.bench.load.Feed;
import io.enterpriseproxy.bench.load.JmsSource;
import io.enterpriseproxy.bench.load.KafkaSource;
import io.enterpriseproxy.bench.load.RestSource;
import io.enterpriseproxy.bench.parts.ChildProcess;
import io.enterpriseproxy.bench.parts.CpuClock;
import io.enterpriseproxy.bench.parts.GatewayFiles;
import io.enterpriseproxy.bench.parts.Node;
import io.enterpriseproxy.bench.parts.Part;
import io.enterpriseproxy.bench.parts.Postgres;
import io.enterpriseproxy.bench.parts.ResultTable;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole system of one measurement: node, database, gateway and, if needed, a broker, each a process of its own. */
final class Rig implements AutoCloseable {
    static final int SENDERS = 16;
    private static final int IN_FLIGHT = 2_000;
    private static final int POSTERS = 4;
    private static final int BATCH = 500;
    private static final int SINGLE_POSTERS = 64;
    private static final String EVENTS = "erp.documents";
    private static final int PARTITIONS = 4;
    private static final int CONSUMERS = 4;

    private final List<Part> parts = new ArrayList<>();
    private final Way way;
    private final Node node;
    private final Postgres postgres;
    private final ResultTable results;
    private final ChildProcess gateway;
    private final int brokerPort;

    /**
     * What it consists of.
     *
     * @param firstNonce what the senders' first transactions carry on the stub
     */
    record Shape(Chain chain, Ledger ledger, Way way, int senders, long firstNonce) {}

    /**
     * Starts everything.
     *
     * @param directory empty; logs and data go there
     */
    Rig(Path directory, Shape shape, Plan plan) throws IOException {
        Files.createDirectories(directory);
        this.way = shape.way();
        try {
            this.node = add(Node.start(shape.chain() == Chain.ANVIL, directory, shape.senders(), shape.firstNonce()));
            this.postgres = add(Postgres.start(directory, plan.profile()));
            this.results = ResultTable.create(postgres);
            String ledgerPart = shape.ledger() == Ledger.H2
                    ? ""
                    : "  ledger: { url: '%s', username: %s, password: '${file:passphrase}' }\n"
                            .formatted(postgres.url("ledger"), Postgres.USER);
            ChildProcess queues = broker(directory);
            this.brokerPort = queues == null ? 0 : queues.port();
            new GatewayFiles(node, shape.senders(), IN_FLIGHT, ledgerPart, connections(brokerPort), postgres.url("erp"),
                    from())
                    .write(directory);
            this.gateway = add(ChildProcess.server("gateway", directory, plan.jvmOptions(directory), "--config",
                    directory.resolve("enterprise-proxy.yaml").toString(), "--mappings",
                    directory.resolve("mappings").toString()));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private <P extends Part> P add(P part) {
        parts.addFirst(part);
        return part;
    }

    private @Nullable ChildProcess broker(Path directory) {
        return switch (way) {
            case BATCH_REST, REST -> null;
            case KAFKA -> add(ChildProcess.java("broker", directory, List.of("-Xmx1g"), KafkaBrokerMain.class, EVENTS,
                    String.valueOf(PARTITIONS)));
            case JMS -> add(ChildProcess.java("broker", directory, List.of("-Xmx1g"), JmsBrokerMain.class,
                    directory.resolve("broker").toString()));
        };
    }

    private String connections(int port) {
        return switch (way) {
            case BATCH_REST, REST -> "";
            case KAFKA -> "    events: { kafka: { bootstrap-servers: '127.0.0.1:" + port + "' } }\n";
            case JMS -> "    events: { jms: { url: 'tcp://127.0.0.1:" + port + "', username: " + JmsBrokerMain.USER
                    + ", password: '${file:broker.pass}' } }\n";
        };
    }

    private String from() {
        return switch (way) {
            case BATCH_REST, REST -> "rest: { method: POST, path: /erp/documents }";
            case KAFKA -> "kafka: { connection: events, topic: " + EVENTS + ", group: gateway, concurrency: "
                    + CONSUMERS + " }";
            case JMS -> "jms: { connection: events, destination: " + EVENTS + ", concurrency: " + CONSUMERS
                    + ", batch: 200 }";
        };
    }

    /** Where the load goes. */
    Feed.Source source() {
        return switch (way) {
            case BATCH_REST -> new RestSource(gateway.port(), "/api/v1/calls/count/batch", GatewayFiles.API_KEY,
                    POSTERS, BATCH);
            case REST -> new RestSource(gateway.port(), "/api/v1/calls/count", GatewayFiles.API_KEY, SINGLE_POSTERS, 1);
            case KAFKA -> new KafkaSource(brokerPort, EVENTS);
            case JMS -> new JmsSource(brokerPort, EVENTS, JmsBrokerMain.USER);
        };
    }

    /** CPU time of each process so far; the load is this process. */
    Map<String, Duration> cpu() {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        parts.forEach(part -> cpu.put(part.name(), part.cpu()));
        cpu.put("load", CpuClock.ofSelf());
        return cpu;
    }

    Node node() {
        return node;
    }

    Postgres postgres() {
        return postgres;
    }

    ResultTable results() {
        return results;
    }

    ChildProcess gateway() {
        return gateway;
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
    }
}
