package io.enterpriseproxy.server.security;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What events and messages hold reaches statements, messages and requests of write-backs as the value that it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileWriteBacksIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ContractArtifact CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final List<String> VALUES = List.of("'; DROP TABLE invoice; --", "' OR '1'='1", "\\'; --",
            ":no ?1 ??",
            "$1; SELECT pg_sleep(60)", "{fn now()}", "/* */ -- #", "x\r\nSet-Cookie: a=b\r\n\r\n<html>",
            "\u001b[31m\u202eX-EP-Signature: v2=0", "//evil.example/@evil.example\\\\evil.example/..%2f..");

    private final int brokerPort = freePort();
    private final ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + brokerPort);
    private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
    private DevChain chain;
    private EmbeddedPostgres erp;
    private HttpServer receiver;
    private ProxyUnderTest proxy;

    /** What the receiver got. */
    record Taken(URI target, Headers headers, String body) {}

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        chain = DevChain.start();
        String contract = chain.deploy(CONTRACT);
        chain.startMining(Duration.ofSeconds(1));
        erp = EmbeddedPostgres.builder().start();
        erp().execute("CREATE TABLE invoice (no VARCHAR PRIMARY KEY, note VARCHAR, status VARCHAR)");
        erp().execute("CREATE TABLE outbox (id VARCHAR PRIMARY KEY, aggregatetype VARCHAR, aggregateid VARCHAR,"
                + " type VARCHAR, payload VARCHAR, created_at TIMESTAMPTZ DEFAULT now())");
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            taken.add(new Taken(exchange.getRequestURI(), exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        Files.writeString(directory.resolve("abi.json"), CONTRACT.abi());
        Files.writeString(directory.resolve("erp.pass"), "secret");
        KeystoreFiles.create(directory.resolve("erp.json"),
                Hex.decode(chain.accounts().get(2).privateKey()), "secret".toCharArray(),
                ScryptCost.LIGHT);
        proxy = ProxyUnderTest.start(directory, ProxyUnderTest.clients() + """
                  chains:
                    main: { family: evm, id: 31337, nodes: [ { url: '%s' } ], poll-interval: 100ms }
                  contracts:
                    test: { abi: abi.json, addresses: { main: '%s' } }
                  keys:
                    erp: { keystore: erp.json, passphrase: '${file:erp.pass}' }
                  broker: { port: %d, username: erp, password: '${file:erp.pass}' }
                  connections:
                    erp-mq: { jms: { url: 'tcp://127.0.0.1:%d', username: erp, password: '${file:erp.pass}' } }
                    erp-db: { jdbc: { url: '%s', username: postgres } }
                    erp-api: { http: { base-url: 'http://127.0.0.1:%d/erp', secret: '${file:erp.pass}' } }
                """.formatted(chain.url(), contract, brokerPort, brokerPort,
                erp.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""), receiver.getAddress().getPort()),
                Map.of("m.yaml", mapping("from-mq", "jms: { connection: erp-mq, destination: IN }"),
                        "o.yaml", mapping("from-outbox",
                                "database: { connection: erp-db, outbox: { table: outbox, orderBy: 'created_at, id' } }")));
    }

    @AfterAll
    void stop() throws IOException {
        factory.close();
        proxy.close();
        receiver.stop(0);
        erp.close();
        chain.close();
    }

    private static String mapping(String name, String from) {
        return """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: %s }
                from: { %s }
                format: json
                idempotencyKey: id
                orderingKey: id
                call:
                  chain: main
                  contract: test
                  function: countUp(bytes32)
                  args: { key: $keccak256(id) }
                  sender: erp
                  gas: { limit: 100000 }
                  simulate: false
                writeBack:
                  - on: [confirmed]
                    database:
                      connection: erp-db
                      sql: UPDATE invoice SET status = :status, note = :note WHERE no = :no
                      params: { no: event.no, note: event.no }
                  - on: [confirmed]
                    jms: { connection: erp-mq, destination: OUT, reply: true }
                    body: { no: event.no }
                  - on: [confirmed]
                    http: { connection: erp-api, path: '/results/{callId}?s={status}' }
                    body: { no: event.no }
                """.formatted(name, from);
    }

    @Test
    void valuesOfMessagesStayValues() throws JMSException {
        List<String> numbers = insert("mq ");
        try (JMSContext client = factory.createContext("erp", "secret")) {
            for (String number : numbers) {
                client.createProducer().setJMSCorrelationID(number).setProperty("note", number)
                        .setJMSReplyTo(client.createQueue("REPLIES")).send(client.createQueue("IN"), event(number));
            }
            await().atMost(LONGEST).until(() -> confirmed("mq ") == numbers.size());
            assertThat(erp().queryForList("SELECT note FROM invoice WHERE no LIKE 'mq %'", String.class))
                    .containsExactlyInAnyOrderElementsOf(numbers);
            List<String> replied = new ArrayList<>();
            try (JMSConsumer replies = client.createConsumer(client.createQueue("REPLIES"))) {
                for (int i = 0; i < numbers.size(); i++) {
                    Message reply = replies.receive(LONGEST.toMillis());
                    assertThat(reply.getJMSCorrelationID())
                            .isEqualTo(JSON.readTree(reply.getBody(String.class)).path("no").asString(""));
                    assertThat(reply.getStringProperty("EpStatus")).isEqualTo("confirmed");
                    replied.add(reply.getJMSCorrelationID());
                }
            }
            assertThat(replied).containsExactlyInAnyOrderElementsOf(numbers);
        }
        assertThatRequestsAreOurs(numbers);
    }

    @Test
    void valuesOfRowsStayValues() {
        List<String> numbers = insert("row ");
        for (String number : numbers) {
            erp().update("INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload) VALUES (?, ?, ?, ?, ?)",
                    number, number, number, number, event(number));
        }
        await().atMost(LONGEST).until(() -> confirmed("row ") == numbers.size());
        await().atMost(LONGEST).until(
                () -> Integer.valueOf(0).equals(erp().queryForObject("SELECT count(*) FROM outbox", Integer.class)));
        assertThatRequestsAreOurs(numbers);
    }

    private List<String> insert(String prefix) {
        List<String> numbers = IntStream.range(0, VALUES.size()).mapToObj(i -> prefix + i + VALUES.get(i)).toList();
        numbers.forEach(number -> erp().update("INSERT INTO invoice (no) VALUES (?)", number));
        return numbers;
    }

    private static String event(String number) {
        return JSON.writeValueAsString(Map.of("no", number, "id", number.replaceAll("(?s)(\\w+ \\d+).*", "$1")));
    }

    private int confirmed(String prefix) {
        return erp().queryForList("SELECT no FROM invoice WHERE status = 'confirmed' AND no LIKE ?", String.class,
                prefix + "%").size();
    }

    /** Each at its own address, with our headers and no others. */
    private void assertThatRequestsAreOurs(List<String> numbers) {
        await().atMost(LONGEST).until(() -> ofNumbers(numbers).size() == numbers.size());
        assertThat(ofNumbers(numbers)).allSatisfy(request -> {
            assertThat(request.target().toString()).matches("/erp/results/[0-9a-f-]{36}\\?s=confirmed");
            assertThat(request.headers().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT))).containsOnly(
                    "host",
                    "content-type", "content-length", "connection", "idempotency-key", "x-ep-timestamp",
                    "x-ep-signature");
            assertThat(request.headers().getFirst("Idempotency-Key")).matches("[0-9a-f-]{36}\\.[0-9]+");
        });
    }

    private List<Taken> ofNumbers(List<String> numbers) {
        return taken.stream().filter(request -> numbers.contains(
                JSON.readTree(request.body()).path("no").asString(""))).toList();
    }

    private JdbcTemplate erp() {
        return new JdbcTemplate(erp.getPostgresDatabase());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
