package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What could not go on by itself is edited, replayed and skipped, one by one and many at once. */
class DeadLettersIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ERP = "jdbc:h2:mem:dead-letters;DB_CLOSE_DELAY=-1";
    private static final String LETTERS = "/api/v1/dead-letters";

    private static InvoiceChain chain;
    private static ProxyUnderTest proxy;
    private static JdbcTemplate erp;

    @BeforeAll
    static void start(@TempDir Path directory) {
        chain = InvoiceChain.start(directory);
        erp = new JdbcTemplate(new DriverManagerDataSource(ERP, "sa", ""));
        // The ERP refuses the results of invoices that begin with BAD.
        erp.execute(
                "CREATE TABLE invoice_result (place BIGINT GENERATED ALWAYS AS IDENTITY, result_id VARCHAR PRIMARY KEY,"
                        + " no VARCHAR CHECK (no NOT LIKE 'BAD%'), status VARCHAR)");
        proxy = ProxyUnderTest.start(directory,
                chain.config() + ProxyUnderTest.clients() + "  connections:\n    erp-db: { jdbc: { url: '"
                        + ERP + "', username: sa } }\n",
                Map.of("holding.yaml", mapping("holding", "hold"), "passing.yaml", mapping("passing", "park"),
                        "nobody-waits.yaml", mapping("nobody-waits", "park")));
    }

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    private static String mapping(String name, String onFailure) {
        return InvoiceChain.mapping(name, "/erp/" + name).replace("orderingKey: supplier", "orderingKey: dueDate") + """

                writeBack:
                  - on: [confirmed, rejected]
                    onFailure: %s
                    database:
                      connection: erp-db
                      sql: INSERT INTO invoice_result (result_id, no, status) VALUES (:resultId, :no, :status)
                      params: { no: call.idempotencyKey }
                """.formatted(onFailure);
    }

    @Test
    void refusedEventIsLookedAtEditedAndReplayedOnce() {
        UUID letter = parked("nobody-waits", "E-1", "{\"invoiceNo\":\"E-1\"}");
        JsonNode listed = json(proxy.get(LETTERS + "?mapping=nobody-waits&kind=event&key=E-1", ADMIN)).at("/items");
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/id").asString()).isEqualTo(letter.toString());
        JsonNode look = json(proxy.get(LETTERS + "/" + letter, ADMIN));
        assertThat(look.at("/payload").asString()).isEqualTo("{\"invoiceNo\":\"E-1\"}");
        assertThat(look.at("/state").asString()).isEqualTo("open");

        problem(replay(letter, ""), 422, look.at("/code").asString());
        problem(replay(letter, "{oops"), 400, "malformed-event");
        JsonNode replayed = json(replay(letter, invoice("E-1", "5.00")));

        await().until(() -> status("E-1").equals("confirmed"));
        assertThat(json(proxy.get(LETTERS + "/" + letter, ADMIN)).at("/callId").asString())
                .isEqualTo(replayed.at("/callId").asString());
        problem(replay(letter, invoice("E-1", "5.00")), 409, "not-in-this-state");
        problem(skip(letter, "done"), 409, "not-in-this-state");
        assertThat(json(proxy.get(LETTERS + "?state=replayed&key=E-1", ADMIN)).at("/items")).hasSize(1);
        assertThat(proxy.get("/api/v1/audit", ADMIN).body()).contains("dead-letter.replay", letter.toString());
    }

    @Test
    void twoEditsOfOneEventAtTheSameTimeMakeOneCall() throws Exception {
        UUID letter = parked("nobody-waits", "T-0", "{oops");
        try (ExecutorService admins = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<HttpResponse<String>>> edits = IntStream.range(0, 8)
                    .<Callable<HttpResponse<String>>>mapToObj(i -> () -> replay(letter, invoice("T-" + i, "1.00")))
                    .toList();
            List<Integer> answers = admins.invokeAll(edits).stream().map(Future::resultNow)
                    .map(HttpResponse::statusCode).sorted().toList();
            assertThat(answers).startsWith(200).endsWith(409).filteredOn(status -> status == 200).hasSize(1);
        }
        assertThat(
                json(proxy.get("/api/v1/calls?mapping=nobody-waits&limit=500", ADMIN)).at("/items").findValuesAsString(
                        "idempotencyKey"))
                .filteredOn(key -> key.startsWith("T-")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"replay,CALLER,,403,forbidden", "skip,CALLER,{},403,forbidden", "skip,ADMIN,,400,invalid-request",
            "skip,ADMIN,{},400,invalid-request", "skip,ADMIN,'{\"reason\":\" \"}',400,invalid-request",
            "skip,ADMIN,'{\"reasn\":\"x\"}',400,invalid-request", "skip,ADMIN,'[1]',400,invalid-request"})
    void misuseIsRefusedAndTheLetterStaysOpen(String act, String who, String body, int status, String code) {
        UUID letter = parked("nobody-waits", "M-1", "{oops");
        String key = who.equals("ADMIN") ? ADMIN : CALLER;

        problem(proxy.post(LETTERS + "/" + letter + "/" + act, key, body == null ? "" : body), status, code);

        assertThat(json(proxy.get(LETTERS + "/" + letter, ADMIN)).at("/state").asString()).isEqualTo("open");
    }

    @Test
    void whatIsNoneOfTheDeadLettersIsNotFound() {
        UUID nobody = UUID.randomUUID();
        problem(replay(nobody, ""), 404, "not-found");
        problem(skip(nobody, "x"), 404, "not-found");
        problem(proxy.get(LETTERS + "/" + nobody, ADMIN), 404, "not-found");
        problem(proxy.get(LETTERS + "/abc", ADMIN), 400, "invalid-request");
        problem(proxy.get(LETTERS, CALLER), 403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource({"state=gone", "kind=letter", "from=yesterday", "call=7", "cursor=*", "limit=0", "limit=501",
            "mappin=holding"})
    void listRefusesWhatItDoesNotKnow(String query) {
        problem(proxy.get(LETTERS + "?" + query, ADMIN), 400, "invalid-request");
    }

    @Test
    void eventThatItsSourceCouldNotTakeWholeIsReplayedWithAWholeOneOnly() {
        UUID letter = parked(new SourceEvent("nobody-waits", invoice("W-1", "1.00").getBytes(StandardCharsets.UTF_8),
                Map.of(), null, "W-1", null, null, Problem.of(ProblemCode.EVENT_TOO_LARGE, "too large")));

        problem(replay(letter, ""), 400, "invalid-request");
        problem(replay(letter, invoice("W-1", "1.00") + " ".repeat(2 << 20)), 413, "event-too-large");
        assertThat(replay(letter, invoice("W-1", "1.00")).statusCode()).isEqualTo(200);
    }

    @Test
    void eventThatIsNoTextIsShownInBase64() {
        UUID letter = parked(new SourceEvent("nobody-waits", new byte[]{(byte) 0xff, 0}, Map.of(), null, "B-1", null,
                null));

        JsonNode look = json(proxy.get(LETTERS + "/" + letter, ADMIN));
        assertThat(look.at("/payloadBase64").asString()).isEqualTo("/wA=");
        assertThat(look.has("payload")).isFalse();
    }

    @Test
    void editedEventOfARejectedCallIsItsNextRevisionWithFurtherResults() {
        String id = json(proxy.post("/api/v1/calls/passing", CALLER, invoice("R-1", "0.00"))).at("/id").asString();
        await().until(() -> status("R-1").equals("rejected"));
        String retry = "/api/v1/calls/" + id + "/retry";
        problem(proxy.post(retry, ADMIN, invoice("R-2", "5.00")), 409, "event-of-another-call");
        problem(proxy.post(retry, ADMIN, "{oops"), 400, "malformed-event");
        problem(proxy.post(retry, ADMIN, invoice("R-1", "many")), 422, "invalid-argument");
        problem(proxy.post(retry, CALLER, invoice("R-1", "5.00")), 403, "forbidden");

        assertThat(json(proxy.post(retry, ADMIN, invoice("R-1", "5.00"))).at("/id").asString()).isEqualTo(id);

        await().until(() -> status("R-1").equals("rejected,confirmed"));
        JsonNode call = json(proxy.get("/api/v1/calls/" + id, ADMIN));
        assertThat(call.at("/arguments/amount").asString()).isEqualTo("500");
        assertThat(call.at("/revisions")).hasSize(1);
        assertThat(call.at("/revisions/0/status").asString()).isEqualTo("rejected");
        assertThat(call.at("/revisions/0/event/total").asString()).isEqualTo("0.00");
        assertThat(call.at("/revisions/0/revisedBy").asString()).isEqualTo("ops");
        assertThat(call.at("/revisions/0/error/code").asString()).isNotEmpty();
        assertThat(call.at("/writeBacks").findValuesAsString("id")).containsExactly(id + ".1", id + ".2");
        assertThat(
                column("SELECT result_id FROM invoice_result WHERE no = ? ORDER BY place", "R-1"))
                .containsExactly(id + ".1", id + ".2");
        problem(proxy.post(retry, ADMIN, invoice("R-1", "6.00")), 409, "not-in-this-state");
        assertThat(proxy.get("/api/v1/audit", ADMIN).body()).contains("call.revise");

        // Its source may deliver the first event once more: that is no new one, and another still is refused.
        assertThat(replayed(proxy.post("/api/v1/calls/passing", CALLER, invoice("R-1", "0.00")), id)).isTrue();
        assertThat(replayed(proxy.post("/api/v1/calls/passing", CALLER, invoice("R-1", "5.00")), id)).isTrue();
        problem(proxy.post("/api/v1/calls/passing", CALLER, invoice("R-1", "6.00")), 409, "idempotency-key-reused");
    }

    @Test
    void deadLetterWithTheKeyOfACallRevisesItOnceTheCallHasEndedWithoutEffect() {
        String rejected = json(proxy.post("/api/v1/calls/passing", CALLER, invoice("K-1", "0.00"))).at("/id")
                .asString();
        String confirmed = json(proxy.post("/api/v1/calls/passing", CALLER, invoice("K-2", "2.00"))).at("/id")
                .asString();
        await().until(() -> status("K-1").equals("rejected") && status("K-2").equals("confirmed"));
        UUID corrected = parked("passing", "K-1b", invoice("K-1", "7.00"));
        UUID wrong = parked("passing", "K-2b", invoice("K-2", "7.00"));
        assertThat(json(proxy.get(LETTERS + "?call=" + rejected, ADMIN)).at("/items/0/id").asString())
                .isEqualTo(corrected.toString());

        problem(replay(wrong, ""), 409, "idempotency-key-reused");
        assertThat(replay(wrong, "").body()).contains(confirmed, "confirmed");
        assertThat(json(replay(corrected, "")).at("/callId").asString()).isEqualTo(rejected);

        await().until(() -> status("K-1").equals("rejected,confirmed"));
        assertThat(status("K-2")).isEqualTo("confirmed");
        assertThat(skip(wrong, "booked by hand").statusCode()).isEqualTo(200);
    }

    @Test
    void parkedResultHoldsTheLaterOnesOfItsKeyUntilItIsReplayedEditedOrSkipped() {
        submitOf("2026-12-01", "holding", "BAD-1", "H-2", "H-3");
        submitOf("2026-12-02", "holding", "H-other");
        await().until(() -> open("holding").size() == 1 && status("H-other").equals("confirmed"));
        awaitConfirmed("holding", "H-2", "H-3");
        assertThat(status("H-2") + status("H-3")).as("they wait behind the parked one").isEmpty();

        String letter = open("holding").at("/0/id").asString();
        problem(proxy.post(LETTERS + "/" + letter + "/replay", ADMIN, "not JSON"), 400, "invalid-request");
        problem(proxy.post(LETTERS + "/" + letter + "/replay", ADMIN, "{\"no\":\"a\0b\"}"), 400, "invalid-request");
        assertThat(proxy.post(LETTERS + "/" + letter + "/replay", ADMIN, "{\"no\":\"H-1\"}").statusCode())
                .isEqualTo(200);
        await().until(() -> status("H-3").equals("confirmed"));
        assertThat(arrived("H-1", "H-2", "H-3")).containsExactly("H-1", "H-2", "H-3");

        submitOf("2026-12-01", "holding", "BAD-4", "H-5");
        await().until(() -> open("holding").size() == 1);
        awaitConfirmed("holding", "H-5");
        assertThat(status("H-5")).isEmpty();
        assertThat(skip(UUID.fromString(open("holding").at("/0/id").asString()), "written by hand").statusCode())
                .isEqualTo(200);
        await().until(() -> status("H-5").equals("confirmed"));
        assertThat(json(proxy.get("/api/v1/calls?mapping=holding&key=BAD-4", ADMIN)).at("/items/0/writeBacks/0/state")
                .asString()).isEqualTo("skipped");
    }

    @Test
    void parkedResultLetsTheLaterOnesPassAndIsParkedAgainIfItsReplayFails() {
        submitOf("2026-12-03", "passing", "BAD-6", "P-7");
        await().until(() -> status("P-7").equals("confirmed") && open("passing").size() == 1);
        String letter = open("passing").at("/0/id").asString();

        assertThat(proxy.post(LETTERS + "/" + letter + "/replay", ADMIN, "").statusCode()).isEqualTo(200);

        await().until(() -> open("passing").size() == 1 && !open("passing").at("/0/id").asString().equals(letter));
        JsonNode again = json(proxy.post(LETTERS + "/skip", ADMIN,
                "{\"filter\":{\"kind\":\"write-back\",\"mapping\":\"passing\"},\"reason\":\"not needed\"}"));
        assertThat(again.at("/items")).hasSize(1);
        assertThat(again.at("/items/0/state").asString()).isEqualTo("skipped");
    }

    @Test
    void manyAreReplayedAndSkippedEachWithItsOwnAnswer() {
        List<UUID> letters = IntStream.range(0, 5).mapToObj(i -> parked("holding", "X-" + i,
                i % 2 == 0 ? "{oops " + i : invoice("X-" + i, "many"))).toList();
        UUID nobody = UUID.randomUUID();

        JsonNode byId = json(proxy.post(LETTERS + "/replay", ADMIN,
                "{\"ids\":[\"" + letters.get(0) + "\",\"" + nobody + "\"]}")).at("/items");
        assertThat(byId.findValuesAsString("httpStatus")).containsExactly("400", "404");
        assertThat(byId.at("/0/problem/code").asString()).isEqualTo("malformed-event");
        assertThat(byId.at("/0/state").asString()).isEqualTo("open");

        String filter = "{\"filter\":{\"mapping\":\"holding\",\"kind\":\"event\",\"code\":\"malformed-event\"},"
                + "\"limit\":2,\"reason\":\"tests\"";
        JsonNode first = json(proxy.post(LETTERS + "/skip", ADMIN, filter + "}"));
        assertThat(first.at("/items").findValuesAsString("id")).containsExactly(letters.get(0).toString(),
                letters.get(2).toString());
        JsonNode second = json(proxy.post(LETTERS + "/skip", ADMIN,
                filter + ",\"cursor\":\"" + first.at("/next").asString() + "\"}"));
        assertThat(second.at("/items").findValuesAsString("id")).containsExactly(letters.get(4).toString());
        assertThat(second.has("next")).isFalse();
        assertThat(json(proxy.post(LETTERS + "/skip", ADMIN, "{\"ids\":[\"" + letters.get(0)
                + "\"],\"reason\":\"again\"}")).at("/items/0/httpStatus").asInt()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replay | {}
            replay | {"ids":[]}
            replay | {"ids":["abc"]}
            replay | {"filter":{"mappin":"holding"}}
            replay | {"filter":{"kind":"letter"}}
            replay | {"filter":{},"reason":"x"}
            replay | {"filter":{},"limit":501}
            replay | {"filter":{},"cursor":"*"}
            replay | {"ids":["00000000-0000-0000-0000-000000000001"],"limit":1}
            skip   | {"filter":{}}
            skip   | {"ids":["00000000-0000-0000-0000-000000000001"],"filter":{},"reason":"x"}
            """)
    void wishForManyIsRefusedAsAWholeIfItIsNotClear(String act, String wish) {
        HttpResponse<String> answer = proxy.post(LETTERS + "/" + act, ADMIN, wish);
        problem(answer, 400, "invalid-request");
        assertThat(proxy.post(LETTERS + "/" + act, CALLER, wish).statusCode()).isEqualTo(403);
    }

    private static UUID parked(String mapping, String sourceKey, String body) {
        return parked(new SourceEvent(mapping, body.getBytes(StandardCharsets.UTF_8), Map.of(), null, sourceKey, null,
                null));
    }

    private static UUID parked(SourceEvent event) {
        SubmitOutcome outcome = proxy.bean(Intake.class).submit(List.of(event), Intake.OnRefusal.PARK).getFirst();
        return UUID.fromString(((SubmitOutcome.Parked) outcome).deadLetterId());
    }

    private static HttpResponse<String> replay(UUID letter, String body) {
        return proxy.post(LETTERS + "/" + letter + "/replay", ADMIN, body);
    }

    private static HttpResponse<String> skip(UUID letter, String reason) {
        return proxy.post(LETTERS + "/" + letter + "/skip", ADMIN, "{\"reason\":\"" + reason + "\"}");
    }

    private static JsonNode open(String mapping) {
        return json(proxy.get(LETTERS + "?kind=write-back&mapping=" + mapping, ADMIN)).at("/items");
    }

    private static void submitOf(String dueDate, String mapping, String... numbers) {
        for (String number : numbers) {
            assertThat(proxy.post("/api/v1/calls/" + mapping, CALLER,
                    invoice(number, "1.00").replace("2026-12-24", dueDate)).statusCode()).isEqualTo(202);
        }
    }

    private static void awaitConfirmed(String mapping, String... numbers) {
        for (String number : numbers) {
            await().until(() -> json(proxy.get("/api/v1/calls?mapping=" + mapping + "&key=" + number, ADMIN))
                    .at("/items/0/status").asString().equals("confirmed"));
        }
    }

    private static boolean replayed(HttpResponse<String> answer, String id) {
        return answer.headers().firstValue("Idempotency-Replayed").isPresent()
                && json(answer).at("/id").asString().equals(id);
    }

    private static void problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).at("/code").asString()).isEqualTo(code);
    }

    /** All statuses that the ERP has got for an invoice, in the order in which they came. */
    private static String status(String no) {
        return String.join(",", column("SELECT status FROM invoice_result WHERE no = ? ORDER BY place", no));
    }

    private static List<String> arrived(String... numbers) {
        return column("SELECT no FROM invoice_result ORDER BY place").stream().filter(List.of(numbers)::contains)
                .toList();
    }

    private static List<String> column(String sql, Object... values) {
        return erp.query(sql, (row, i) -> row.getString(1), values);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }
}
