package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static io.enterpriseproxy.server.privacy.SupplierChain.mapping;
import static io.enterpriseproxy.server.privacy.SupplierChain.supplier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a mapping calls sensitive is seen by its target and by nobody else, not even in a log of everything. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MaskingIT {
    private static final String CALLS = "/api/v1/calls/";
    private static final String LETTERS = "/api/v1/dead-letters";
    private static final String ERP = "jdbc:h2:mem:masking;DB_CLOSE_DELAY=-1";
    private static final String TAX = "DE 136 695 976";
    private static final String IBAN = "DE02120300000000202051";
    private static final String NAME = "Ada Example-";

    @TempDir
    static Path directory;

    private static SupplierChain chain;
    private static ProxyUnderTest proxy;
    private static JdbcTemplate erp;

    @BeforeAll
    static void start() {
        chain = new SupplierChain(directory);
        erp = new JdbcTemplate(new DriverManagerDataSource(ERP, "sa", ""));
        erp.execute("CREATE TABLE supplier_result (id VARCHAR PRIMARY KEY, tax VARCHAR, number INT)");
        String writeBack = """
                writeBack:
                  - on: [confirmed]
                    database:
                      connection: erp-db
                      sql: INSERT INTO supplier_result (id, tax, number) VALUES (:resultId, :tax, :number)
                      params: { tax: event.supplier.taxNo, number: event.number }
                """;
        String open = mapping("open", writeBack).replace("sensitive: [", "sensitive: [number, ")
                .replace("bankAccount: $cloak('iban')", "bankAccount: $hex(supplier.iban)");
        proxy = ProxyUnderTest.start(directory, chain.config() + ProxyUnderTest.clients()
                + "  connections:\n    erp-db: { jdbc: { url: '" + ERP + "', username: sa } }\n"
                + "  logging: { file: everything.log, levels: { root: trace } }\n",
                Map.of("cloaking.yaml", mapping("cloaking", ""), "open.yaml", open, "given.yaml",
                        mapping("given", "").replace("taxNumber: $cloak('taxNumber')", "taxNumber: commitment"),
                        "clear.yaml",
                        mapping("clear", "").replace("taxNumber: $cloak('taxNumber')", "taxNumber: supplier.taxNo"),
                        "rows.yaml",
                        mapping("rows", "").replace("idempotencyKey", "format: csv\nidempotencyKey")
                                .replace("supplier.", "")));
    }

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    @Test
    @Order(1)
    void callIsShownWithoutWhatIsSensitiveAndItsTargetGetsIt() {
        String event = supplier("M-1", "S-1", TAX, IBAN).replace("\"changeNo\"", "\"number\":7,\"changeNo\"");
        HttpResponse<String> submitted = proxy.post(CALLS + "open", CALLER, event);
        String id = json(submitted).at("/id").asString();
        await().until(() -> json(proxy.get(CALLS + id, ADMIN)).at("/writeBacks/0/state").asString("")
                .equals("delivered"));

        String shown = proxy.get(CALLS + id, ADMIN).body();

        assertThat(JsonMapper.shared().readTree(shown).at("/arguments/bankAccount").asString()).isEqualTo("0x***");
        hidden(shown, submitted.body(), proxy.get("/api/v1/calls?mapping=open", ADMIN).body());
        assertThat(shown).doesNotContain(hex(IBAN));
        assertThat(erp.queryForList("SELECT tax FROM supplier_result WHERE number = 7", String.class))
                .containsExactly(TAX);
    }

    @Test
    @Order(2)
    void problemAndDryRunDoNotQuoteIt() {
        HttpResponse<String> refused = proxy.post(CALLS + "clear", CALLER, supplier("M-2", "S-2", TAX, IBAN));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(JsonMapper.shared().readTree(refused.body()).at("/found").asString()).isEqualTo("\"***\"");
        HttpResponse<String> dry = proxy.post("/api/v1/mappings/open/dry-run", ADMIN,
                supplier("M-2", "S-2", TAX, IBAN));
        assertThat(json(dry).at("/arguments/bankAccount").asString()).isEqualTo("0x***");
        assertThat(json(dry).has("input")).isFalse();
        HttpResponse<String> cloaked = proxy.post("/api/v1/mappings/cloaking/dry-run", ADMIN,
                supplier("M-2", "S-2", TAX, IBAN));
        assertThat(json(cloaked).at("/input").asString()).startsWith("0x");
        hidden(refused.body(), dry.body(), cloaked.body());
    }

    @Test
    @Order(3)
    void deadLetterIsEditedByWhoDoesNotSeeItAndShownToWhoMay() {
        UUID letter = parked("cloaking", supplier("M-3", "S-3", TAX, IBAN).replace("\"changeNo\":\"M-3\",", ""));
        String list = proxy.get(LETTERS + "?mapping=cloaking", ADMIN).body();
        JsonNode look = json(proxy.get(LETTERS + "/" + letter, ADMIN));
        hidden(list, look.toString());
        assertThat(look.at("/masked").asBoolean()).isTrue();
        assertThat(look.at("/payload").asString()).isEqualTo(
                "{\"supplier\":{\"id\":\"S-3\",\"name\":\"***\",\"taxNo\":\"***\",\"iban\":\"***\"}}");

        String edited = look.at("/payload").asString().replace("{\"supplier\"", "{\"changeNo\":\"M-3\",\"supplier\"");
        assertThat(proxy.post(LETTERS + "/" + letter + "/replay", ADMIN,
                edited.replace("\"id\":\"S-3\"", "\"id\":\"***\"")).body()).contains("nobody can say what is hidden");
        String call = json(proxy.post(LETTERS + "/" + letter + "/replay", ADMIN, edited)).at("/callId").asString();

        assertThat(json(proxy.post(CALLS + call + "/cloak/taxNumber/reveal", ADMIN, "")).at("/value").asString())
                .isEqualTo(TAX);
        JsonNode revealed = json(proxy.post(LETTERS + "/" + letter + "/reveal", ADMIN, ""));
        assertThat(revealed.at("/payload").asString()).contains(TAX, IBAN);
        assertThat(proxy.post(LETTERS + "/" + letter + "/reveal", CALLER, "").statusCode()).isEqualTo(403);
        assertThat(proxy.get("/api/v1/audit", ADMIN).body()).contains("dead-letter.reveal", letter.toString())
                .doesNotContain(TAX);
    }

    @Test
    @Order(4)
    void whatIsNoJsonIsShownWithItsValuesReplacedOrNotAtAll() {
        UUID row = parked("rows", "id,name,taxNo,iban\nS-4," + NAME + "4," + TAX + "," + IBAN + "\n");
        assertThat(payload(row)).isEqualTo("id,name,taxNo,iban\nS-4,***,***,***\n");
        UUID quoted = parked("rows", "id,name,taxNo,iban\nS-4,\"" + NAME + "\"\"4\"\"\"," + TAX + "," + IBAN + "\n");
        assertThat(payload(quoted)).isEqualTo("***");
        UUID broken = parked("cloaking", "{\"supplier\":{\"taxNo\":\"" + TAX + "\"");
        assertThat(payload(broken)).isEqualTo("***");
        hidden(proxy.get(LETTERS, ADMIN).body());
    }

    @Test
    @Order(5)
    void targetThatQuotesItIsNotQuoted() {
        String event = supplier("M-5", "S-5", TAX, IBAN).replace("\"changeNo\"",
                "\"number\":\"Bob Example\",\"changeNo\"");
        String id = json(proxy.post(CALLS + "open", CALLER, event)).at("/id").asString();
        await().until(() -> json(proxy.get(CALLS + id, ADMIN)).at("/writeBacks/0/state").asString("").equals("parked"));

        JsonNode letter = json(proxy.get(LETTERS + "?kind=write-back&call=" + id, ADMIN)).at("/items/0");

        String shown = proxy.get(CALLS + id, ADMIN).body();
        assertThat(JsonMapper.shared().readTree(shown).at("/writeBacks/0/lastError").asString()).contains("***");
        assertThat(letter.at("/reason").asString()).contains("***");
        assertThat(JsonMapper.shared().readTree(letter.at("/payload").asString()).at("/tax").asString())
                .isEqualTo("***");
        hidden(shown, letter.toString());
        assertThat(shown + letter).doesNotContain("Bob Example");
        String mended = letter.at("/payload").asString().replaceAll("\"number\":\"[^\"]*\"", "\"number\":5");
        assertThat(proxy.post(LETTERS + "/" + letter.at("/id").asString() + "/replay", ADMIN, mended).statusCode())
                .isEqualTo(200);
        await().until(() -> erp.queryForList("SELECT tax FROM supplier_result WHERE number = 5", String.class)
                .equals(List.of(TAX)));
    }

    @Test
    @Order(6)
    void callIsExecutedAgainWithAnEventThatIsEditedBehindItsMasks() {
        String event = supplier("M-6", "S-6", TAX, IBAN).replace("\"changeNo\"",
                "\"commitment\":\"0x" + "00".repeat(32) + "\",\"changeNo\"");
        String id = json(proxy.post(CALLS + "given", CALLER, event)).at("/id").asString();
        await().until(() -> json(proxy.get(CALLS + id, ADMIN)).at("/status").asString().equals("rejected"));

        String edited = "{\"changeNo\":\"M-6\",\"commitment\":\"0x" + "11".repeat(32)
                + "\",\"supplier\":{\"id\":\"S-6\",\"name\":\"***\",\"taxNo\":\"***\",\"iban\":\"***\"}}";
        assertThat(proxy.post(CALLS + id + "/retry", ADMIN, edited).statusCode()).isEqualTo(200);
        await().until(() -> json(proxy.get(CALLS + id, ADMIN)).at("/status").asString().equals("confirmed"));

        JsonNode iban = json(proxy.post(CALLS + id + "/cloak/iban/reveal", ADMIN, ""));
        assertThat(iban.at("/value").asString()).isEqualTo(IBAN);
        assertThat(iban.at("/proof/matches").asBoolean()).as("of the event that was executed").isTrue();
        JsonNode shown = json(proxy.get(CALLS + id, ADMIN));
        assertThat(shown.at("/revisions/0/event/supplier/iban").asString()).isEqualTo("***");
        hidden(shown.toString());
    }

    /** Everything that the other tests did is in it. */
    @Test
    @Order(7)
    void logOfEverythingHasNothingOfIt() throws Exception {
        List<String> lines = Files.readAllLines(directory.resolve("everything.log"));
        assertThat(lines).hasSizeGreaterThan(1_000).anyMatch(line -> line.contains("TRACE"));
        assertThat(lines.stream()
                .filter(line -> List.of(TAX, IBAN, NAME, "Bob Example").stream().anyMatch(line::contains)))
                .isEmpty();
    }

    private static String payload(UUID letter) {
        return json(proxy.get(LETTERS + "/" + letter, ADMIN)).at("/payload").asString();
    }

    private static UUID parked(String mapping, String body) {
        SubmitOutcome outcome = proxy.bean(Intake.class).submit(List.of(new SourceEvent(mapping,
                body.getBytes(StandardCharsets.UTF_8), Map.of(), null, null, null, null)), Intake.OnRefusal.PARK)
                .getFirst();
        return UUID.fromString(((SubmitOutcome.Parked) outcome).deadLetterId());
    }

    private static void hidden(String... texts) {
        assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(TAX, IBAN, NAME));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }
}
