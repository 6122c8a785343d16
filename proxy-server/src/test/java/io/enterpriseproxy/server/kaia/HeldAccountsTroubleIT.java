package io.enterpriseproxy.server.kaia;

import io.enterpriseproxy.adapter.kaia.KaiaTransaction;
import io.enterpriseproxy.adapter.kaia.RawTransactionReader;
import io.enterpriseproxy.adapter.kaia.TransactionSignature;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.signer.Secp256k1Curve;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.kaia.HeldAccounts.LONGEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What may happen while a transaction is frozen. */
class HeldAccountsTroubleIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();

    @TempDir
    private static Path directory;
    private static HeldAccounts accounts;

    @BeforeAll
    static void start() throws IOException {
        accounts = HeldAccounts.start(directory);
        // What others have done is believed once it lies some blocks back.
        accounts.chain.startMining(Duration.ofSeconds(1));
    }

    @AfterAll
    static void stop() {
        accounts.close();
    }

    private static JsonNode lane(String alias) {
        return JSON.readTree(accounts.server().get("/api/v1/lanes", ADMIN).body()).at("/items").valueStream()
                .filter(lane -> lane.at("/keyAlias").asString("").equals(alias)).findFirst().orElseThrow();
    }

    private static void awaitWhy(String alias, String code) {
        await().atMost(LONGEST).untilAsserted(() -> assertThat(lane(alias).at("/why/code").asString(""))
                .as(lane(alias).toString()).isEqualTo(code));
    }

    /** As people do who need no proxy: with a tool of their own. */
    private static void send(JsonNode signing, DevAccount... holders) {
        byte[] digest = Hex.decode(signing.at("/sigHash").asString());
        KaiaTransaction unsigned = RawTransactionReader.read(Hex.decode(signing.at("/transaction").asString()));
        KaiaTransaction signed = unsigned.signed(Arrays.stream(holders).map(holder -> {
            byte[] secret = Hex.decode(holder.privateKey());
            return TransactionSignature.of(1001, CURVE.sign(digest, secret, CURVE.publicKey(secret)));
        }).toList());
        String hash = accounts.chain.rpc("kaia_sendRawTransaction", Hex.encode(signed.kaiaRaw())).asString();
        await().atMost(LONGEST).untilAsserted(() -> assertThat(accounts.chain.rpc("kaia_getTransactionReceipt", hash)
                .path("status").asString("")).isEqualTo("0x1"));
    }

    /** Their keys alone are enough for this account: nothing keeps them from it, and nothing is executed twice for it. */
    @Test
    void whatHoldersSendThemselvesIsNotSentAgain() {
        String id = accounts.accept("board", "S-1");
        JsonNode signing = accounts.frozen(id);
        send(signing, accounts.alice, accounts.bob);
        assertThat(accounts.counted("S-1")).isEqualTo(1);
        // A lane is compared with the chain each minute, and when it is taken.
        accounts.stopServer();
        accounts.startServer();
        await().atMost(LONGEST).until(() -> lane("board").at("/paused").asBoolean());
        assertThat(lane("board").at("/why/code").asString()).isEqualTo("ledger-behind-chain");
        assertThat(accounts.server().post("/api/v1/lanes/" + lane("board").at("/id").asLong() + "/resume", ADMIN, "")
                .statusCode()).isEqualTo(200);
        // It does what the call asks for: a person has to say whether that was the call.
        JsonNode ended = accounts.awaitStatus(id, "rejected");
        assertThat(ended.at("/error/problem").asString()).isEqualTo("perhaps-executed");
        assertThat(accounts.signing(id).at("/state").asString()).isEqualTo("dropped");

        String next = accounts.accept("board", "S-2");
        assertThat(accounts.frozen(next).at("/decoded/nonce").asString())
                .isNotEqualTo(signing.at("/decoded/nonce").asString());
        accounts.sign(next, accounts.bob);
        accounts.confirmed(next);
        assertThat(accounts.counted("S-1")).isEqualTo(1);
        assertThat(accounts.counted("S-2")).isEqualTo(1);
    }

    /** What was signed in time is sent though the key here was stopped until after that. */
    @Test
    void keyThatIsStoppedSignsWhenItMay() {
        String id = accounts.accept("hasty", "K-1");
        accounts.frozen(id);
        stops("PUT");
        try {
            assertThat(accounts.sign(id, accounts.alice).statusCode()).isEqualTo(200);
            awaitWhy("hasty", "key-unavailable");
            await().pollDelay(Duration.ofSeconds(3)).atMost(LONGEST)
                    .until(() -> accounts.call(id).at("/status").asString().equals("awaiting-approval"));
            assertThat(accounts.counted("K-1")).isZero();
        } finally {
            stops("DELETE");
        }
        accounts.confirmed(id);
        assertThat(accounts.counted("K-1")).isEqualTo(1);
    }

    /** The price is part of what was signed: it is not raised, but frozen anew. */
    @Test
    void whatOffersTooLittleByThenIsFrozenAnewAndSignedAgain() {
        String id = accounts.accept("trio", "G-1");
        String sigHash = accounts.frozen(id).at("/sigHash").asString();
        assertThat(accounts.server().bean(JdbcTemplate.class)
                .update("UPDATE frozen_transaction SET fee_cap = 1 WHERE sig_hash = ?", sigHash)).isEqualTo(1);
        accounts.sign(id, accounts.alice);
        accounts.sign(id, accounts.bob);
        // Asked again, nobody has signed yet.
        await().atMost(LONGEST).until(() -> accounts.frozen(id).at("/signed").isEmpty());
        assertThat(accounts.server().bean(JdbcTemplate.class).queryForObject(
                "SELECT reason FROM frozen_transaction WHERE sig_hash = ? AND state = 4", String.class, sigHash))
                .contains("higher gas price");
        assertThat(accounts.counted("G-1")).isZero();
        accounts.sign(id, accounts.bob);
        accounts.sign(id, accounts.alice);
        assertThat(accounts.confirmed(id).at("/signatures").size()).isEqualTo(3);
        assertThat(accounts.counted("G-1")).isEqualTo(1);
    }

    /** Who is to sign what is known here; how far it reaches, only there. */
    @Test
    void whatWaitsIsListedWhileNoNodeAnswers() {
        String id = accounts.accept("trio", "N-1");
        accounts.frozen(id);
        accounts.stopServer();
        accounts.startServer(URI.create("http://127.0.0.1:1"));
        try {
            HttpResponse<String> open = accounts.server().get("/api/v1/signings", HeldAccounts.DESK);
            assertThat(open.statusCode()).as(open.body()).isEqualTo(200);
            JsonNode signing = JSON.readTree(open.body()).at("/items").valueStream()
                    .filter(each -> each.at("/call").asString().equals(id)).findFirst().orElseThrow();
            assertThat(signing.at("/state").asString()).isEqualTo("open");
            assertThat(signing.has("weight")).as(signing.toString()).isFalse();
            assertThat(accounts.server().get("/api/v1/calls/" + id + "/signing", HeldAccounts.DESK).statusCode())
                    .isEqualTo(503);
        } finally {
            accounts.stopServer();
            accounts.startServer();
        }
        accounts.sign(id, accounts.alice);
        accounts.sign(id, accounts.bob);
        accounts.confirmed(id);
    }

    private static void stops(String method) {
        accounts.server().send(accounts.server().request("/api/v1/stops/keys/ours", ADMIN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString("{\"reason\": \"lost\"}")).build());
    }
}
