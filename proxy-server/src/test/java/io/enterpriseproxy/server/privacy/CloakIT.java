package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.privacy.SaltedHash;
import io.enterpriseproxy.server.KeysCommand;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.pkcs11.SoftHsm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static io.enterpriseproxy.server.privacy.SupplierChain.mapping;
import static io.enterpriseproxy.server.privacy.SupplierChain.supplier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What stands on the chain says nothing by itself, and is proved to who may see it. */
class CloakIT {
    private static final String CALLS = "/api/v1/calls/";
    private static final String OFFICER = "ep_officer000000000000000000000000000000";
    private static final String AUDITOR = "ep_auditor000000000000000000000000000000";

    private static final Pattern WRAPPED = Pattern.compile("Configuration  cloak-keys: \\{ NAME: (\\{.*}) }\n");

    @TempDir
    private static Path directory;
    private static SupplierChain chain;
    private static String stores;
    private static String hsmKey;
    private static ProxyUnderTest proxy;

    @BeforeAll
    static void start() throws Exception {
        chain = new SupplierChain(directory);
        Files.writeString(directory.resolve("officer.key"), OFFICER);
        Files.writeString(directory.resolve("auditor.key"), AUDITOR);
        SoftHsm.makeToken();
        SoftHsm.makeAesKey("ep-privacy");
        Files.writeString(directory.resolve("pin"), SoftHsm.PIN);
        stores = "  key-stores:\n    hsm: { pkcs11: { library: '%s', pin: '${file:pin}' } }\n"
                .formatted(SoftHsm.library());
        hsmKey = wrapped();
        proxy = start(hsmKey);
    }

    /** What the command prints, for the configuration. */
    private static String wrapped() throws IOException {
        Path config = Files.writeString(directory.resolve("stores.yaml"), "enterprise-proxy:\n" + stores);
        KeysCommand command = KeysCommand.run("wrap", "--store", "hsm", "--key", "ep-privacy", "--config",
                config.toString());
        Matcher entry = WRAPPED.matcher(command.output());
        assertThat(entry.matches()).as(command.output()).isTrue();
        return entry.group(1);
    }

    /** @param wrapped the cloak key that the hardware module has wrapped */
    private static ProxyUnderTest start(String wrapped) {
        return ProxyUnderTest.start(directory, chain.config() + "    privacy-hsm: " + wrapped + "\n" + stores
                + ProxyUnderTest.clients() + """
                              - { name: dpo, key: '${file:officer.key}', roles: [privacy-officer] }
                              - { name: revision, key: '${file:auditor.key}', roles: [auditor] }
                        """,
                Map.of("m.yaml", mapping("supplier-enrolled", ""), "hsm.yaml",
                        mapping("supplier-by-hsm", "").replace("privacy-2026", "privacy-hsm")));
    }

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    @Test
    void commitmentOnTheChainIsProvedByValueAndSalt() {
        String id = confirmed("C-1", "S-1", "DE 136 695 976", "DE02120300000000202051");

        JsonNode tax = json(reveal(id, "taxNumber", OFFICER));

        String salt = tax.at("/salt").asString();
        assertThat(tax.at("/kind").asString()).isEqualTo("salted-hash");
        assertThat(tax.at("/value").asString()).isEqualTo("DE 136 695 976");
        assertThat(tax.at("/proof/matches").asBoolean()).isTrue();
        assertThat(tax.at("/proof/transaction").asString())
                .isEqualTo(json(proxy.get(CALLS + id, OFFICER)).at("/transaction/hash").asString());
        byte[] value = "DE 136 695 976".getBytes(StandardCharsets.UTF_8);
        byte[] salted = Arrays.copyOf(Hex.decode(salt), 32 + value.length);
        System.arraycopy(value, 0, salted, 32, value.length);
        assertThat(chain.supplierOf("S-1").get("taxNumber")).isEqualTo(Hex.encode(Keccak256.hash(salted)))
                .isEqualTo(tax.at("/commitment").asString());
        assertThat(chain.hasTaxNumber("S-1", salt, "DE 136 695 976")).isTrue();
        assertThat(chain.hasTaxNumber("S-1", salt, "DE 136 695 977")).isFalse();
        assertThat(chain.hasTaxNumber("S-1", "0x" + "00".repeat(32), "DE 136 695 976")).isFalse();
    }

    @Test
    void encryptedFieldOnTheChainIsReadByTheApi() {
        String id = confirmed("C-2", "S-2", "DE 1", "DE89370400440532013000");

        JsonNode iban = json(reveal(id, "iban", OFFICER));

        String sealed = String.valueOf(chain.supplierOf("S-2").get("bankAccount"));
        assertThat(iban.at("/sealed").asString()).isEqualTo(sealed);
        assertThat(sealed)
                .startsWith("0x010c" + Hex.encode("privacy-2026".getBytes(StandardCharsets.UTF_8)).substring(2))
                .doesNotContain(Hex.encode("DE8937".getBytes(StandardCharsets.UTF_8)).substring(2));
        assertThat(iban.at("/value").asString()).isEqualTo("DE89370400440532013000");
        assertThat(iban.at("/salt").isMissingNode()).isTrue();
        assertThat(iban.at("/proof/matches").asBoolean()).isTrue();
    }

