package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.security.AccessRule;
import io.enterpriseproxy.server.security.AccessRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every request that changes something leaves an entry: who did it, from where, what it was and what it became. */
class AuditedRoutesIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /**
     * What is for a second person, for a mapping that cloaks, or for Kaia: {@code SecondPersonIT}, {@code CloakIT},
     * {@code SponsoringIT} and {@code HeldAccountsIT} look at it.
     */
    private static final Set<String> ELSEWHERE = Set.of("POST /api/v1/address-books/{book}/{key}/approve",
            "DELETE /api/v1/address-books/{book}/{key}/change", "POST /api/v1/calls/{id}/cloak/{field}/reveal",
            "POST /api/v1/fee-delegation", "POST /api/v1/calls/{id}/signatures");
    /** Events, which leave a call with its history, and what changes nothing. */
    private static final Set<String> NOT_AUDITED = Set.of("POST /api/v1/calls/{mapping}",
            "POST /api/v1/calls/{mapping}/batch", "POST /api/v1/contracts/{name}/read/{function}",
            "POST /api/v1/chains/{name}/rpc",
            "POST /api/v1/mappings/{name}/validate", "POST /api/v1/mappings/{name}/dry-run");

    private final Map<String, String> actions = new LinkedHashMap<>();
    private InvoiceChain chain;
    private ProxyUnderTest proxy;
    private int invoices;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        chain = InvoiceChain.start(directory);
        proxy = ProxyUnderTest.start(directory, chain.config() + ProxyUnderTest.clients()
                + "  chain-registry: { node-origins: { 'http://127.0.0.1': {} } }\n",
                Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices")));
    }

    @AfterEach
    void stop() {
        proxy.close();
        chain.close();
    }

    @Test
    void everyChangeLeavesAnEntry() {
        String policy = InvoiceChain.policy()
                + "    approvals: { need: 1, of: [ops], above: { arg: amount, than: 1000 } }\n";
        changes("PUT /api/v1/policies/{name}", "/api/v1/policies/erp", policy);
        assertThat(newest().path("after").asString()).contains(Facts.hash(policy));
        mappings();
        addresses();
        clients();
        stops();
        nodes();
        deadLetters();
        calls();
        approvals();
        changes("POST /api/v1/erasures", "/api/v1/erasures", "{\"subject\":\"4711\",\"reason\":\"asked for\"}");
        assertThat(newest().toString()).doesNotContain("4711");
        changes("DELETE /api/v1/policies/{name}", "/api/v1/policies/erp", "");
        assertThat(newest().path("before").asString()).contains(Facts.hash(policy));

        assertThat(actions.keySet()).containsExactlyInAnyOrderElementsOf(changing());
        assertThat(actions).containsEntry("POST /api/v1/mappings/{name}/publish", "mapping.publish")
                .containsEntry("POST /api/v1/calls/{id}/speed-up", "call.speed-up")
                .containsEntry("PUT /api/v1/stops/all", "all.stop");
    }

    private static Set<String> changing() {
        return AccessRules.all().stream().filter(rule -> rule.method() != null && !rule.method().equals(HttpMethod.GET))
                .map(AuditedRoutesIT::name)
                .filter(name -> !NOT_AUDITED.contains(name) && !ELSEWHERE.contains(name))
                .collect(Collectors.toSet());
    }

    private static String name(AccessRule rule) {
        return rule.method() + " " + rule.pattern();
    }

    private void mappings() {
        String text = InvoiceChain.mapping("edited", "/erp/edited");
        changes("PUT /api/v1/mappings/{name}", "/api/v1/mappings/edited", text);
        assertThat(newest().path("after").asString()).contains(Facts.hash(text));
        changes("DELETE /api/v1/mappings/{name}/draft", "/api/v1/mappings/edited/draft", "");
        assertThat(newest().path("before").asString()).contains(Facts.hash(text));
        for (int version = 1; version <= 2; version++) {
            changes("PUT /api/v1/mappings/{name}", "/api/v1/mappings/edited", text + "# " + version + "\n");
            changes("POST /api/v1/mappings/{name}/publish", "/api/v1/mappings/edited/publish", "");
        }
        assertThat(newest().path("before").asString()).isEqualTo("{\"version\":1}");
        changes("POST /api/v1/mappings/{name}/rollback", "/api/v1/mappings/edited/rollback", "{\"version\":1}");
        assertThat(newest().path("after").asString()).isEqualTo("{\"version\":1}");
        changes("POST /api/v1/mappings/{name}/pause", "/api/v1/mappings/edited/pause", "");
        assertThat(newest().path("after").asString()).isEqualTo("{\"paused\":true}");
        changes("POST /api/v1/mappings/{name}/resume", "/api/v1/mappings/edited/resume", "");
    }

    private void nodes() {
        String place = "/api/v1/chains/main/nodes";
        String route = " /api/v1/chains/{name}/nodes";
        String terms = " /api/v1/chains/{name}/terms";
        changes("PUT /api/v1/chains/{name}", "/api/v1/chains/second", "{\"family\":\"evm\",\"id\":2019,\"genesis\":\"0x"
                + "ab".repeat(32) + "\",\"nodes\":[{\"url\":\"http://127.0.0.1/second\"}]}");
        assertThat(newest().path("after").asString()).contains("2019");
        changes("PUT" + terms, "/api/v1/chains/main/terms", "{\"owner\":\"treasury\"}");
        changes("DELETE" + terms, "/api/v1/chains/main/terms", "");
        changes("PUT" + route, place, "{\"nodes\":[{\"url\":\"" + chain.chain().url() + "\"}]}");
        assertThat(newest().path("before").asString()).contains("configured");
        assertThat(newest().path("after").asString()).contains(chain.chain().url().toString());
        changes("DELETE" + route, place, "");
        assertThat(newest().path("after").asString()).contains("configured");
    }

    private void addresses() {
        String place = "/api/v1/address-books/suppliers/4711";
        String route = " /api/v1/address-books/{book}/{key}";
        changes("PUT" + route, place, "{\"address\":\"" + chain.supplier() + "\"}");
        assertThat(newest().path("before").isNull()).isTrue();
        changes("PUT" + route, place, "{\"address\":\"" + chain.registrar() + "\"}");
        assertThat(newest().path("before").asString()).containsIgnoringCase(chain.supplier());
        assertThat(newest().path("after").asString()).containsIgnoringCase(chain.registrar());
        changes("DELETE" + route, place, "");
        assertThat(newest().path("after").isNull()).isTrue();
    }

    private void clients() {
        String clients = "/api/v1/clients";
        changes("POST /api/v1/clients", clients, "{\"name\":\"shop\",\"roles\":[\"caller\"]}");
        assertThat(newest().path("subject").asString()).isEqualTo("shop");
        changes("PUT /api/v1/clients/{name}", clients + "/shop", "{\"roles\":[\"caller\",\"operator\"]}");
        changes("POST /api/v1/clients/{name}/keys", clients + "/shop/keys", "");
        String key = json(proxy.get(clients + "/shop", ADMIN)).at("/keys/0/id").asString();
        changes("DELETE /api/v1/clients/{name}/keys/{id}", clients + "/shop/keys/" + key, "");
        changes("DELETE /api/v1/clients/{name}", clients + "/shop", "");
    }

    private void stops() {
        Map.of("all", "all", "chains/{name}", "chains/main", "keys/{alias}", "keys/erp-ap").forEach((rule, path) -> {
            changes("PUT /api/v1/stops/" + rule, "/api/v1/stops/" + path, "{\"reason\":\"a drill\"}");
            changes("DELETE /api/v1/stops/" + rule, "/api/v1/stops/" + path, "");
        });
    }

    private void deadLetters() {
        String letters = "/api/v1/dead-letters";
        changes("POST /api/v1/dead-letters/{id}/reveal", letters + "/" + parked() + "/reveal", "");
        changes("POST /api/v1/dead-letters/{id}/replay", letters + "/" + parked() + "/replay", nextInvoice());
        changes("POST /api/v1/dead-letters/{id}/skip", letters + "/" + parked() + "/skip", "{\"reason\":\"old\"}");
        changes("POST /api/v1/dead-letters/skip", letters + "/skip",
                "{\"ids\":[\"" + parked() + "\"],\"reason\":\"old\"}");
        // Its result could not be delivered; nothing of it has to be edited.
        String unknown = parked("no-such-mapping", nextInvoice());
        assertThat(send("PUT", "/api/v1/mappings/no-such-mapping",
                InvoiceChain.mapping("no-such-mapping", "/erp/new")).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/api/v1/mappings/no-such-mapping/publish", "").statusCode()).isEqualTo(200);
        changes("POST /api/v1/dead-letters/replay", letters + "/replay", "{\"ids\":[\"" + unknown + "\"]}");
    }

    private void calls() {
        await().atMost(LONGEST).until(() -> chain.registered() == 2);
        String lane = "/api/v1/lanes/" + json(proxy.get("/api/v1/lanes", ADMIN)).at("/items/0/id").asLong();
        changes("POST /api/v1/lanes/{id}/pause", lane + "/pause", "");
        assertThat(newest().path("after").asString()).contains("\"paused\":true");
        String waits = call();
        changes("POST /api/v1/calls/{id}/cancel", "/api/v1/calls/" + waits + "/cancel", "");
        changes("POST /api/v1/calls/{id}/retry", "/api/v1/calls/" + waits + "/retry", "");
        assertThat(newest().path("before").asString()).isEqualTo("{\"status\":\"cancelled\"}");
        chain.chain().rpc("evm_setIntervalMining", 0);
        changes("POST /api/v1/lanes/{id}/resume", lane + "/resume", "");
        await().atMost(LONGEST).until(() -> json(proxy.get("/api/v1/calls/" + waits, ADMIN)).at("/status").asString()
                .equals("broadcast"));
        changes("POST /api/v1/calls/{id}/speed-up", "/api/v1/calls/" + waits + "/speed-up", "");
    }

    private void approvals() {
        for (String word : List.of("approve", "decline")) {
            proxy.post("/api/v1/calls/invoice-posted", CALLER, invoice("L-" + word, "20.00"));
            await().atMost(LONGEST).until(() -> !open().isMissingNode());
            JsonNode asked = open();
            changes("POST /api/v1/approvals/{id}/" + word, "/api/v1/approvals/" + asked.at("/id").asString() + "/"
                    + word, "{\"intentHash\":\"" + asked.at("/intentHash").asString() + "\",\"reason\":\"a drill\"}");
            assertThat(newest().path("detail").asString()).contains(asked.at("/intentHash").asString());
        }
    }

    private JsonNode open() {
        return json(proxy.get("/api/v1/approvals?state=open", ADMIN)).at("/items/0");
    }

    private String call() {
        return json(proxy.post("/api/v1/calls/invoice-posted", CALLER, nextInvoice())).at("/id").asString();
    }

    private String nextInvoice() {
        return invoice("A-" + ++invoices, "1.00");
    }

    private String parked() {
        return parked("invoice-posted", "{\"invoiceNo\":\"P-" + ++invoices + "\"}");
    }

    private String parked(String mapping, String event) {
        SubmitOutcome outcome = proxy.bean(Intake.class).submit(List.of(new SourceEvent(mapping,
                event.getBytes(StandardCharsets.UTF_8), Map.of(), null, "s-" + ++invoices, null, null)),
                Intake.OnRefusal.PARK).getFirst();
        return ((SubmitOutcome.Parked) outcome).deadLetterId();
    }

    /** Sends a request that fits a rule, and sees that the newest entry is its. */
    private void changes(String rule, String path, String body) {
        long before = newest().path("number").asLong();
        HttpResponse<String> answer = send(rule.substring(0, rule.indexOf(' ')), path, body);
        assertThat(answer.statusCode()).as(rule + ": " + answer.body()).isBetween(200, 204);
        JsonNode entry = newest();
        assertThat(entry.path("number").asLong()).as(rule).isGreaterThan(before);
        assertThat(entry.path("actor").asString()).isEqualTo("ops");
        assertThat(entry.path("origin").asString()).isEqualTo("127.0.0.1");
        actions.put(rule, entry.path("action").asString());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return proxy.send(proxy.request(path, ADMIN)
                .header("Content-Type",
                        path.matches("/api/v1/(mappings|policies)/[^/]+") ? "application/yaml" : "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build());
    }

    private JsonNode newest() {
        return json(proxy.get("/api/v1/audit?limit=1", ADMIN)).at("/items/0");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
