package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

/** Mappings edited while the server runs. */
class MappingsApiIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MAPPINGS = "/api/v1/mappings/";

    @TempDir
    private static Path directory;
    private static InvoiceChain chain;
    private static ProxyUnderTest proxy;

    @BeforeAll
    static void start() {
        chain = InvoiceChain.start(directory);
        proxy = start(Map.of("from-file.yaml", InvoiceChain.mapping("from-file", "/erp/from-file")));
        proxy.allowRegistering();
    }

    private static ProxyUnderTest start(Map<String, String> files) {
        return ProxyUnderTest.start(directory, chain.config() + ProxyUnderTest.clients() + """
                  connections:
                    erp-db: { jdbc: { url: 'jdbc:h2:mem:erp' } }
                """, files);
    }

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    @Test
    void draftIsPublishedAndRolledBackWhileEventsComeIn() {
        // Given
        String first = InvoiceChain.mapping("edited", "/erp/edited");
        assertThat(draft("edited", first).at("/problems")).isEmpty();
        assertProblem(proxy.post("/erp/edited", CALLER, invoice("E-0", "1.00")), 404, "not-found");
        act("edited", "publish", "");
        JsonNode before = json(proxy.post("/erp/edited", CALLER, invoice("E-1", "1.00")));

        // When
        draft("edited", first.replace("$units(total, 2)", "$units(total, 4)").replace("/erp/edited", "/erp/moved"));
        act("edited", "publish", "");

        // Then
        JsonNode after = json(proxy.post("/erp/moved", CALLER, invoice("E-2", "1.00")));
        assertProblem(proxy.post("/erp/edited", CALLER, invoice("E-3", "1.00")), 404, "not-found");
        assertThat(before.at("/mappingVersion").asInt()).isEqualTo(1);
        assertThat(before.at("/arguments/amount").asString()).isEqualTo("100");
        assertThat(after.at("/mappingVersion").asInt()).isEqualTo(2);
        assertThat(after.at("/arguments/amount").asString()).isEqualTo("10000");

        // When
        act("edited", "rollback", "{\"version\":1}");

        // Then
        assertThat(json(proxy.post("/erp/edited", CALLER, invoice("E-4", "1.00"))).at("/mappingVersion").asInt())
                .isEqualTo(1);
        assertThat(json(proxy.get(MAPPINGS + "edited/versions", ADMIN)).at("/items")).hasSize(2);
        assertThat(json(proxy.get("/api/v1/audit?limit=500", ADMIN)).toString()).contains("mapping.draft",
                "mapping.publish", "from version 2 to 1");
    }

    @Test
    void draftWithFaultsIsKeptButNotPublished() {
        JsonNode check = draft("faulty",
                InvoiceChain.mapping("faulty", "/erp/faulty").replace("chain: main", "chain: mian")
                        .replace("register(bytes32,address,uint256,uint64)", "registr(bytes32)"));

        assertThat(check.at("/problems")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(check.at("/problems").toString()).contains("call.chain", "call.function");
        HttpResponse<String> refused = proxy.post(MAPPINGS + "faulty/publish", ADMIN, "");
        assertProblem(refused, 422, "invalid-mapping");
        assertThat(JSON.readTree(refused.body()).at("/problems")).hasSizeGreaterThanOrEqualTo(2);
        assertProblem(proxy.post("/api/v1/calls/faulty", CALLER, invoice("F-1", "1")), 404, "unknown-mapping");
    }

    @Test
    void failingTestCaseKeepsADraftFromBeingPublished() {
        JsonNode check = draft("untrue", InvoiceChain.mapping("untrue", "/erp/untrue") + """
                tests:
                  - name: a wrong expectation
                    event: { invoiceNo: R-1, supplier: '100042', total: '1.00', dueDate: '2026-12-24' }
                    expect: { args: { amount: '1' } }
                """);

        assertThat(check.at("/tests/results/0/differences")).isNotEmpty();
        assertProblem(proxy.post(MAPPINGS + "untrue/publish", ADMIN, ""), 422, "invalid-mapping");
    }

    @Test
    void mappingThatIsPublishedByTheApiRunsNoStatementsOfItsOwn() {
        JsonNode check = draft("sql", InvoiceChain.mapping("sql", "/erp/sql")
                + """
                        writeBack:
                          - on: [confirmed]
                            database: { connection: erp-db, sql: 'DELETE FROM invoice WHERE no = :no', params: { no: event.invoiceNo } }
                        """);

        assertThat(check.at("/problems/0/path").asString()).isEqualTo("writeBack[0]");
        assertProblem(proxy.post(MAPPINGS + "sql/publish", ADMIN, ""), 422, "invalid-mapping");
    }

    @Test
    void statementThatTheConnectionDoesNotDeclareIsRefusedBeforeAnythingIsDelivered() {
        JsonNode check = draft("undeclared", InvoiceChain.mapping("undeclared", "/erp/undeclared") + """
                writeBack:
                  - on: [confirmed]
                    database: { connection: erp-db, sql: mark-invoice, params: { no: event.invoiceNo } }
                """);

        assertThat(check.at("/problems/0/path").asString()).isEqualTo("writeBack[0].database.sql");
        assertProblem(proxy.post(MAPPINGS + "undeclared/publish", ADMIN, ""), 422, "invalid-mapping");
    }

    @Test
    void mappingThatIsPublishedByTheApiReadsNoTableOfItsChoice() {
        String anyTable = "from: { database: { connection: erp-db, outbox: { table: payroll, columns: { id: no,"
                + " payload: salary } } } }";
        JsonNode check = draft("table",
                InvoiceChain.mapping("table", "/erp/table").replaceFirst("from: .*", anyTable));

        assertThat(check.at("/problems/0/path").asString()).isEqualTo("from");
        assertProblem(proxy.post(MAPPINGS + "table/publish", ADMIN, ""), 422, "invalid-mapping");
    }

    @Test
    void nameAndPathOfADraftMustBeItsOwn() {
        assertThat(draft("own", InvoiceChain.mapping("other", "/erp/own")).at("/problems/0/path").asString())
                .isEqualTo("metadata.name");
        assertThat(draft("own", InvoiceChain.mapping("own", "/erp/from-file")).at("/problems/0/path").asString())
                .isEqualTo("from.rest.path");
    }

    @Test
    void versionWhosePathAnotherMappingHasByNowIsNotRolledBackTo() {
        // Given
        draft("first", InvoiceChain.mapping("first", "/erp/shared"));
        act("first", "publish", "");
        draft("first", InvoiceChain.mapping("first", "/erp/first"));
        act("first", "publish", "");
        draft("second", InvoiceChain.mapping("second", "/erp/shared"));
        act("second", "publish", "");

        // When
        HttpResponse<String> refused = proxy.post(MAPPINGS + "first/rollback", ADMIN, "{\"version\":1}");

        // Then
        assertProblem(refused, 422, "invalid-mapping");
        assertThat(refused.body()).contains("from.rest.path", "second");
        assertThat(json(proxy.get(MAPPINGS + "first", ADMIN)).at("/version").asInt()).isEqualTo(2);
    }

    @Test
    void dryRunShowsTheCallAndWhatTheContractSays() {
        draft("tried", InvoiceChain.mapping("tried", "/erp/tried"));
        JsonNode run = json(proxy.post(MAPPINGS + "tried/dry-run", ADMIN, invoice("D-1", "12.34")));

        assertThat(run.at("/arguments/amount").asString()).isEqualTo("1234");
        assertThat(run.at("/idempotencyKey").asString()).isEqualTo("D-1");
        assertThat(run.at("/outcome/status").asString()).isEqualTo("succeeds");

        JsonNode refused = json(proxy.post(MAPPINGS + "tried/dry-run", ADMIN, invoice("D-2", "0")));
        assertThat(refused.at("/outcome/status").asString()).isEqualTo("reverts");
        assertThat(refused.at("/outcome/error").asString()).contains("AmountIsZero");
        assertProblem(proxy.post(MAPPINGS + "tried/dry-run", ADMIN, "{"), 400, "malformed-event");
        assertThat(json(proxy.get("/api/v1/calls?mapping=tried", ADMIN)).at("/items")).isEmpty();
    }

    @Test
    void pausedMappingTellsCallersToComeBack() {
        draft("paused", InvoiceChain.mapping("paused", "/erp/paused"));
        act("paused", "publish", "");
        act("paused", "pause", "");

        HttpResponse<String> answer = proxy.post("/erp/paused", CALLER, invoice("P-1", "1.00"));
        assertProblem(answer, 503, "mapping-paused");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertProblem(proxy.post("/api/v1/calls/paused/batch", CALLER, "[" + invoice("P-1", "1.00") + "]"), 503,
                "mapping-paused");

        act("paused", "resume", "");
        assertThat(proxy.post("/erp/paused", CALLER, invoice("P-1", "1.00")).statusCode()).isEqualTo(202);
    }

    @Test
    void addressThatAnAdminSetsCountsForTheNextEvent() {
        String book = "/api/v1/address-books/suppliers";
        String address = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
        String unknown = invoice("A-1", "1.00").replace("100042", "200001");
        assertProblem(proxy.post("/erp/from-file", CALLER, unknown), 422, "invalid-argument");

        json(proxy.send(proxy.request(book + "/200001", ADMIN).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"address\":\"" + address.toLowerCase(Locale.ROOT) + "\"}")).build()));

        assertThat(json(proxy.post("/erp/from-file", CALLER, unknown)).at("/arguments/supplier").asString())
                .isEqualTo(address);
        assertThat(json(proxy.get(book, ADMIN)).at("/items").toString()).contains("100042", "200001", address);
        assertThat(proxy.send(proxy.request(book + "/200001", ADMIN).DELETE().build()).statusCode()).isEqualTo(204);
        assertProblem(proxy.send(proxy.request(book + "/200001", ADMIN).DELETE().build()), 404, "not-found");
        assertProblem(proxy.send(proxy.request(book + "/x", ADMIN).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"address\":\"0x15D34AAf54267DB7D7c367839AAf71A00a2C6A65\"}")).build()),
                400,
                "invalid-request");
    }

    @Test
    void draftIsForgotten() {
        draft("forgotten", "kind: Mapping");
        assertThat(proxy.send(proxy.request(MAPPINGS + "forgotten/draft", ADMIN).DELETE().build()).statusCode())
                .isEqualTo(204);
        assertThat(json(proxy.get(MAPPINGS + "forgotten", ADMIN)).has("draft")).isFalse();
        assertProblem(proxy.send(proxy.request(MAPPINGS + "forgotten/draft", ADMIN).DELETE().build()), 409,
                "not-in-this-state");
        assertProblem(proxy.send(proxy.request(MAPPINGS + "never/draft", ADMIN).DELETE().build()), 404, "not-found");
    }

    @Test
    void nameThatNoMappingMayHaveIsRefused() {
        for (String name : List.of("Invoice_Posted", "x".repeat(200), "a%00b")) {
            assertProblem(proxy.send(proxy.request(MAPPINGS + name, ADMIN).header("Content-Type", "application/yaml")
                    .PUT(BodyPublishers.ofString("kind: Mapping")).build()), 400, "invalid-request");
        }
    }

    @Test
    void addressUnderAKeyThatIsTooLongIsRefused() {
        assertProblem(proxy.send(proxy.request("/api/v1/address-books/suppliers/" + "k".repeat(600), ADMIN)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"address\":\"0x15d34aaf54267db7d7c367839aaf71a00a2c6a65\"}")).build()),
                400, "invalid-request");
    }

    @Test
    void onlyAdminsEditMappings() {
        assertProblem(proxy.get(MAPPINGS + "from-file", CALLER), 403, "forbidden");
        assertProblem(proxy.post(MAPPINGS + "from-file/pause", CALLER, ""), 403, "forbidden");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertProblem(proxy.get(MAPPINGS + "none", ADMIN), 404, "not-found");
        assertProblem(proxy.post(MAPPINGS + "none/pause", ADMIN, ""), 404, "not-found");
        assertProblem(proxy.post(MAPPINGS + "from-file/rollback", ADMIN, "{\"version\":99}"), 404, "not-found");
        assertProblem(proxy.post(MAPPINGS + "from-file/publish", ADMIN, ""), 409, "not-in-this-state");
    }

    private static JsonNode draft(String name, String text) {
        return json(proxy.send(proxy.request(MAPPINGS + name, ADMIN).header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(text)).build()));
    }

    private static void act(String name, String verb, String body) {
        json(proxy.post(MAPPINGS + name + "/" + verb, ADMIN, body));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).at("/code").asString()).isEqualTo(code);
    }
}