    @Test
    void fieldUnderAKeyThatAnHsmHasWrappedIsReadAfterARestart() throws IOException {
        String id = confirmed("supplier-by-hsm", "C-7", "S-7", "DE 7", "DE07700700100777777777");

        proxy.close();
        assertThatThrownBy(() -> start(hsmKey.replace("key: 'ep-privacy'", "key: 'nobodys'")))
                .isInstanceOf(DocumentException.class)
                .hasMessageContainingAll("enterprise-proxy.cloak-keys.privacy-hsm:",
                        "no AES key of the label nobodys");
        assertThatThrownBy(() -> start(hsmKey.replace("wrapped: '", "wrapped: 'AAAA")))
                .isInstanceOf(DocumentException.class)
                .hasMessageContainingAll("enterprise-proxy.cloak-keys.privacy-hsm:",
                        "the one that wrapped just these bytes");
        proxy = start(hsmKey);

        JsonNode iban = json(reveal(id, "iban", OFFICER));
        assertThat(iban.at("/key").asString()).isEqualTo("privacy-hsm");
        assertThat(iban.at("/value").asString()).isEqualTo("DE07700700100777777777");
        assertThat(iban.at("/proof/matches").asBoolean()).isTrue();
        assertThat(iban.at("/sealed").asString()).isEqualTo(chain.supplierOf("S-7").get("bankAccount"));
    }

    @Test
    void whatTheChainDoesNotHaveIsNotProved() {
        String id = confirmed("C-3", "S-3", "DE 333", "X");
        JdbcTemplate ledger = proxy.bean(JdbcTemplate.class);
        List<byte[]> salts = ledger
                .query("SELECT secret FROM cloaked_field f JOIN contract_call c ON c.seq = f.call_seq"
                        + " WHERE c.id = ? AND f.kind = 1", (row, i) -> row.getBytes(1), UUID.fromString(id));
        assertThat(salts).singleElement().satisfies(salt -> assertThat(salt).hasSize(32));

        change("secret = ?", new byte[32], id);
        JsonNode otherSalt = json(reveal(id, "taxNumber", OFFICER));
        assertThat(otherSalt.at("/proof/matches").asBoolean(true)).isFalse();
        assertThat(otherSalt.at("/proof/why").asString()).contains("do not give the commitment");

        change("on_chain = ?", SaltedHash.commit(new byte[32],
                "DE 333".getBytes(StandardCharsets.UTF_8)), id);
        JsonNode otherCommitment = json(reveal(id, "taxNumber", OFFICER));
        assertThat(otherCommitment.at("/proof/matches").asBoolean(true)).isFalse();
        assertThat(otherCommitment.at("/proof/why").asString()).contains("carries something else");
    }

    @Test
    void onlyThePrivacyOfficerSeesValuesAndIsSeen() {
        String id = confirmed("C-4", "S-4", "DE 444 555", "DE4444");
        assertThat(reveal(id, "taxNumber", CALLER).statusCode()).isEqualTo(403);
        assertThat(reveal(id, "taxNumber", AUDITOR).statusCode()).isEqualTo(403);
        JsonNode fields = json(proxy.get(CALLS + id + "/cloak", AUDITOR)).at("/items");
        assertThat(fields).hasSize(2);
        assertThat(fields.toString()).contains("\"kind\":\"encrypted\"", "\"key\":\"privacy-2026\"")
                .doesNotContain("DE 444", "salt\"");
        assertThat(reveal(id, "taxNo", OFFICER).statusCode()).isEqualTo(404);

        assertThat(json(reveal(id, "taxNumber", OFFICER)).at("/value").asString()).isEqualTo("DE 444 555");

        String trail = proxy.get("/api/v1/audit", AUDITOR).body();
        assertThat(trail).contains("cloak.reveal", id, "\"dpo\"", "taxNumber").doesNotContain("DE 444");
    }

    @Test
    void sameEventIsAReplayThoughItsSaltWouldBeAnother() {
        String id = confirmed("C-5", "S-5", "DE 5", "DE55");
        String commitment = String.valueOf(chain.supplierOf("S-5").get("taxNumber"));

        HttpResponse<String> again = submit("supplier-enrolled", "C-5", "S-5", "DE 5", "DE55");

        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(json(again).at("/id").asString()).isEqualTo(id);
        assertThat(json(reveal(id, "taxNumber", OFFICER)).at("/proof/matches").asBoolean()).isTrue();
        assertThat(chain.supplierOf("S-5").get("taxNumber")).isEqualTo(commitment);
        assertThat(confirmed("C-6", "S-5", "DE 5", "DE55")).isNotEqualTo(id);
        assertThat(chain.supplierOf("S-5").get("taxNumber")).as("another event has another salt")
                .isNotEqualTo(commitment);
    }

    private static void change(String column, byte[] bytes, String id) {
        assertThat(proxy.bean(JdbcTemplate.class).update("UPDATE cloaked_field SET " + column
                + " WHERE kind = 1 AND call_seq = (SELECT seq FROM contract_call WHERE id = ?)", bytes,
                UUID.fromString(id))).isEqualTo(1);
    }

    private static String confirmed(String changeNo, String id, String taxNo, String iban) {
        return confirmed("supplier-enrolled", changeNo, id, taxNo, iban);
    }

    private static String confirmed(String mapping, String changeNo, String id, String taxNo, String iban) {
        String call = json(submit(mapping, changeNo, id, taxNo, iban)).at("/id").asString();
        await().until(() -> json(proxy.get(CALLS + call, CALLER)).at("/status").asString().equals("confirmed"));
        return call;
    }

    private static HttpResponse<String> submit(String mapping, String changeNo, String id, String taxNo, String iban) {
        return proxy.post(CALLS + mapping, CALLER, supplier(changeNo, id, taxNo, iban));
    }

    private static HttpResponse<String> reveal(String call, String field, String key) {
        return proxy.post(CALLS + call + "/cloak/" + field + "/reveal", key, "");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }
}
