package io.enterpriseproxy.server.api;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an admin does when a call or a result cannot go on by itself. */
class AdminActionsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ERP = "jdbc:h2:mem:admin-actions;DB_CLOSE_DELAY=-1";

    private static InvoiceChain chain;
    private static ProxyUnderTest proxy;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        chain = InvoiceChain.start(directory);
        KeystoreFiles.create(directory.resolve("moved.json"), Hex.decode(chain.chain().accounts().get(2).privateKey()),
                "a passphrase".toCharArray(), ScryptCost.LIGHT);
        Files.writeString(directory.resolve("moved.pass"), "a passphrase");
        String mapping = InvoiceChain.mapping("invoice-posted", "/erp/invoices") + """

                writeBack:
                  - on: [confirmed, cancelled]
                    database:
                      connection: erp-db
                      sql: INSERT INTO invoice_result VALUES (:resultId, :no, :status)
                      params: { no: call.idempotencyKey }
                """;
        proxy = ProxyUnderTest.start(directory,
                chain.config().replace("  keys:\n",
                        "  keys:\n    moved: { keystore: moved.json, passphrase: '${file:moved.pass}' }\n")
                        + ProxyUnderTest.clients() + "  connections:\n    erp-db: { jdbc: { url: '"
                        + ERP + "', username: sa } }\n",
                Map.of("invoice-posted.yaml", mapping, "as-the-source-orders.yaml",
                        InvoiceChain.mapping("as-the-source-orders", "/erp/ordered")
                                .replaceFirst("orderingKey: .*\n", ""),
                        "moves.yaml", InvoiceChain.mapping("moves", "/erp/moves")));
    }

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    @Test
    void aResultThatItsTargetRefusesIsParkedAndDeliveredByAReplay() throws SQLException {
        proxy.post("/api/v1/calls/invoice-posted", CALLER, invoice("P-1", "5.00"));
        await().until(() -> deadLetters().size() == 1);
        JsonNode letter = deadLetters().get(0);
        assertThat(letter.at("/kind").asString()).isEqualTo("write-back");
        assertThat(letter.at("/code").asString()).isEqualTo("write-back-failed");

        execute("CREATE TABLE invoice_result (result_id VARCHAR PRIMARY KEY, no VARCHAR, status VARCHAR)");
        String replay = "/api/v1/dead-letters/" + letter.at("/id").asString() + "/replay";
        assertThat(proxy.post(replay, CALLER, "").statusCode()).isEqualTo(403);
        assertThat(proxy.post(replay, ADMIN, "").statusCode()).isEqualTo(200);

        await().until(() -> status("P-1").equals("confirmed"));
        assertThat(deadLetters()).isEmpty();
        assertThat(proxy.post(replay, ADMIN, "").statusCode()).isEqualTo(409);

        cancelAndRetryACallThatWaits();
    }

    @Test
    void replayedEventKeepsTheOrderingKeyOfItsSource() {
        SourceEvent event = new SourceEvent("as-the-source-orders", "{oops".getBytes(StandardCharsets.UTF_8), Map.of(),
                null, "topic-0-1", "group-7", null);
        SubmitOutcome outcome = proxy.bean(Intake.class).submit(List.of(event), Intake.OnRefusal.PARK).getFirst();
        String letter = ((SubmitOutcome.Parked) outcome).deadLetterId();

        JsonNode replayed = json(proxy.post("/api/v1/dead-letters/" + letter + "/replay", ADMIN, invoice("O-1", "1.00"))
                .body());

        assertThat(json(proxy.get("/api/v1/calls/" + replayed.at("/callId").asString(), ADMIN).body())
                .at("/orderingKey").asString()).isEqualTo("group-7");
    }

    @Test
    void aRetryAfterThePoolHasChangedGoesWhereNewerEventsOfItsKeyGo() {
        JsonNode before = json(proxy.post("/api/v1/calls/moves", CALLER, invoice("M-1", "0.00")).body());
        String call = "/api/v1/calls/" + before.at("/id").asString();
        await().until(() -> json(proxy.get(call, ADMIN).body()).at("/status").asString().equals("rejected"));
        assertThat(proxy.put("/api/v1/policies/erp", ADMIN, "application/yaml",
                InvoiceChain.policy().replace("[erp-ap]", "[moved]")).statusCode()).isEqualTo(200);
        proxy.send(proxy.request("/api/v1/mappings/moves", ADMIN)
                .PUT(BodyPublishers.ofString(
                        InvoiceChain.mapping("moves", "/erp/moves").replace("sender: erp-ap", "sender: moved")))
                .header("Content-Type", "application/yaml").build());
        assertThat(proxy.post("/api/v1/mappings/moves/publish", ADMIN, "").statusCode()).isEqualTo(200);
        JsonNode newer = json(proxy.post("/api/v1/calls/moves", CALLER, invoice("M-2", "2.00")).body());

        assertThat(proxy.post(call + "/retry", ADMIN, "").statusCode()).isEqualTo(200);

        JsonNode again = json(proxy.get(call, ADMIN).body());
        JsonNode other = json(proxy.get("/api/v1/calls/" + newer.at("/id").asString(), ADMIN).body());
        assertThat(again.at("/orderingKey").asString()).isEqualTo(other.at("/orderingKey").asString());
        assertThat(again.at("/sender").asString()).isEqualTo(other.at("/sender").asString())
                .isEqualToIgnoringCase(chain.chain().accounts().get(2).address());
        assertThat(again.at("/mappingVersion").asInt()).isEqualTo(1);
    }

    /** In a paused lane, so that it has no transaction yet. */
    private static void cancelAndRetryACallThatWaits() {
        String lane = "/api/v1/lanes/" + json(proxy.get("/api/v1/lanes", ADMIN).body()).at("/items/0/id").asLong();
        proxy.post(lane + "/pause", ADMIN, "");
        String id = json(proxy.post("/api/v1/calls/invoice-posted", CALLER, invoice("C-1", "6.00")).body()).at("/id")
                .asString();
        assertThat(proxy.post("/api/v1/calls/" + id + "/retry", ADMIN, "").statusCode()).isEqualTo(409);
        assertThat(json(proxy.post("/api/v1/calls/" + id + "/cancel", ADMIN, "").body()).at("/status").asString())
                .isEqualTo("cancelled");
        await().until(() -> status("C-1").equals("cancelled"));
        assertThat(proxy.post("/api/v1/calls/" + id + "/cancel", ADMIN, "").statusCode()).isEqualTo(409);

        assertThat(json(proxy.post("/api/v1/calls/" + id + "/retry", ADMIN, "").body()).at("/status").asString())
                .isEqualTo("accepted");
        proxy.post(lane + "/resume", ADMIN, "");
        await().until(() -> status("C-1").contains("confirmed"));
        assertThat(proxy.get("/api/v1/audit", ADMIN).body()).contains("call.cancel", "call.retry", "lane.pause",
                "dead-letter.replay");
    }

    private static JsonNode deadLetters() {
        return json(proxy.get("/api/v1/dead-letters", ADMIN).body()).at("/items");
    }

    /** All statuses that the ERP has got for a document. */
    private static String status(String no) throws SQLException {
        try (Connection erp = DriverManager.getConnection(ERP, "sa", "");
                ResultSet row = erp.createStatement()
                        .executeQuery("SELECT LISTAGG(status, ',') FROM invoice_result WHERE no = '" + no + "'")) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection erp = DriverManager.getConnection(ERP, "sa", "")) {
            erp.createStatement().execute(sql);
        }
    }

    private static JsonNode json(String body) {
        return JSON.readTree(body);
    }
}
