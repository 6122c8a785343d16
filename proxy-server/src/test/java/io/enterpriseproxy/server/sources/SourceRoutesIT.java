package io.enterpriseproxy.server.sources;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.JMSContext;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sources of a whole server: PostgreSQL as its ledger, its own broker, a real chain. */
@ExtendWith(OutputCaptureExtension.class)
class SourceRoutesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String QUEUE = "ERP.INVOICES";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final int brokerPort = freePort();
    private final int ledgerPort = freePort();
    private final ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + brokerPort);
    private EmbeddedPostgres ledger;
    private InvoiceChain chain;
    private ProxyUnderTest proxy;

    @BeforeEach
    void start() throws IOException {
        ledger = startLedger();
        chain = InvoiceChain.start(directory);
        Files.writeString(directory.resolve("broker.pass"), "secret");
        proxy = ProxyUnderTest.start(directory, chain.config() + ProxyUnderTest.clients() + """
                  ledger: { url: '%s', username: postgres }
                  broker: { port: %d, username: erp, password: '${file:broker.pass}' }
                  connections:
                    erp-mq: { jms: { url: 'tcp://127.0.0.1:%d', username: erp, password: '${file:broker.pass}' } }
                """.formatted(ledger.getJdbcUrl("postgres", "postgres"), brokerPort, brokerPort),
                Map.of("invoice-posted.yaml", fromJms("invoice-posted")));
    }

    @AfterEach
    void stop() throws IOException {
        factory.close();
        proxy.close();
        chain.close();
        ledger.close();
    }

    @Test
    void messageBecomesACallThatTheContractHolds() {
        send(invoice("J-1", "1.00"));

        await().atMost(PATIENCE).until(() -> chain.registered() == 1);
        await().atMost(PATIENCE).until(() -> "confirmed".equals(statusOf("J-1")));
    }

    @Test
    void messageThatTheMappingRefusesIsADeadLetterAndTheNextGoesOn() {
        send("{broken");
        send(invoice("J-1", "1.00"));

        await().atMost(PATIENCE).until(() -> !statusOf("J-1").isEmpty());
        JsonNode letters = json(proxy.get("/api/v1/dead-letters", ADMIN)).at("/items");
        assertThat(letters).hasSize(1);
        assertThat(letters.at("/0/code").asString()).isEqualTo("malformed-event");
    }

    @Test
    void pausedMappingTakesItsMessagesWhenItIsResumed() {
        proxy.post("/api/v1/mappings/invoice-posted/pause", ADMIN, "");
        send(invoice("J-1", "1.00"));
        await().during(Duration.ofSeconds(2)).until(() -> statusOf("J-1").isEmpty());

        proxy.post("/api/v1/mappings/invoice-posted/resume", ADMIN, "");
        await().atMost(PATIENCE).until(() -> !statusOf("J-1").isEmpty());
        assertThat(json(proxy.get("/api/v1/dead-letters", ADMIN)).at("/items")).isEmpty();
    }

    @Test
    void sourcesRestWhileTheLedgerIsAwayAndGoOnByThemselves(CapturedOutput output) throws IOException {
        // Given
        send(invoice("J-1", "1.00"));
        await().atMost(PATIENCE).until(() -> !statusOf("J-1").isEmpty());

        // When
        ledger.close();
        HttpResponse<String> refused = proxy.post("/api/v1/calls/invoice-posted", CALLER, invoice("R-1", "1.00"));
        send(invoice("J-2", "1.00"));

        // Then
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("ledger-unavailable");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        await().atMost(PATIENCE).until(() -> !proxy.bean(SourceRoutes.class).serving());

        // When
        ledger = startLedger();

        // Then
        await().atMost(PATIENCE).until(() -> proxy.bean(SourceRoutes.class).serving());
        await().atMost(PATIENCE).until(() -> !statusOf("J-2").isEmpty());
        await().atMost(PATIENCE).until(() -> chain.registered() == 2);
        assertThat(statusOf("R-1")).isEmpty();
        assertThat(output).containsOnlyOnce("The ledger cannot commit").containsOnlyOnce("The ledger commits again")
                .doesNotContain("HHH000247", "HikariPool-", "still cannot commit");
    }

    @Test
    void databaseThatGoesAwayWithoutTrafficIsNoticedByReadiness() throws IOException {
        assertThat(readiness()).isEqualTo(200);

        ledger.close();
        await().atMost(PATIENCE).until(() -> readiness() == 503);

        ledger = startLedger();
        await().atMost(PATIENCE).until(() -> readiness() == 200);
    }

    private int readiness() {
        return proxy.send(HttpRequest.newBuilder(proxy.uri("/actuator/health/readiness")).build()).statusCode();
    }

    private static String fromJms(String name) {
        return InvoiceChain.mapping(name, "/erp/invoices").replaceFirst("from: .*",
                "from: { jms: { connection: erp-mq, destination: " + QUEUE + " } }");
    }

    private EmbeddedPostgres startLedger() throws IOException {
        return EmbeddedPostgres.builder().setPort(ledgerPort).setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false).start();
    }

    private void send(String event) {
        try (JMSContext client = factory.createContext("erp", "secret")) {
            client.createProducer().send(client.createQueue(QUEUE), event);
        }
    }

    /** Empty as long as there is no such call, or the ledger does not answer. */
    private String statusOf(String key) {
        HttpResponse<String> answer = proxy.get("/api/v1/calls?key=" + key, ADMIN);
        return answer.statusCode() == 200 ? JSON.readTree(answer.body()).at("/items/0/status").asString("") : "";
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JSON.readTree(answer.body());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
