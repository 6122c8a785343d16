package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Records from the event to the proof. */
class AnchoringIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void everyRecordOfAThousandCanBeProved() throws IOException {
        thousand("");
    }

    @Test
    void everyRecordOfAThousandCanBeProvedWithPostgres() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            thousand("  ledger: { url: '%s', username: postgres }\n"
                    .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", "")));
        }
    }

    private void thousand(String ledger) throws IOException {
        try (AnchorChain chain = new AnchorChain();
                Erp erp = new Erp();
                ProxyUnderTest proxy = start(chain, erp, "every: 2s, count: 400", "anchor-root", ledger)) {
            // When
            JsonNode accepted = submit(proxy, 1, 1_000);
            await().atMost(LONGEST).until(() -> erp.results.size() == 1_000);
            // Then: as many trees as it takes, and each record in just one of them
            List<JsonNode> anchors = items(proxy, "/api/v1/anchors?name=public-anchors");
            assertThat(anchors).extracting(anchor -> anchor.path("records").intValue()).containsExactly(200, 400, 400);
            assertThat(anchors).allSatisfy(anchor -> {
                assertThat(anchor.path("state").stringValue()).isEqualTo("anchored");
                assertThat(chain.read("anchoredAt(bytes32)", Map.of("root", anchor.path("root").stringValue())))
                        .isEqualTo(anchor.at("/place/blockNumber").asString());
            });
            assertThat(chain.read("count()", Map.of())).isEqualTo("3");
            Set<String> leaves = new HashSet<>();
            for (JsonNode item : accepted) {
                AnchorProof proof = proof(proxy, item.path("id").stringValue());
                assertThat(proof.check()).isInstanceOf(AnchorProof.Verdict.Consistent.class);
                assertThat(chain.verifies(proof)).as(proof.record()).isTrue();
                leaves.add(proof.leaf());
            }
            assertThat(leaves).hasSize(1_000);
            // And: the ERP was told of each record once
            assertThat(erp.results).extracting(result -> result.path("no").stringValue()).doesNotHaveDuplicates();
            Set<String> roots = anchors.stream().map(anchor -> anchor.path("root").stringValue())
                    .collect(Collectors.toSet());
            assertThat(erp.results).allSatisfy(result -> {
                assertThat(roots).contains(result.path("root").stringValue());
                assertThat(result.path("block").longValue()).isPositive();
            });
            // And: whatever is changed is found out by both
            AnchorProof proof = proof(proxy, accepted.get(500).path("id").stringValue());
            AnchorProof other = proof(proxy, accepted.get(501).path("id").stringValue());
            assertThat(List.of(with(proof, other.record(), proof.salt(), proof.path(), proof.root()),
                    with(proof, proof.record(), other.salt(), proof.path(), proof.root()),
                    with(proof, proof.record(), proof.salt(), other.path(), proof.root()),
                    with(proof, proof.record(), proof.salt(), proof.path().reversed(), proof.root()),
                    with(proof, proof.record(), proof.salt(), proof.path(), other.leaf()))).allSatisfy(changed -> {
                        assertThat(changed.check()).isInstanceOf(AnchorProof.Verdict.Broken.class);
                        assertThat(chain.verifies(changed)).isFalse();
                    });
            // And: the same events again are the same records
            assertThat(submit(proxy, 1, 1_000)).extracting(item -> item.path("id").stringValue())
                    .containsExactlyElementsOf(ids(accepted));
            JsonNode call = json(proxy.get("/api/v1/calls/" + ids(accepted).getFirst(), ADMIN));
            assertThat(call.path("status").stringValue()).isEqualTo("confirmed");
            assertThat(call.at("/anchor/count").intValue()).isEqualTo(400);
            assertThat(call.at("/transaction/hash").stringValue()).startsWith("0x");
            onlyRootsHaveCosts(proxy);
        }
    }

    private static void onlyRootsHaveCosts(ProxyUnderTest proxy) {
        List<JsonNode> lines = items(proxy, "/api/v1/costs?by=mapping");
        assertThat(lines).extracting(line -> line.path("mapping").stringValue()).containsExactly("anchor-root",
                "quality");
        assertThat(lines).extracting(line -> line.at("/calls/confirmed").intValue()).containsExactly(3, 1_000);
        assertThat(lines.getFirst().path("fee").stringValue()).isNotEqualTo("0");
        assertThat(lines.getLast().path("fee").stringValue()).as("records have no gas of their own").isEqualTo("0");
        assertThat(lines).extracting(line -> line.path("unknown").intValue()).containsOnly(0);
    }

    @Test
    void recordsOfAStoppedServerAreAnchoredByTheNext() throws IOException {
        try (AnchorChain chain = new AnchorChain(); Erp erp = new Erp()) {
            List<String> accepted;
            try (ProxyUnderTest proxy = start(chain, erp, "every: 1h, count: 1000")) {
                accepted = ids(submit(proxy, 1, 70));
                assertThat(json(proxy.get("/api/v1/calls/" + accepted.getFirst(), ADMIN)).path("status").stringValue())
                        .isEqualTo("awaiting-anchor");
                assertThat(proxy.get("/api/v1/calls/" + accepted.getFirst() + "/proof", ADMIN).body())
                        .contains("not-in-this-state", "it is in no tree yet");
                assertThat(proxy.post("/api/v1/calls/" + accepted.getFirst() + "/cancel", ADMIN, "").statusCode())
                        .isEqualTo(409);
            }
            try (ProxyUnderTest proxy = start(chain, erp, "every: 1s, count: 1000")) {
                await().atMost(LONGEST).until(() -> erp.results.size() == 70);
                assertThat(items(proxy, "/api/v1/anchors")).singleElement()
                        .satisfies(anchor -> assertThat(anchor.path("records").intValue()).isEqualTo(70));
                for (String id : accepted) {
                    assertThat(chain.verifies(proof(proxy, id))).isTrue();
                }
            }
        }
    }

    @Test
    void rootThatTheContractRefusesSaysWhyAndGoesOnAfterARetry() throws IOException {
        try (AnchorChain chain = new AnchorChain(2);
                Erp erp = new Erp();
                ProxyUnderTest proxy = start(chain, erp, "every: 1s, count: 1000")) {
            // Given
            String id = ids(submit(proxy, 1, 2)).getFirst();
            await().atMost(LONGEST).until(() -> items(proxy, "/api/v1/anchors").stream().anyMatch(a -> a.has("why")));
            JsonNode anchor = items(proxy, "/api/v1/anchors").getFirst();
            assertThat(anchor.path("why").stringValue()).contains("is rejected", "retry that call");
            assertThat(proxy.get("/api/v1/calls/" + id + "/proof", ADMIN).body()).contains("is rejected");
            // When
            chain.allowAnchoring(2);
            assertThat(proxy.post("/api/v1/calls/" + anchor.path("call").stringValue() + "/retry", ADMIN, "")
                    .statusCode()).isEqualTo(200);
            // Then
            await().atMost(LONGEST).until(() -> erp.results.size() == 2);
            assertThat(json(proxy.get("/api/v1/anchors/" + anchor.path("id").stringValue(), ADMIN)).has("why"))
                    .isFalse();
            assertThat(chain.verifies(proof(proxy, id))).isTrue();
        }
    }

    @Test
    void manyTreesThatStandStillKeepNoneFromItsEnd() throws IOException {
        try (AnchorChain chain = new AnchorChain(2);
                Erp erp = new Erp();
                ProxyUnderTest proxy = start(chain, erp, "every: 1s, count: 1")) {
            // Given
            submit(proxy, 1, 101);
            await().atMost(LONGEST).until(() -> items(proxy, "/api/v1/anchors?limit=200").stream()
                    .filter(anchor -> anchor.path("why").asString("").contains("is rejected")).count() == 101);
            // When
            chain.allowAnchoring(2);
            String later = ids(submit(proxy, 102, 1)).getFirst();
            // Then
            await().atMost(LONGEST).until(() -> erp.results.size() == 1);
            assertThat(chain.verifies(proof(proxy, later))).isTrue();
        }
    }

    /** Whoever could would have any hash proved by the chain. */
    @Test
    void nobodyHandsInARootOfHisOwn() throws IOException {
        try (AnchorChain chain = new AnchorChain();
                Erp erp = new Erp();
                ProxyUnderTest proxy = start(chain, erp, "every: 1s, count: 1000")) {
            String root = "{\"id\":\"x\",\"root\":\"0x%s\",\"count\":1}".formatted("ab".repeat(32));
            for (HttpResponse<String> answer : List.of(proxy.post("/api/v1/calls/anchor-root", CALLER, root),
                    proxy.post("/api/v1/calls/anchor-root", ADMIN, root), proxy.post("/anchor-roots", ADMIN, root),
                    proxy.post("/api/v1/calls/anchor-root/batch", ADMIN, "[" + root + "]"))) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
                assertThat(answer.body()).contains("anchors what the proxy itself hands to it");
            }
        }
    }

    @Test
    void recordsWaitOutsideWhileNothingCouldAnchorThem() throws IOException {
        try (AnchorChain chain = new AnchorChain();
                Erp erp = new Erp();
                ProxyUnderTest proxy = start(chain, erp, "every: 1s, count: 1000", "no-such-mapping", "")) {
            HttpResponse<String> answer = proxy.post("/api/v1/calls/quality", CALLER, Erp.event(1));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("nothing puts roots of the anchor public-anchors on a chain");
        }
    }

    @Test
    void sensitiveRecordIsProvedToThoseOnlyWhoMaySeeItAndNoMoreAfterItsErasure() throws IOException {
        try (AnchorChain chain = new AnchorChain();
                Erp erp = new Erp();
                ProxyUnderTest proxy = start(chain, erp, "every: 1s, count: 1000")) {
            List<String> ids = ids(submit(proxy, 1, 3));
            await().atMost(LONGEST).until(() -> erp.results.size() == 3);
            String path = "/api/v1/calls/" + ids.getFirst() + "/proof";
            // Then
            assertThat(proxy.get(path, CALLER).statusCode()).isEqualTo(403);
            assertThat(proof(proxy, ids.getFirst()).record()).contains("A. Smith");
            assertThat(proxy.get("/api/v1/audit?limit=5", ADMIN).body()).contains("anchor.prove");
            // When
            String wish = "{\"call\":\"%s\",\"reason\":\"asked for\"}".formatted(ids.getFirst());
            assertThat(proxy.post("/api/v1/erasures", ADMIN, wish).statusCode()).isBetween(200, 202);
            // Then
            await().atMost(LONGEST).until(() -> proxy.get(path, ADMIN).statusCode() == 404);
            assertThat(chain.verifies(proof(proxy, ids.get(1)))).as("the others do not need it").isTrue();
        }
    }

    private ProxyUnderTest start(AnchorChain chain, Erp erp, String when) {
        return start(chain, erp, when, "anchor-root", "");
    }

    private ProxyUnderTest start(AnchorChain chain, Erp erp, String when, String mapping, String ledger) {
        return ProxyUnderTest.start(directory, chain.config(directory) + ledger + ProxyUnderTest.clients()
                + erp.config(mapping, when), Map.of("root.yaml", Erp.ROOT, "quality.yaml", Erp.RECORD));
    }

    private static JsonNode submit(ProxyUnderTest proxy, int from, int count) {
        HttpResponse<String> answer = proxy.post("/api/v1/calls/quality/batch", CALLER,
                Erp.events(from, count));
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> ids(JsonNode items) {
        return items.valueStream().map(item -> item.path("id").stringValue()).toList();
    }

    private static List<JsonNode> items(ProxyUnderTest proxy, String path) {
        return json(proxy.get(path, ADMIN)).path("items").valueStream().toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static AnchorProof proof(ProxyUnderTest proxy, String call) {
        return AnchorProof.parse(json(proxy.get("/api/v1/calls/" + call + "/proof", ADMIN)).toString());
    }

    private static AnchorProof with(AnchorProof proof, String record, String salt, List<String> path, String root) {
        return new AnchorProof(1, record, salt, proof.leaf(), path, root, proof.anchor());
    }
}
