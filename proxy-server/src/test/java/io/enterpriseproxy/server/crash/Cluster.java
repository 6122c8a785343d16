package io.enterpriseproxy.server.crash;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What servers share: a chain, a ledger in PostgreSQL, a Kafka topic that they read in one consumer group, and an ERP that
 * gets the results. Documents are named {@code customer-number}: those of a customer have an order.
 */
final class Cluster implements AutoCloseable {
    private static final ContractArtifact TEST_CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final int SENDERS = 4;
    private static final String TOPIC = "documents";

    private final Path directory;
    private final DevChain chain = DevChain.start(DevChainOptions.DEFAULT.withBlockTime(Duration.ofSeconds(1)));
    private final String contract = chain.deploy(TEST_CONTRACT);
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 6, TOPIC);
    private final KafkaProducer<String, String> producer;
    private final JdbcTemplate erp;
    private final JdbcTemplate ledger;

    Cluster(Path directory) throws IOException {
        this.directory = directory;
        postgres = EmbeddedPostgres.start();
        erp = new JdbcTemplate(postgres.getPostgresDatabase());
        erp.execute("CREATE TABLE document_result (place BIGSERIAL, result_id TEXT, document TEXT, status TEXT)");
        erp.execute("CREATE DATABASE ledger");
        ledger = new JdbcTemplate(postgres.getDatabase("postgres", "ledger"));
        kafka.brokerProperty("group.min.session.timeout.ms", "1000");
        kafka.brokerProperty("group.initial.rebalance.delay.ms", "0");
        kafka.afterPropertiesSet();
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.getBrokersAsString(), "linger.ms", 0),
                new StringSerializer(), new StringSerializer());
    }

    /** The files of a server. */
    Path files(String server) {
        try {
            Path files = Files.createDirectories(directory.resolve(server));
            for (int i = 0; i < SENDERS; i++) {
                KeystoreFiles.create(files.resolve("erp-" + i + ".json"),
                        Hex.decode(sender(i).privateKey()), "a passphrase".toCharArray(), ScryptCost.LIGHT);
            }
            Files.writeString(files.resolve("passphrase"), "a passphrase");
            Files.writeString(files.resolve("caller.key"), ProxyUnderTest.CALLER);
            Files.writeString(files.resolve("admin.key"), ProxyUnderTest.ADMIN);
            Files.writeString(files.resolve("monitor.key"), ProxyUnderTest.MONITOR);
            Files.writeString(files.resolve("abi.json"), TEST_CONTRACT.abi());
            Files.writeString(files.resolve("enterprise-proxy.yaml"), config());
            Files.createDirectories(files.resolve("mappings"));
            Files.writeString(files.resolve("mappings/by-rest.yaml"),
                    mapping("by-rest", "rest: { method: POST, path: /erp/documents }"));
            Files.writeString(files.resolve("mappings/by-kafka.yaml"),
                    mapping("by-kafka",
                            "kafka: { connection: events, topic: " + TOPIC + ", group: enterprise-proxy }"));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String config() {
        return """
                enterprise-proxy:
                  data: data
                  server: { address: 127.0.0.1 }
                  ledger: { url: '%s', username: postgres, pool-size: 8 }
                  chains:
                    main: { family: evm, id: 31337, poll-interval: 100ms, nodes: [ { url: '%s' } ] }
                  contracts:
                    test: { abi: abi.json, addresses: { main: '%s' } }
                  connections:
                    erp-db: { jdbc: { url: '%s', username: postgres } }
                    events: { kafka: { bootstrap-servers: '%s', properties: { session.timeout.ms: '6000' } } }
                  keys:
                %s%s""".formatted(url("ledger"), chain.url(), contract, url("postgres"), kafka.getBrokersAsString(),
                IntStream.range(0, SENDERS).mapToObj(
                        "    erp-%1$d: { keystore: erp-%1$d.json, passphrase: '${file:passphrase}' }%n"::formatted)
                        .collect(Collectors.joining()),
                ProxyUnderTest.clients());
    }

    private String url(String database) {
        return postgres.getJdbcUrl("postgres", database).replaceAll("\\?.*", "");
    }

    private static String mapping(String name, String source) {
        return """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: %s, description: counts each document once }
                from: { %s }
                format: json
                idempotencyKey: no
                orderingKey: customer
                call:
                  chain: main
                  contract: test
                  function: countUp(bytes32)
                  args: { key: $keccak256(no) }
                  sender: [erp-0, erp-1, erp-2, erp-3]
                  gas: { limit: 100000 }
                  simulate: false
                writeBack:
                  - on: [confirmed, reverted]
                    database:
                      connection: erp-db
                      sql: INSERT INTO document_result (result_id, document, status) VALUES (:resultId, :document, :status)
                      params: { document: event.no }
                """
                .formatted(name, source);
    }

    /** Writes a document to the topic, in its customer's partition, and returns when the broker has it. */
    void publish(String document) {
        try {
            producer.send(new ProducerRecord<>(TOPIC, customer(document), json(document))).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The event of a document. */
    static String json(String document) {
        return "{\"no\":\"" + document + "\",\"customer\":\"" + customer(document) + "\"}";
    }

    static String customer(String document) {
        return document.substring(0, document.indexOf('-'));
    }

    /** The documents that the contract has counted, each time that it did, in the chain's order. */
    List<String> counted(Collection<String> documents) {
        Map<String, String> byTopic = documents.stream().collect(Collectors.toMap(
                document -> Hex.encode(Keccak256.hash(document.getBytes(StandardCharsets.UTF_8))),
                Function.identity()));
        JsonNode logs = chain.rpc("eth_getLogs", Map.of("address", contract, "fromBlock", "0x0", "toBlock", "latest"));
        return StreamSupport.stream(logs.spliterator(), false).map(log -> log.at("/topics/1").asString())
                .map(topic -> byTopic.getOrDefault(topic, "unknown-" + topic)).toList();
    }

    /** How many transactions the senders have made. */
    long transactions() {
        return IntStream.range(0, SENDERS).mapToLong(i -> Long.decode(
                chain.rpc("eth_getTransactionCount", sender(i).address(), "latest").asString())).sum();
    }

    private DevAccount sender(int i) {
        return chain.accounts().get(i + 1);
    }

    /** The documents whose results have arrived, in the order in which each arrived first. */
    List<String> written() {
        return erp.query("SELECT document FROM document_result WHERE status = 'confirmed' GROUP BY document"
                + " ORDER BY min(place)", (row, i) -> row.getString(1));
    }

    /** The ids of results under which each document was written. */
    List<Long> resultsPerDocument() {
        return erp.query("SELECT count(DISTINCT result_id) FROM document_result GROUP BY document",
                (row, i) -> row.getLong(1));
    }

    /** The process ids of the lanes' owners, one per lane whose lease holds. */
    List<Long> ownersOfLanes() {
        return ledger
                .query("SELECT split_part(owner, '/', 2)::bigint FROM lane WHERE owner IS NOT NULL AND lease_until >"
                        + " now()", (row, i) -> row.getLong(1));
    }

    @Override
    public void close() throws IOException {
        producer.close();
        kafka.destroy();
        chain.close();
        postgres.close();
    }
}
