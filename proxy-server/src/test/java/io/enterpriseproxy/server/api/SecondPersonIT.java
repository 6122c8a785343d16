package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

/** Nothing goes live that one person alone has made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondPersonIT {
    private static final String AUTHOR = "ep_author0000000000000000000000000000000";
    private static final String APPROVER = "ep_approver00000000000000000000000000000";
    private static final String BOTH = "ep_both000000000000000000000000000000000";
    private static final String MAPPINGS = "/api/v1/mappings/";
    private static final String BOOK = "/api/v1/address-books/suppliers";
    private static final String ONE = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
    private static final String OTHER = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc";

    private InvoiceChain chain;
    private ProxyUnderTest proxy;

    @BeforeAll
    void start(@TempDir Path directory) {
        chain = InvoiceChain.start(directory);
        proxy = ProxyUnderTest.start(directory, chain.config() + ProxyUnderTest.clients() + client("anna", AUTHOR,
                "mapping-author") + client("bert", APPROVER, "mapping-approver")
                + client("carl", BOTH, "mapping-author, mapping-approver") + "    second-person: true\n",
                Map.of("m.yaml", InvoiceChain.mapping("from-file", "/erp/from-file")));
        proxy.allowRegistering();
    }

    private static String client(String name, String key, String roles) {
        return "      - { name: %s, keys: [ { sha256: %s } ], roles: [%s] }%n".formatted(name, hash(key), roles);
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void stop() {
        proxy.close();
        chain.close();
    }

    @Test
    void draftGoesLiveWhenAnotherHasLookedAtIt() {
        // Given
        draft("shared", AUTHOR, InvoiceChain.mapping("shared", "/erp/shared"));
        String revision = revision("shared");
        // Then
        json(proxy.post(MAPPINGS + "shared/dry-run", AUTHOR, invoice("S-1", "1.00")), 200);
        problem(publish("shared", AUTHOR, revision), 403, "forbidden");
        assertThat(proxy.post("/erp/shared", CALLER, invoice("S-1", "1.00")).statusCode()).isEqualTo(404);
        // When
        JsonNode live = json(publish("shared", APPROVER, revision), 200);
        // Then
        assertThat(live.at("/version").asInt()).isEqualTo(1);
        assertThat(live.has("draft")).isFalse();
        assertThat(proxy.post("/erp/shared", CALLER, invoice("S-1", "1.00")).statusCode()).isEqualTo(202);
        assertThat(audit()).contains("version 1, drafted by anna");
    }

    @Test
    void whoHasDraftedItDoesNotPublishItWhateverHisRoles() {
        for (String key : new String[]{BOTH, ADMIN}) {
            draft("own", key, InvoiceChain.mapping("own", "/erp/own"));
            problem(publish("own", key, revision("own")), 403, "second-person");
        }
        // When the admin's draft is another's
        json(publish("own", BOTH, revision("own")), 200);
        // Then
        assertThat(proxy.post("/erp/own", CALLER, invoice("O-1", "1.00")).statusCode()).isEqualTo(202);
    }

    @Test
    void draftThatWasChangedAfterItWasLookedAtIsNotPublished() {
        // Given
        draft("moving", AUTHOR, InvoiceChain.mapping("moving", "/erp/moving"));
        String looked = revision("moving");
        // When
        draft("moving", AUTHOR, InvoiceChain.mapping("moving", "/erp/moving").replace("total, 2", "total, 4"));
        // Then
        JsonNode refusal = problem(publish("moving", APPROVER, looked), 409, "changed-since");
        assertThat(refusal.at("/expected").asString()).isEqualTo(revision("moving"));
        problem(proxy.post(MAPPINGS + "moving/publish", APPROVER, ""), 400, "invalid-request");
        problem(proxy.post(MAPPINGS + "moving/publish", APPROVER, "{}"), 400, "invalid-request");
        assertThat(json(proxy.get(MAPPINGS + "moving", APPROVER), 200).has("version")).isFalse();
        // And the same text again is the same draft
        draft("moving", AUTHOR, InvoiceChain.mapping("moving", "/erp/moving"));
        json(publish("moving", APPROVER, looked), 200);
    }

    @Test
    void differenceSaysWhereEventsComeFromAndWhereMoneyGoes() {
        // Given
        String text = InvoiceChain.mapping("compared", "/erp/compared");
        draft("compared", AUTHOR, text);
        json(publish("compared", APPROVER, revision("compared")), 200);
        // When
        JsonNode kept = draft("compared", AUTHOR, text.replace("/erp/compared", "/erp/elsewhere")
                .replace("$address('suppliers', supplier)", "'" + OTHER + "'"));
        // Then
        JsonNode diff = json(proxy.get(MAPPINGS + "compared/diff", APPROVER), 200);
        assertThat(diff.at("/version").asInt()).isEqualTo(1);
        assertThat(diff.at("/draftedBy").asString()).isEqualTo("anna");
        assertThat(diff.at("/revision").asString()).isEqualTo(kept.at("/revision").asString()).hasSize(64);
        assertThat(diff.at("/diff").asString()).contains("--- compared (version 1)", "-from: ", "+from: ",
                "+    supplier: '" + OTHER + "'").doesNotContain("-call:");
        assertThat(diff.at("/changes").valueStream().map(change -> change.path("path").asString()))
                .containsExactly("from", "call.args");
        assertThat(diff.at("/changes/0/after/rest/path").asString()).isEqualTo("/erp/elsewhere");
        problem(proxy.get(MAPPINGS + "from-file/diff", APPROVER), 409, "not-in-this-state");
        problem(proxy.get(MAPPINGS + "none/diff", APPROVER), 404, "not-found");
        // And of a draft that cannot be read
        draft("compared", AUTHOR, "call: [");
        JsonNode broken = json(proxy.get(MAPPINGS + "compared/diff", APPROVER), 200);
        assertThat(broken.at("/problems")).isNotEmpty();
        assertThat(broken.at("/diff").asString()).contains("+call: [");
    }

    @Test
    void earlierVersionThatWasLiveNeedsOneApproverOnly() {
        // Given
        String text = InvoiceChain.mapping("returning", "/erp/returning");
        draft("returning", BOTH, text);
        json(publish("returning", APPROVER, revision("returning")), 200);
        draft("returning", BOTH, text + "# second\n");
        json(publish("returning", APPROVER, revision("returning")), 200);
        // Then
        problem(proxy.post(MAPPINGS + "returning/rollback", AUTHOR, "{\"version\":1}"), 403, "forbidden");
        assertThat(json(proxy.post(MAPPINGS + "returning/rollback", BOTH, "{\"version\":1}"), 200).at("/version")
                .asInt()).isEqualTo(1);
    }

    @Test
    void addressCountsWhenAnotherHasApprovedIt() {
        // Given
        String event = invoice("A-1", "1.00").replace("100042", "300001");
        // When
        JsonNode waiting = json(put("300001", BOTH, ONE), 202);
        // Then
        assertThat(waiting.at("/proposedBy").asString()).isEqualTo("carl");
        problem(proxy.post("/erp/from-file", CALLER, event), 422, "invalid-argument");
        assertThat(json(proxy.get(BOOK, APPROVER), 200).toString()).doesNotContain("300001");
        problem(approve("300001", BOTH, ONE), 403, "second-person");
        problem(approve("300001", APPROVER, OTHER), 409, "changed-since");
        problem(approve("300001", AUTHOR, ONE), 403, "forbidden");
        // When
        assertThat(json(approve("300001", APPROVER, ONE), 200).at("/address").asString()).isEqualTo(ONE);
        // Then
        assertThat(json(proxy.post("/erp/from-file", CALLER, event), 202).at("/arguments/supplier").asString())
                .isEqualTo(ONE);
        assertThat(changes()).isEmpty();
        assertThat(audit()).contains("\"address.propose\"", ONE + ", proposed by carl");
    }

    @Test
    void changeThatWasReplacedAfterItWasLookedAtIsNotApproved() {
        // Given
        json(put("300002", BOTH, ONE), 202);
        json(put("300002", BOTH, OTHER), 202);
        // Then
        problem(approve("300002", APPROVER, ONE), 409, "changed-since");
        assertThat(changes().valueStream().filter(change -> change.path("key").asString().equals("300002")))
                .singleElement().satisfies(change -> assertThat(change.path("address").asString()).isEqualTo(OTHER));
        // And who replaces it answers for it
        json(put("300002", APPROVER, OTHER), 202);
        problem(approve("300002", APPROVER, OTHER), 403, "second-person");
        json(approve("300002", BOTH, OTHER), 200);
    }

    @Test
    void addressIsTakenOutWhenAnotherHasApprovedIt() {
        // Given
        json(put("300003", BOTH, ONE), 202);
        json(approve("300003", APPROVER, ONE), 200);
        // When
        JsonNode waiting = json(delete(BOOK + "/300003", APPROVER), 202);
        // Then
        assertThat(waiting.at("/before").asString()).isEqualTo(ONE);
        assertThat(waiting.has("address")).isFalse();
        assertThat(json(proxy.get(BOOK, APPROVER), 200).toString()).contains("300003");
        json(proxy.post(BOOK + "/300003/approve", BOTH, "{}"), 200);
        assertThat(json(proxy.get(BOOK, APPROVER), 200).toString()).doesNotContain("300003");
        problem(delete(BOOK + "/300003", APPROVER), 404, "not-found");
    }

    @Test
    void changeThatNobodyWantsIsDropped() {
        json(put("300004", BOTH, ONE), 202);

        assertThat(delete(BOOK + "/300004/change", BOTH).statusCode()).isEqualTo(204);

        problem(approve("300004", APPROVER, ONE), 404, "not-found");
        problem(delete(BOOK + "/300004/change", BOTH), 404, "not-found");
    }

    private JsonNode draft(String name, String key, String text) {
        return json(proxy.send(proxy.request(MAPPINGS + name, key).header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(text)).build()), 200);
    }

    private String revision(String name) {
        return json(proxy.get(MAPPINGS + name + "/diff", APPROVER), 200).path("revision").asString();
    }

    private HttpResponse<String> publish(String name, String key, String revision) {
        return proxy.post(MAPPINGS + name + "/publish", key, "{\"revision\":\"" + revision + "\"}");
    }

    private HttpResponse<String> put(String entry, String key, String address) {
        return proxy.send(proxy.request(BOOK + "/" + entry, key).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"address\":\"" + address + "\"}")).build());
    }

    private HttpResponse<String> approve(String entry, String key, String address) {
        return proxy.post(BOOK + "/" + entry + "/approve", key, "{\"address\":\"" + address + "\"}");
    }

    private HttpResponse<String> delete(String path, String key) {
        return proxy.send(proxy.request(path, key).DELETE().build());
    }

    private JsonNode changes() {
        return json(proxy.get(BOOK + "/changes", APPROVER), 200).path("items");
    }

    private String audit() {
        return proxy.get("/api/v1/audit?limit=500", ADMIN).body();
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String code) {
        JsonNode body = json(answer, status);
        assertThat(body.path("code").asString()).isEqualTo(code);
        return body;
    }
}
