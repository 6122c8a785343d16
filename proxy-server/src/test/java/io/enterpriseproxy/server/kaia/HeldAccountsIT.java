package io.enterpriseproxy.server.kaia;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static io.enterpriseproxy.server.kaia.FeeDelegationSuite.fee;
import static io.enterpriseproxy.server.kaia.HeldAccounts.LONGEST;
import static io.enterpriseproxy.server.kaia.HeldAccounts.signature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Transactions that wait for signatures of people whose keys the server has not. */
class HeldAccountsIT {
    private static final int CHAIN_V = 2 * 1001 + 35;

    @TempDir
    private static Path directory;
    private static HeldAccounts accounts;

    @BeforeAll
    static void start() throws IOException {
        accounts = HeldAccounts.start(directory);
    }

    @AfterAll
    static void stop() {
        accounts.close();
    }

    private static void refused(HttpResponse<String> answer, int status, String... words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void oneHolderSignsAndTheKeyHereSignsLast() {
        String id = accounts.accept("board", "B-1");
        JsonNode signing = accounts.frozen(id);
        assertThat(accounts.call(id).at("/status").asString()).isEqualTo("awaiting-approval");
        assertThat(signing.at("/sigHash").asString())
                .isEqualTo(Hex.encode(Keccak256.hash(Hex.decode(signing.at("/payload").asString()))));
        assertThat(signing.at("/decoded/typeName").asString()).isEqualTo("TxTypeSmartContractExecution");
        assertThat(signing.at("/decoded/from").asString()).isEqualToIgnoringCase(accounts.board.address());
        assertThat(signing.at("/weight").asInt()).isEqualTo(1);
        assertThat(signing.at("/needed").asInt()).isEqualTo(2);
        assertThat(signing.at("/missing").valueStream().map(each -> each.at("/holder").asString()))
                .containsExactly("alice", "bob");
        String behind = accounts.accept("board", "B-2");
        await().atMost(LONGEST).until(() -> accounts.server().get("/api/v1/lanes", ADMIN).body()
                .contains("awaiting-signatures"));
        assertThat(accounts.call(behind).at("/status").asString()).isEqualTo("accepted");
        assertThat(accounts.counted("B-1")).isZero();

        HttpResponse<String> taken = accounts.sign(id, accounts.bob);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        JsonNode receipt = accounts.confirmed(id);
        assertThat(receipt.at("/signatures").size()).isEqualTo(2);
        assertThat(receipt.at("/from").asString()).isEqualTo(accounts.board.address());
        assertThat(receipt.at("/nonce").asString()).isEqualTo(signing.at("/decoded/nonce").asString());
        assertThat(accounts.counted("B-1")).isEqualTo(1);
        JsonNode ended = accounts.signing(id);
        assertThat(ended.at("/state").asString()).isEqualTo("signed");
        assertThat(ended.at("/signed/0/holder").asString()).isEqualTo("bob");
        assertThat(ended.at("/signed/0/client").asString()).isEqualTo("desk");
        assertThat(accounts.server().get("/api/v1/audit", ADMIN).body()).contains("call.sign", id);
        // The same once more changes nothing, and another comes too late.
        String sigHash = signing.at("/sigHash").asString();
        assertThat(accounts.handIn(id, sigHash, signature(accounts.bob, sigHash, 0)).statusCode()).isEqualTo(200);
        refused(accounts.handIn(id, sigHash, signature(accounts.alice, sigHash, 0)), 409, "not-in-this-state");

        accounts.sign(behind, accounts.alice);
        accounts.confirmed(behind);
        assertThat(accounts.counted("B-2")).isEqualTo(1);
    }

    @Test
    void allOfThreeSignInAnyOrderAndNoOther() {
        String id = accounts.accept("trio", "T-1");
        String sigHash = accounts.frozen(id).at("/sigHash").asString();
        String other = "0x" + "ab".repeat(32);
        refused(accounts.handIn(id, other, signature(accounts.bob, other, 27)), 409, "sig-hash-mismatch", sigHash);
        refused(accounts.handIn(id, sigHash, signature(accounts.bob, other, 27)), 422, "signature-not-wanted");
        refused(accounts.handIn(id, sigHash, signature(accounts.payer, sigHash, 27)), 422, "signature-not-wanted",
                "alice");
        refused(accounts.handIn(id, sigHash, signature(accounts.ours, sigHash, 27)), 422, "signature-not-wanted");
        refused(accounts.handIn(id, sigHash, signature(accounts.bob, sigHash, CHAIN_V + 2)), 400, "chain id 1001");
        refused(accounts.handIn(id, sigHash, "0x1234"), 400, "cannot be read");
        refused(accounts.server().post("/api/v1/calls/" + id + "/signatures", HeldAccounts.DESK, "{}"), 400,
                "sigHash is missing");
        refused(accounts.server().post("/api/v1/calls/" + id + "/signatures", CALLER, "{}"), 403, "forbidden");
        assertThat(accounts.handIn(id, sigHash, signature(accounts.bob, sigHash, CHAIN_V)).statusCode())
                .isEqualTo(200);
        JsonNode half = accounts.signing(id);
        assertThat(half.at("/weight").asInt()).isEqualTo(2);
        assertThat(half.at("/missing/0/holder").asString()).isEqualTo("alice");
        // Nobody is shown a signature.
        assertThat(half.toString())
                .doesNotContain(signature(accounts.bob, sigHash, 27).substring(2, 66));
        assertThat(accounts.counted("T-1")).isZero();
        assertThat(accounts.handIn(id, sigHash, signature(accounts.alice, sigHash, 0)).statusCode()).isEqualTo(200);
        assertThat(accounts.confirmed(id).at("/signatures").size()).isEqualTo(3);
        assertThat(accounts.counted("T-1")).isEqualTo(1);
        refused(accounts.server().get("/api/v1/calls/" + accounts.accept("trio", "T-1") + "/signing",
                HeldAccounts.DESK), 200, "signed");
    }

    @Test
    void whatNobodySignsInTimeIsRejectedAndItsNonceGoesToTheNext() {
        long nonce = accounts.used(accounts.hasty);
        String late = accounts.accept("hasty", "H-1");
        JsonNode first = accounts.frozen(late);
        String sigHash = first.at("/sigHash").asString();
        JsonNode rejected = accounts.awaitStatus(late, "rejected");
        assertThat(rejected.at("/error/problem").asString()).isEqualTo("signatures-expired");
        assertThat(rejected.at("/error/message").asString()).contains("alice", "bob", "weigh 1 of 2");
        refused(accounts.handIn(late, sigHash, signature(accounts.bob, sigHash, 27)), 409, "expired");
        assertThat(accounts.used(accounts.hasty)).isEqualTo(nonce);

        String next = accounts.accept("hasty", "H-2");
        assertThat(accounts.frozen(next).at("/decoded/nonce").asString())
                .isEqualTo(first.at("/decoded/nonce").asString());
        accounts.sign(next, accounts.alice);
        accounts.confirmed(next);
        assertThat(accounts.server().post("/api/v1/calls/" + late + "/retry", ADMIN, "").statusCode()).isEqualTo(200);
        await().atMost(LONGEST).until(() -> !accounts.frozen(late).at("/sigHash").asString().equals(sigHash));
        accounts.sign(late, accounts.bob);
        accounts.confirmed(late);
        assertThat(accounts.counted("H-1")).isEqualTo(1);
        assertThat(accounts.counted("H-2")).isEqualTo(1);
    }

    @Test
    void frozenTransactionOutlivesARestartAndCanBeCancelled() {
        String cancelled = accounts.accept("board", "B-3");
        String sigHash = accounts.frozen(cancelled).at("/sigHash").asString();
        String kept = accounts.accept("board", "B-4");
        assertThat(accounts.server().post("/api/v1/calls/" + cancelled + "/cancel", ADMIN, "").statusCode())
                .isEqualTo(200);
        accounts.awaitStatus(cancelled, "cancelled");
        refused(accounts.handIn(cancelled, sigHash, signature(accounts.bob, sigHash, 27)), 409, "dropped");
        JsonNode before = accounts.frozen(kept);
        accounts.stopServer();
        accounts.startServer();
        assertThat(accounts.frozen(kept).at("/sigHash")).isEqualTo(before.at("/sigHash"));
        assertThat(accounts.server().get("/api/v1/signings", HeldAccounts.DESK).body()).contains(kept)
                .doesNotContain(cancelled);
        accounts.sign(kept, accounts.alice);
        accounts.confirmed(kept);
        assertThat(accounts.counted("B-3")).isZero();
        assertThat(accounts.counted("B-4")).isEqualTo(1);
    }

    @Test
    void keysAndHoldersAreShown() {
        List<JsonNode> shown = JsonMapper.shared().readTree(accounts.server().get("/api/v1/keys", ADMIN).body())
                .at("/items").valueStream().toList();
        assertThat(shown).anySatisfy(key -> {
            assertThat(key.at("/alias").asString()).isEqualTo("ours");
            assertThat(key.at("/publicKey").asString())
                    .isEqualTo(KaiaAccounts.keyOf(accounts.ours).key().toString());
        }).anySatisfy(account -> {
            assertThat(account.at("/alias").asString()).isEqualTo("board");
            assertThat(account.at("/holders/1/holder").asString()).isEqualTo("bob");
            assertThat(account.at("/holders/1/key").asString()).isEqualToIgnoringCase(accounts.bob.address());
        });
    }

    @Test
    void feePayerPaysForWhatHoldersSign() {
        BigInteger ofPayer = accounts.balance(accounts.payer);
        BigInteger ofSender = accounts.balance(accounts.board);
        String id = accounts.accept("paid", "P-1");
        assertThat(accounts.frozen(id).at("/decoded/typeName").asString())
                .isEqualTo("TxTypeFeeDelegatedSmartContractExecution");
        accounts.sign(id, accounts.alice);
        JsonNode receipt = accounts.confirmed(id);
        assertThat(receipt.at("/feePayer").asString()).isEqualToIgnoringCase(accounts.payer.address());
        assertThat(ofPayer.subtract(accounts.balance(accounts.payer))).isEqualTo(fee(receipt));
        assertThat(accounts.balance(accounts.board)).isEqualTo(ofSender);
        assertThat(accounts.counted("P-1")).isEqualTo(1);
    }
}
