package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Calls above a threshold: nothing is sent before enough people have said yes to exactly that. */
class ApprovalsIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALICE = "ep_alice00000000000000000000000000000000";
    private static final String BOB = "ep_bob0000000000000000000000000000000000";
    private static final String CAROL = "ep_carol00000000000000000000000000000000";

    private InvoiceChain chain;

    @TempDir
    private Path directory;

    @BeforeEach
    void startChain() {
        chain = InvoiceChain.start(directory);
    }

    @AfterEach
    void stopChain() {
        chain.close();
    }

    @Test
    void callIsSentOnceEnoughPeopleHaveSaidYes() throws IOException, NoSuchAlgorithmException {
        try (ProxyUnderTest proxy = start("24h")) {
            String id = submit(proxy, CALLER, "A", "100042", "20.00");
            JsonNode asked = asked(proxy, id);
            assertThat(status(proxy, id)).isEqualTo("awaiting-approval");
            assertThat(asked.at("/requester").asString()).isEqualTo("erp");
            String intent = asked.at("/intent").asString();
            assertThat(Hex.encode(MessageDigest.getInstance("SHA-256").digest(intent.getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(asked.at("/intentHash").asString());
            assertThat(JSON.readTree(intent).at("/arguments/amount").asString()).isEqualTo("2000");
            say(proxy, ALICE, asked, "approve", 200);
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(3)).until(() -> chain.registered() == 0);
            say(proxy, BOB, asked, "approve", 200);
            assertThat(finalStatus(proxy, id)).isEqualTo("confirmed");
            assertThat(chain.registered()).isEqualTo(1);
            // What was signed is what they have seen.
            JsonNode transaction = chain.chain().rpc("eth_getTransactionByHash",
                    call(proxy, id).at("/transaction/hash").asString());
            JsonNode seen = JSON.readTree(intent);
            assertThat(transaction.at("/input").asString()).isEqualTo(seen.at("/data").asString());
            assertThat(transaction.at("/to").asString()).isEqualToIgnoringCase(seen.at("/to").asString());
            assertThat(Long.decode(transaction.at("/gas").asString()))
                    .isLessThanOrEqualTo(seen.at("/gasLimit").asLong());
            assertThat(Long.decode(transaction.at("/maxFeePerGas").asString()))
                    .isLessThanOrEqualTo(Long.parseLong(seen.at("/maxFeePerGas").asString()));
            assertThat(proxy.bean(JdbcTemplate.class).queryForObject("SELECT decision FROM attempt", String.class))
                    .startsWith("erp@1/register+").endsWith(asked.at("/id").asString());
            assertThat(proxy.get("/api/v1/audit", ADMIN).body()).contains("approval.approve", "alice", "bob");
            tracesBack(proxy, id, asked);
        }
    }

    /** One answer has all of it. */
    private static void tracesBack(ProxyUnderTest proxy, String id, JsonNode asked) {
        JsonNode trace = JSON.readTree(proxy.get("/api/v1/calls/" + id + "/trace", ADMIN).body());
        assertThat(trace.at("/client").asString()).isEqualTo("erp");
        assertThat(trace.at("/mapping/version").asInt()).isEqualTo(1);
        assertThat(trace.at("/mapping/origin").asString()).isEqualTo("file");
        assertThat(trace.at("/key/alias").asString()).isEqualTo("erp-ap");
        assertThat(trace.at("/approvals/0/votes").size()).isEqualTo(2);
        JsonNode transaction = trace.at("/transactions/0");
        assertThat(transaction.at("/hash").asString()).isEqualTo(call(proxy, id).at("/transaction/hash").asString());
        assertThat(transaction.at("/decision").asString()).isEqualTo("erp@1/register+" + asked.at("/id").asString());
        assertThat(transaction.at("/batch").asInt()).isEqualTo(1);
        assertThat(transaction.at("/instance").asString()).isNotEmpty();
    }

    @Test
    void whoHasAskedWhoIsNotNamedAndWhoHasSeenSomethingElseCannotApprove() throws IOException {
        try (ProxyUnderTest proxy = start("24h")) {
            String id = submit(proxy, CAROL, "A", "100042", "20.00");
            JsonNode asked = asked(proxy, id);
            say(proxy, CAROL, asked, "approve", 403);
            say(proxy, ADMIN, asked, "approve", 403);
            say(proxy, CALLER, asked, "approve", 403);
            assertThat(proxy.post("/api/v1/approvals/" + asked.at("/id").asString() + "/approve", ALICE,
                    "{\"intentHash\":\"0x00\"}").body()).contains("intent-mismatch");
            assertThat(proxy.post("/api/v1/approvals/" + asked.at("/id").asString() + "/approve", ALICE, "{}").body())
                    .contains("intentHash is missing");
            say(proxy, ALICE, asked, "approve", 200);
            say(proxy, ALICE, asked, "approve", 200);
            say(proxy, ALICE, asked, "decline", 409);
            assertThat(asked(proxy, id).at("/votes").size()).isEqualTo(1);
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(3)).until(() -> chain.registered() == 0);
            assertThat(status(proxy, id)).isEqualTo("awaiting-approval");
        }
    }

    @Test
    void laterCallsOfTheOrderingKeyWaitAndOthersDoNot() throws IOException {
        try (ProxyUnderTest proxy = start("24h")) {
            String large = submit(proxy, CALLER, "A", "100042", "20.00");
            JsonNode asked = asked(proxy, large);
            String behind = submit(proxy, CALLER, "B", "100042", "1.00");
            String large2 = submit(proxy, CALLER, "C", "100042", "30.00");
            String other = submit(proxy, CALLER, "D", "100043", "1.00");
            assertThat(finalStatus(proxy, other)).isEqualTo("confirmed");
            assertThat(status(proxy, behind)).isEqualTo("awaiting-approval");
            assertThat(JSON.readTree(proxy.get("/api/v1/approvals?state=open", ALICE).body()).at("/items").size())
                    .isEqualTo(1);
            say(proxy, ALICE, asked, "approve", 200);
            say(proxy, BOB, asked, "approve", 200);
            assertThat(finalStatus(proxy, large)).isEqualTo("confirmed");
            assertThat(finalStatus(proxy, behind)).isEqualTo("confirmed");
            assertThat(call(proxy, large).at("/nonce").asLong()).isLessThan(call(proxy, behind).at("/nonce").asLong());
            JsonNode next = asked(proxy, large2);
            say(proxy, BOB, next, "decline", 200);
            JsonNode declined = finalCall(proxy, large2);
            assertThat(declined.at("/status").asString()).isEqualTo("rejected");
            assertThat(declined.at("/error/problem").asString()).isEqualTo("approval-declined");
            assertThat(declined.at("/error/message").asString()).contains("declined by bob", "not ours");
            assertThat(chain.registered()).isEqualTo(3);
        }
    }

    @Test
    void approvalOutlivesARestartAndARetryAsksOnceMore() throws IOException {
        String id;
        try (ProxyUnderTest proxy = start("24h")) {
            id = submit(proxy, CALLER, "A", "100042", "20.00");
            say(proxy, ALICE, asked(proxy, id), "approve", 200);
        }
        try (ProxyUnderTest proxy = start("24h")) {
            say(proxy, BOB, asked(proxy, id), "decline", 200);
            assertThat(finalStatus(proxy, id)).isEqualTo("rejected");
            assertThat(proxy.post("/api/v1/calls/" + id + "/retry", ADMIN, "").statusCode()).isEqualTo(200);
            await().atMost(LONGEST).until(() -> status(proxy, id).equals("awaiting-approval"));
            JsonNode again = asked(proxy, id);
            assertThat(again.at("/votes")).isEmpty();
            say(proxy, ALICE, again, "approve", 200);
            say(proxy, CAROL, again, "approve", 200);
            assertThat(finalStatus(proxy, id)).isEqualTo("confirmed");
            assertThat(chain.registered()).isEqualTo(1);
        }
    }

    @Test
    void callThatNobodyDecidesIsRejectedWhenTimeIsUp() throws IOException {
        try (ProxyUnderTest proxy = start("2s")) {
            String id = submit(proxy, CALLER, "A", "100042", "20.00");
            JsonNode call = finalCall(proxy, id);
            assertThat(call.at("/status").asString()).isEqualTo("rejected");
            assertThat(call.at("/error/problem").asString()).isEqualTo("approval-expired");
            JsonNode asked = JSON.readTree(proxy.get("/api/v1/approvals", ALICE).body()).at("/items/0");
            assertThat(asked.at("/state").asString()).isEqualTo("expired");
            say(proxy, ALICE, asked, "approve", 409);
            assertThat(chain.registered()).isZero();
        }
    }

    @Test
    void callThatWaitsCanBeCancelledAndThoseBehindItGoOn() throws IOException {
        try (ProxyUnderTest proxy = start("24h")) {
            String id = submit(proxy, CALLER, "A", "100042", "20.00");
            JsonNode asked = asked(proxy, id);
            String behind = submit(proxy, CALLER, "B", "100042", "1.00");
            await().atMost(LONGEST).until(() -> status(proxy, behind).equals("awaiting-approval"));
            assertThat(proxy.post("/api/v1/calls/" + id + "/cancel", ADMIN, "").statusCode()).isEqualTo(200);
            assertThat(finalStatus(proxy, id)).isEqualTo("cancelled");
            assertThat(finalStatus(proxy, behind)).isEqualTo("confirmed");
            say(proxy, ALICE, asked, "approve", 409);
            assertThat(chain.registered()).isEqualTo(1);
        }
    }

    @Test
    void approvalIsLookedAtAgainWhenThePolicyNamesOtherPeople() throws IOException {
        try (ProxyUnderTest proxy = start("24h")) {
            String id = submit(proxy, CALLER, "A", "100042", "20.00");
            JsonNode asked = asked(proxy, id);
            say(proxy, ALICE, asked, "approve", 200);
            assertThat(proxy.put("/api/v1/policies/erp", ADMIN, "application/yaml",
                    policy("24h").replace("[alice, bob, carol]", "[bob, carol]")).statusCode()).isEqualTo(200);
            say(proxy, BOB, asked, "approve", 200);
            // alice's word does not count any more: it is asked for once more
            await().atMost(LONGEST).until(() -> !asked(proxy, id).at("/id").equals(asked.at("/id")));
            JsonNode again = asked(proxy, id);
            say(proxy, BOB, again, "approve", 200);
            say(proxy, CAROL, again, "approve", 200);
            assertThat(finalStatus(proxy, id)).isEqualTo("confirmed");
        }
    }

    /** The open approval of a call. */
    private static JsonNode asked(ProxyUnderTest proxy, String call) {
        await().atMost(LONGEST).until(() -> !open(proxy, call).isEmpty());
        return open(proxy, call).getFirst();
    }

    private static List<JsonNode> open(ProxyUnderTest proxy, String call) {
        return JSON.readTree(proxy.get("/api/v1/approvals?state=open", ALICE).body()).at("/items").valueStream()
                .filter(asked -> JSON.readTree(asked.at("/intent").asString()).at("/call").asString().equals(call))
                .toList();
    }

    private static void say(ProxyUnderTest proxy, String person, JsonNode asked, String word, int status) {
        assertThat(proxy.post("/api/v1/approvals/" + asked.at("/id").asString() + "/" + word, person,
                "{\"intentHash\":\"" + asked.at("/intentHash").asString() + "\",\"reason\":\"not ours\"}").statusCode())
                .isEqualTo(status);
    }

    private static String submit(ProxyUnderTest proxy, String client, String number, String supplier, String total) {
        return JSON.readTree(proxy.post("/api/v1/calls/invoice-posted", client,
                InvoiceChain.invoice(number, total).replace("100042", supplier)).body()).at("/id").asString();
    }

    private static JsonNode call(ProxyUnderTest proxy, String id) {
        return JSON.readTree(proxy.get("/api/v1/calls/" + id, ADMIN).body());
    }

    private static String status(ProxyUnderTest proxy, String id) {
        return call(proxy, id).at("/status").asString();
    }

    private static JsonNode finalCall(ProxyUnderTest proxy, String id) {
        await().atMost(LONGEST).until(() -> call(proxy, id).at("/history").size() == 2);
        return call(proxy, id);
    }

    private static String finalStatus(ProxyUnderTest proxy, String id) {
        return finalCall(proxy, id).at("/status").asString();
    }

    private static String policy(String expire) {
        return InvoiceChain.policy()
                + "    approvals: { need: 2, of: [alice, bob, carol], above: { arg: amount, than: 1000 },"
                + " expire: " + expire + " }\n";
    }

    private ProxyUnderTest start(String expire) throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("policies")).resolve("erp.yaml"), policy(expire));
        for (Map.Entry<String, String> person : Map.of("alice", ALICE, "bob", BOB, "carol", CAROL).entrySet()) {
            Files.writeString(directory.resolve(person.getKey() + ".key"), person.getValue());
        }
        return ProxyUnderTest.start(directory,
                chain.config().replace("'100042':", "'100043': '0x00000000000000000000000000000000000000ab', '100042':")
                        + ProxyUnderTest.clients() + """
                                      - { name: alice, key: '${file:alice.key}', roles: [approver] }
                                      - { name: bob, key: '${file:bob.key}', roles: [approver] }
                                      - { name: carol, key: '${file:carol.key}', roles: [approver, caller] }
                                  policies: policies
                                """,
                Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices")));
    }
}
