package io.enterpriseproxy.demo.erp;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A Kafka of one node inside this JVM, which nobody reaches from another machine. */
final class KafkaBroker implements AutoCloseable {
    private static final int NODE = 1;
    private static final String HOST = "127.0.0.1";

    private final KafkaRaftServer server;
    private final String address;

    private KafkaBroker(KafkaRaftServer server, String address) {
        this.server = server;
        this.address = address;
    }

    static KafkaBroker start(Path directory, int port, int controllerPort) {
        format(directory);
        String address = HOST + ":" + port;
        String controller = HOST + ":" + controllerPort;
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"), Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", directory.toString()), Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0")), false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, address);
    }

    private static void format(Path directory) {
        try {
            new Formatter().setNodeId(NODE).setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(directory.toString()).setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("The Kafka broker cannot keep its log in " + directory, e);
        }
    }

    /** Where clients connect to. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
