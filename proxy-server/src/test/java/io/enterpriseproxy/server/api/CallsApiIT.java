package io.enterpriseproxy.server.api;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The HTTP API of calls against a real chain. */
class CallsApiIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CALLS = "/api/v1/calls/invoice-posted";
    private static final String LIMITED = "ep_limited000000000000000000000000000000";

    private static final String ELSEWHERE = "ep_elsewhere0000000000000000000000000000";

    private static InvoiceChain chain;
    private static ProxyUnderTest proxy;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        chain = InvoiceChain.start(directory);
        java.nio.file.Files.writeString(directory.resolve("limited.key"), LIMITED);
        java.nio.file.Files.writeString(directory.resolve("elsewhere.key"), ELSEWHERE);
        proxy = ProxyUnderTest.start(directory, chain.config() + ProxyUnderTest.clients()
                + "      - { name: other, key: '${file:limited.key}', roles: [caller], mappings: [another] }\n"
                + "      - { name: elsewhere, key: '${file:elsewhere.key}', roles: [caller], mappings: [none] }\n",
                Map.of("invoice-posted.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices"), "another.yaml",
                        InvoiceChain.mapping("another", "/erp/another"), "invoice-file.yaml",
                        InvoiceChain.mapping("invoice-file", "/erp/invoice-file").replace("format: json",
                                "format: csv")));
    }

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    @Test
    void eventIsAcceptedAndItsCallIsShown() {
        HttpResponse<String> answer = proxy.post(CALLS, CALLER, invoice("R-1", "100.50"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode call = json(answer);
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/calls/" + call.at("/id").asString());
        assertThat(call.at("/mapping").asString()).isEqualTo("invoice-posted");
        assertThat(call.at("/idempotencyKey").asString()).isEqualTo("R-1");
        assertThat(call.at("/orderingKey").asString()).isEqualTo("100042");
        assertThat(call.at("/arguments/amount").asString()).isEqualTo("10050");
        assertThat(call.at("/sender").asString()).isEqualTo(Address.parse(chain.registrar()).checksummed());
    }

    @Test
    void callerWhoWaitsIsToldTheFinalOutcomeThatTheContractHolds() {
        long before = chain.registered();
        HttpResponse<String> answer = proxy.send(proxy.request(CALLS, CALLER).header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString(invoice("R-2", "7.00"))).build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode call = json(answer);
        assertThat(call.at("/status").asString()).isEqualTo("confirmed");
        assertThat(call.at("/transaction/hash").asString()).matches("0x[0-9a-f]{64}");
        assertThat(call.at("/receipt/blockNumber").isIntegralNumber()).isTrue();
        assertThat(call.at("/nonce").isIntegralNumber()).isTrue();
        assertThat(call.at("/events/0/name").asString()).isEqualTo("InvoiceRegistered");
        assertThat(call.at("/history")).hasSize(2);
        assertThat(chain.registered()).isGreaterThan(before);

        JsonNode again = json(proxy.get("/api/v1/calls/" + call.at("/id").asString(), CALLER));
        assertThat(again).isEqualTo(call);
    }

    @Test
    void sameEventAgainIsAnsweredWithTheFirstCall() {
        JsonNode first = json(proxy.post(CALLS, CALLER, invoice("R-3", "1.00")));
        HttpResponse<String> again = proxy.post(CALLS, CALLER, " " + invoice("R-3", "1.00") + " ");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(json(again).at("/id")).isEqualTo(first.at("/id"));
    }

    @Test
    void otherEventUnderTheSameKeyIsAConflict() {
        proxy.post(CALLS, CALLER, invoice("R-4", "1.00"));

        assertProblem(proxy.post(CALLS, CALLER, invoice("R-4", "2.00")), 409, "idempotency-key-reused");
    }

    @Test
    void contentTypeOfAFormDoesNotChangeTheBody() {
        HttpResponse<String> answer = proxy.send(proxy.request(CALLS, CALLER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(invoice("R-10", "1.00"))).build());

        assertThat(json(answer).at("/idempotencyKey").asString()).isEqualTo("R-10");
    }

    @Test
    void keyOfTheHeaderMustBeThatOfTheMapping() {
        HttpResponse<String> answer = proxy.send(proxy.request(CALLS, CALLER).header("Idempotency-Key", "other")
                .POST(BodyPublishers.ofString(invoice("R-5", "1.00"))).build());

        assertProblem(answer, 400, "idempotency-key-mismatch");
    }

    @Test
    void whatTheContractRefusesIsRejectedWithTheCodeOfTheErp() {
        proxy.send(proxy.request(CALLS, CALLER).header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString(invoice("R-6", "1.00"))).build());
        HttpResponse<String> answer = proxy.send(proxy.request("/api/v1/calls/another", CALLER)
                .header("Prefer", "wait=30").POST(BodyPublishers.ofString(invoice("R-6", "1.00"))).build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).at("/status").asString()).isEqualTo("rejected");
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("AP-409");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"invoiceNo":                                                                        | 400 | malformed-event
            {"supplier":"100042","total":"1","dueDate":"2026-12-24"}                             | 422 | missing-idempotency-key
            {"invoiceNo":"X","supplier":"100042","total":"-1","dueDate":"2026-12-24"}            | 422 | invalid-argument
            {"invoiceNo":"X","supplier":"100042","total":"1.001","dueDate":"2026-12-24"}         | 422 | invalid-argument
            {"invoiceNo":"X","supplier":"unknown","total":"1","dueDate":"2026-12-24"}            | 422 | invalid-argument
            """)
    void eventThatCannotBecomeACallIsRefused(String event, int status, String code) {
        assertProblem(proxy.post(CALLS, CALLER, event), status, code);
    }

    @Test
    void hostileBodiesAreRefusedAtOnce() {
        assertProblem(proxy.post(CALLS, CALLER, "[".repeat(10_000)), 400, "malformed-event");
        assertProblem(proxy.post(CALLS, CALLER, "\"" + "x".repeat(2_000_000) + "\""), 413, "event-too-large");
    }

    @Test
    void unknownMappingIsNotFound() {
        assertProblem(proxy.post("/api/v1/calls/invoice-psted", CALLER, "{}"), 404, "unknown-mapping");
    }

    @Test
    void mappingHasAPathOfItsOwn() {
        HttpResponse<String> answer = proxy.post("/erp/invoices", CALLER, invoice("R-7", "3.00"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(json(answer).at("/mapping").asString()).isEqualTo("invoice-posted");
        assertProblem(proxy.get("/erp/invoices", CALLER), 405, "method-not-allowed");
    }

    @Test
    void clientOfOneMappingSeesNothingElse() {
        String id = json(proxy.post(CALLS, CALLER, invoice("R-8", "1.00"))).at("/id").asString();

        assertProblem(proxy.post(CALLS, LIMITED, invoice("R-9", "1.00")), 403, "forbidden");
        assertProblem(proxy.post("/erp/invoices", LIMITED, invoice("R-9", "1.00")), 403, "forbidden");
        assertProblem(proxy.post(CALLS + "/batch", LIMITED, "[]"), 403, "forbidden");
        assertProblem(proxy.get("/api/v1/calls/" + id, LIMITED), 403, "forbidden");
        assertProblem(proxy.get("/api/v1/calls?mapping=invoice-posted", LIMITED), 403, "forbidden");
        assertThat(json(proxy.get("/api/v1/calls", LIMITED)).at("/items")).allSatisfy(
                call -> assertThat(call.at("/mapping").asString()).isEqualTo("another"));
    }

    @Test
    void batchAnswersEachEventInOrder() {
        String batch = IntStream.range(0, 1_000)
                .mapToObj(i -> i == 500 ? invoice("B-500", "-5") : invoice("B-" + i, "1.00"))
                .collect(Collectors.joining(",\n", "[", "]"));

        JsonNode items = json(proxy.post(CALLS + "/batch", CALLER, batch));

        assertThat(items).hasSize(1_000);
        assertThat(items.at("/500/httpStatus").asInt()).isEqualTo(422);
        assertThat(items.at("/500/problem/code").asString()).isEqualTo("invalid-argument");
        assertThat(items.at("/999/index").asInt()).isEqualTo(999);
        assertThat(items.at("/999/httpStatus").asInt()).isEqualTo(202);
        assertThat(items.at("/999/status").asString()).isEqualTo("accepted");
        JsonNode call = json(proxy.get("/api/v1/calls/" + items.at("/999/id").asString(), CALLER));
        assertThat(call.at("/idempotencyKey").asString()).isEqualTo("B-999");
    }

    @Test
    void linesAreAnsweredByLines() {
        String body = invoice("N-1", "1.00") + "\n{broken\n" + invoice("N-1", "1.00") + "\n";
        HttpResponse<String> answer = proxy.send(proxy.request(CALLS + "/batch", CALLER)
                .header("Content-Type", "application/x-ndjson").POST(BodyPublishers.ofString(body)).build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        String[] lines = answer.body().split("\n", -1);
        assertThat(lines).hasSize(4);
        JsonNode first = JSON.readTree(lines[0]);
        JsonNode last = JSON.readTree(lines[2]);
        assertThat(first.at("/httpStatus").asInt()).isEqualTo(202);
        assertThat(JSON.readTree(lines[1]).at("/problem/code").asString()).isEqualTo("malformed-event");
        assertThat(last.at("/id")).isEqualTo(first.at("/id"));
        assertThat(last.at("/replayed").asBoolean()).isTrue();
    }

    @Test
    void rowsOfACsvFileAreEventsOfTheirOwn() {
        String body = """
                invoiceNo,supplier,total,dueDate
                C-1,100042,1.00,2026-12-24
                C-2,nobody,1.00,2026-12-24
                C-3,100042,2.50,2026-12-24
                """;
        HttpResponse<String> answer = csv("invoice-file", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode items = json(answer);
        assertThat(items).hasSize(3);
        assertThat(items.at("/1/httpStatus").asInt()).isEqualTo(422);
        JsonNode call = json(proxy.get("/api/v1/calls/" + items.at("/2/id").asString(), CALLER));
        assertThat(call.at("/idempotencyKey").asString()).isEqualTo("C-3");
        assertThat(call.at("/arguments/amount").asString()).isEqualTo("250");
    }

    @Test
    void csvFileThatCannotBeTakenApartIsRefusedAsAWhole() {
        assertProblem(csv("invoice-file", "invoiceNo,supplier\r\n\"C-4"), 400, "malformed-event");
        assertProblem(csv("invoice-fiel", "invoiceNo\r\nC-4\r\n"), 404, "unknown-mapping");
    }

    private static HttpResponse<String> csv(String mapping, String body) {
        return proxy.send(proxy.request("/api/v1/calls/" + mapping + "/batch", CALLER)
                .header("Content-Type", "text/csv").POST(BodyPublishers.ofString(body)).build());
    }

    @ParameterizedTest
    @CsvSource({"{}, 400, malformed-event", "[{, 400, malformed-event", "'[]]', 400, malformed-event"})
    void batchThatIsNoArrayIsRefusedAsAWhole(String body, int status, String code) {
        assertProblem(proxy.post(CALLS + "/batch", CALLER, body), status, code);
    }

    @Test
    void listsGoOnWhereTheyEnded() {
        proxy.post(CALLS + "/batch", CALLER, "[" + invoice("L-1", "1") + "," + invoice("L-2", "1") + "]");
        JsonNode first = json(proxy.get("/api/v1/calls?mapping=invoice-posted&sender=erp-ap&limit=1", CALLER));
        JsonNode second = json(proxy.get("/api/v1/calls?mapping=invoice-posted&limit=1&cursor="
                + first.at("/next").asString(), CALLER));

        assertThat(first.at("/items")).hasSize(1);
        assertThat(second.at("/items")).hasSize(1);
        assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
        assertThat(json(proxy.get("/api/v1/calls?key=L-1", CALLER)).at("/items")).hasSize(1);
        assertThat(json(proxy.get("/api/v1/calls?from=2999-01-01T00:00:00Z", CALLER)).at("/items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"status=lost", "cursor=?", "limit=0", "limit=x", "from=yesterday", "sender=0x12", "nonce=7",
            "sender=erp-ap&nonce=x"})
    void listRefusesWhatItDoesNotUnderstand(String query) {
        assertProblem(proxy.get("/api/v1/calls?" + query, CALLER), 400, "invalid-request");
    }

    @ParameterizedTest
    @CsvSource({"cursor=*", "cursor=-1", "state=foo", "limit=501"})
    void listOfDeadLettersRefusesWhatItDoesNotUnderstand(String query) {
        assertProblem(proxy.get("/api/v1/dead-letters?" + query, ADMIN), 400, "invalid-request");
    }

    @Test
    void parameterThatCannotBeReadIsNamedWithWhatIsExpected() {
        JsonNode time = problem(proxy.get("/api/v1/calls?from=yesterday", CALLER));
        assertThat(time.at("/place").asString()).isEqualTo("from");
        assertThat(time.at("/found").asString()).isEqualTo("yesterday");
        assertThat(time.at("/expected").asString()).startsWith("a time such as 2");
        JsonNode number = problem(proxy.get("/api/v1/dead-letters?limit=many", ADMIN));
        assertThat(number.at("/place").asString()).isEqualTo("limit");
        assertThat(number.at("/expected").asString()).isEqualTo("a whole number");
    }

    @Test
    void misspeltParameterIsRefusedInsteadOfShowingEverything() {
        HttpResponse<String> answer = proxy.get("/api/v1/calls?staus=confirmed", CALLER);
        assertProblem(answer, 400, "invalid-request");
        assertThat(problem(answer).at("/detail").asString()).contains("staus", "did you mean status?");
        assertThat(problem(answer).at("/expected").asString()).contains("cursor", "mapping", "sender");
        assertProblem(proxy.get("/api/v1/lanes?chain=main", ADMIN), 400, "invalid-request");
        assertProblem(proxy.get("/api/v1/audit?state=all", ADMIN), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"reason\":\" \"}"})
    void skipWithoutAReasonIsToldWhatIsMissing(String body) {
        HttpResponse<String> answer = proxy
                .post("/api/v1/dead-letters/018f0000-0000-7000-8000-000000000000/skip", ADMIN, body);
        assertProblem(answer, 400, "invalid-request");
        assertThat(problem(answer).at("/place").asString()).isEqualTo("reason");
        assertThat(problem(answer).at("/expected").asString()).contains("{\"reason\":");
    }

    @Test
    void reasonThatIsTooLongIsRefused() {
        assertProblem(proxy.post("/api/v1/dead-letters/018f0000-0000-7000-8000-000000000000/skip", ADMIN,
                "{\"reason\":\"" + "x".repeat(1_001) + "\"}"), 400, "invalid-request");
    }

    @Test
    void batchInAnotherEncodingIsRefused() {
        assertProblem(proxy.send(proxy.request(CALLS + "/batch", CALLER).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("[" + invoice("U-1", "1.00") + "]", StandardCharsets.UTF_16)).build()),
                400, "malformed-event");
    }

    @Test
    void credentialsInHeadersAreNotKept() {
        String id = json(proxy.send(proxy.request(CALLS, CALLER).header("X-Api-Key", "s3cret")
                .header("X-Auth-Token", "s3cret").header("X-Hub-Signature-256", "s3cret").header("X-Plant", "1000")
                .POST(BodyPublishers.ofString(invoice("H-1", "1.00"))).build())).at("/id").asString();
        String source = proxy.bean(JdbcTemplate.class).queryForObject(
                "SELECT source FROM contract_call WHERE id = ?", String.class, UUID.fromString(id));
        assertThat(source).contains("\"x-plant\":\"1000\"").doesNotContain("s3cret");
    }

    @Test
    void batchThatIsSentAgainIsAnsweredWithTheFirstCalls() {
        String batch = IntStream.range(0, 300).mapToObj(i -> invoice("A-" + i, "1.00"))
                .collect(Collectors.joining(",", "[", "]"));
        JsonNode first = json(proxy.post(CALLS + "/batch", CALLER, batch));
        JsonNode again = json(proxy.post(CALLS + "/batch", CALLER, batch));

        assertThat(again).hasSize(300).allSatisfy(item -> {
            assertThat(item.at("/replayed").asBoolean()).isTrue();
            assertThat(item.at("/status").asString()).isNotEmpty();
            assertThat(item.at("/id")).isEqualTo(first.at("/" + item.at("/index").asInt() + "/id"));
        });
    }

    @Test
    void contractIsReadWithoutATransaction() {
        HttpResponse<String> count = proxy.post("/api/v1/contracts/invoice-registry/read/count", CALLER, "{}");
        assertThat(count.statusCode()).as(count.body()).isEqualTo(200);
        assertThat(json(count).at("/outputs")).hasSize(1);

        assertProblem(proxy.post("/api/v1/contracts/none/read/count", CALLER, "{}"), 404, "not-found");
        assertProblem(proxy.post("/api/v1/contracts/invoice-registry/read/conut", CALLER, "{}"), 404, "not-found");
        assertProblem(proxy.post("/api/v1/contracts/invoice-registry/read/exists(bytes32)", CALLER,
                "{\"arguments\":{\"invoiceId\":\"0x1\"}}"), 422, "invalid-argument");
    }

    @Test
    void clientOfCertainMappingsReadsTheContractsThatTheyCall() {
        String count = "/api/v1/contracts/invoice-registry/read/count";
        assertThat(proxy.post(count, LIMITED, "{}").statusCode()).isEqualTo(200);
        assertProblem(proxy.post(count, ELSEWHERE, "{}"), 403, "forbidden");
    }

    @Test
    void adminsSeeWhatTheServerWorksWith() {
        proxy.send(proxy.request(CALLS, CALLER).header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString(invoice("S-1", "1.00"))).build());

        assertThat(json(proxy.get("/api/v1/keys", ADMIN)).toString()).contains("\"alias\":\"erp-ap\"")
                .doesNotContain("correct horse");
        assertThat(json(proxy.get("/api/v1/chains", ADMIN)).at("/items/0/head").asInt()).isPositive();
        assertThat(json(proxy.get("/api/v1/contracts", ADMIN)).at("/items/0/functions").toString())
                .contains("register(bytes32,address,uint256,uint64)");
        JsonNode lane = json(proxy.get("/api/v1/lanes", ADMIN)).at("/items/0");
        assertThat(lane.at("/keyAlias").asString()).isEqualTo("erp-ap");
        assertThat(lane.at("/paused").asBoolean()).isFalse();
    }

    @Test
    void lanePausesAndGoesOn() {
        String id = json(proxy.post(CALLS, CALLER, invoice("P-1", "1.00"))).at("/lane").asString();

        assertThat(json(proxy.post("/api/v1/lanes/" + id + "/pause", ADMIN, "")).at("/paused").asBoolean()).isTrue();
        await().until(() -> json(proxy.get("/api/v1/lanes", ADMIN)).at("/items/0/why/code").asString(""),
                "paused"::equals);
        JsonNode resumed = json(proxy.post("/api/v1/lanes/" + id + "/resume", ADMIN, ""));
        assertThat(resumed.at("/paused").asBoolean()).isFalse();
        assertThat(resumed.at("/why").isMissingNode()).as("%s", resumed).isTrue();
        assertProblem(proxy.post("/api/v1/lanes/999/pause", ADMIN, ""), 404, "not-found");
        assertThat(json(proxy.get("/api/v1/audit", ADMIN)).toString()).contains("lane.resume", "\"actor\":\"ops\"");
    }

    @Test
    void requestsInAnotherFormAreProblems() {
        assertProblem(proxy.send(proxy.request("/api/v1/calls", ADMIN).DELETE().build()), 405, "method-not-allowed");
        assertProblem(proxy.send(proxy.request("/api/v1/calls", ADMIN).header("Accept", "image/png").build()), 406,
                "not-acceptable");
        assertProblem(proxy.send(proxy.request(CALLS + "/batch", ADMIN).header("Content-Type", "image/png")
                .POST(BodyPublishers.ofString("x")).build()), 415, "unsupported-media-type");
        assertProblem(proxy.post("/api/v1/contracts/invoice-registry/read/count", CALLER, "{"), 400, "invalid-request");
    }

    @Test
    void openApiDescribesEveryPath() {
        JsonNode api = json(proxy.get("/openapi.json", CALLER));

        assertThat(api.at("/openapi").asString()).startsWith("3.1");
        assertThat(api.at("/paths").propertyNames()).contains("/api/v1/calls/{mapping}",
                "/api/v1/calls/{mapping}/batch",
                "/api/v1/calls/{id}", "/api/v1/lanes", "/api/v1/audit", "/api/v1/mappings/{name}/dry-run");
        assertThat(api.at("/components/securitySchemes/api-key/scheme").asString()).isEqualTo("bearer");
        JsonNode submit = api.at("/paths/~1api~1v1~1calls~1{mapping}/post");
        assertThat(submit.at("/requestBody/content").propertyNames()).contains("application/json", "application/xml");
        assertThat(submit.at("/responses/default/content").propertyNames()).containsExactly("application/problem+json");
        assertThat(submit.at("/responses").propertyNames()).contains("200", "202");
        assertThat(submit.at("/responses/202/headers").propertyNames()).contains("Location", "Idempotency-Replayed");
        assertThat(submit.at("/responses/202/content").toString()).contains("#/components/schemas/Call");
        assertThat(submit.at("/parameters")).extracting(parameter -> parameter.at("/name").asString())
                .containsExactlyInAnyOrder("mapping", "Idempotency-Key", "Prefer");
        JsonNode batch = api.at("/paths/~1api~1v1~1calls~1{mapping}~1batch/post");
        assertThat(batch.at("/requestBody/content").propertyNames()).containsExactlyInAnyOrder("application/json",
                "application/x-ndjson", "text/csv");
        assertThat(batch.at("/requestBody/content/application~1json/schema/type").asString()).isEqualTo("array");
        assertThat(api.at("/components/schemas/Problem/properties/problems/items/$ref").asString())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(api.at("/components/schemas/Call/properties/nonce/type").asString()).isEqualTo("integer");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JSON.readTree(answer.body());
    }

    private static JsonNode problem(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JSON.readTree(answer.body()).at("/code").asString()).isEqualTo(code);
    }
}
