package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.ledger.LedgerSearch;
import io.enterpriseproxy.server.ledger.SubjectHash;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.h2.mvstore.MVStoreTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static io.enterpriseproxy.server.privacy.SupplierChain.mapping;
import static io.enterpriseproxy.server.privacy.SupplierChain.supplier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** After an erasure nothing of a person is in the ledger; the ledger, the audit trail and the chain go on. */
class ErasureIT {
    private static final String CALLS = "/api/v1/calls/";
    private static final String ERASURES = "/api/v1/erasures";
    private static final String TAX = "DE 811 128 135";
    private static final String IBAN = "DE75512108001245126199";
    private static final String OTHERS_TAX = "DE 999 999 999";

    @TempDir
    Path directory;

    /** A server with a person whose data are everywhere, and another beside. */
    private final class World implements AutoCloseable {
        private final SupplierChain chain = new SupplierChain(directory);
        private final JdbcTemplate erp;
        private final ProxyUnderTest proxy;
        private final String call;
        private final byte[] salt;
        private final byte[] wrapped;

        World(String name, String ledger) {
            String url = "jdbc:h2:mem:erasure-" + name + ";DB_CLOSE_DELAY=-1";
            erp = new JdbcTemplate(new DriverManagerDataSource(url, "sa", ""));
            erp.execute("CREATE TABLE supplier_result (id VARCHAR PRIMARY KEY, tax VARCHAR CHECK (tax <> 'BAD'))");
            proxy = ProxyUnderTest.start(directory, ledger + chain.config() + ProxyUnderTest.clients()
                    + "  connections:\n    erp-db: { jdbc: { url: '" + url + "', username: sa } }\n",
                    Map.of("m.yaml", mapping("supplier-enrolled", """
                            writeBack:
                              - on: [confirmed]
                                database:
                                  connection: erp-db
                                  sql: INSERT INTO supplier_result (id, tax) VALUES (:resultId, :tax)
                                  params: { tax: event.supplier.taxNo }
                            """)));
            call = submitted("C-1", "S-1", TAX, IBAN);
            submitted("C-2", "S-2", OTHERS_TAX, "X");
            await().until(() -> proxy.get(CALLS + call, CALLER).body().contains("\"delivered\"")
                    && erp.queryForList("SELECT tax FROM supplier_result", String.class).size() == 2);
            salt = secret("taxNumber");
            wrapped = secret("iban");
        }

        private String submitted(String changeNo, String id, String tax, String iban) {
            return json(proxy.post(CALLS + "supplier-enrolled", CALLER, supplier(changeNo, id, tax, iban))).at("/id")
                    .asString();
        }

        private byte[] secret(String field) {
            return ledger()
                    .query("SELECT f.secret FROM cloaked_field f JOIN contract_call c ON c.seq = f.call_seq WHERE"
                            + " c.id = ? AND f.field = ?", (row, i) -> row.getBytes(1), UUID.fromString(call), field)
                    .getFirst();
        }

        JdbcTemplate ledger() {
            return proxy.bean(JdbcTemplate.class);
        }

        private String status(String id) {
            return json(proxy.get(CALLS + id, ADMIN)).at("/status").asString();
        }

        JsonNode erase(String about) {
            return json(proxy.post(ERASURES, ADMIN, "{" + about + ",\"reason\":\"contract ended\"}"));
        }

        @Override
        public void close() {
            proxy.close();
            chain.close();
        }
    }

    @Test
    void nothingOfThePersonIsLeftInTheTablesOfPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                World world = new World("postgres", "  ledger: { url: '"
                        + postgres.getJdbcUrl("postgres", "postgres") + "', username: postgres }\n")) {
            UUID letter = parked(world, "{\"supplier\":{\"id\":\"S-1\",\"taxNo\":\"" + TAX + "\"}}");
            UUID open = parked(world, "{\"supplier\":{\"id\":\"S-1\",\"taxNo\":\"DE 5\"}}");
            json(world.proxy.post("/api/v1/dead-letters/" + letter + "/skip", ADMIN, "{\"reason\":\"a test\"}"));
            assertThat(LedgerSearch.tablesWith(world.ledger(), TAX)).containsExactly("cloaked_field", "contract_call",
                    "dead_letter", "write_back");
            assertThat(LedgerSearch.tablesWith(world.ledger(), world.salt)).containsExactly("cloaked_field");

            JsonNode erased = world.erase("\"subject\":\"S-1\"");

            assertThat(erased.at("/found").asInt()).isEqualTo(1);
            assertThat(erased.at("/erased").asInt()).isEqualTo(1);
            assertThat(erased.at("/waiting")).isEmpty();
            assertThat(erased.at("/lettersErased").asInt()).isEqualTo(1);
            assertThat(erased.at("/lettersOpen/0").asString()).isEqualTo(open.toString());
            assertThat(erased.at("/lettersOpen")).hasSize(1);
            for (byte[] gone : List.of(utf8(TAX), utf8(IBAN), utf8("Ada Example-S-1"), utf8("C-1"), world.salt,
                    world.wrapped)) {
                assertThat(LedgerSearch.tablesWith(world.ledger(), gone)).isEmpty();
            }
            assertThat(LedgerSearch.tablesWith(world.ledger(), OTHERS_TAX)).contains("cloaked_field", "contract_call");
            theLedgerGoesOn(world);
        }
    }

    private static UUID parked(World world, String body) {
        SubmitOutcome outcome = world.proxy.bean(Intake.class).submit(List.of(new SourceEvent("supplier-enrolled",
                utf8(body), Map.of(), null, null, null, null)), Intake.OnRefusal.PARK).getFirst();
        return UUID.fromString(((SubmitOutcome.Parked) outcome).deadLetterId());
    }

    private static void theLedgerGoesOn(World world) {
        JsonNode left = json(world.proxy.get(CALLS + world.call, CALLER));
        assertThat(left.at("/purged").asBoolean()).isTrue();
        assertThat(left.at("/status").asString()).isEqualTo("confirmed");
        assertThat(left.at("/transaction/hash").asString()).startsWith("0x");
        assertThat(left.at("/receipt/blockNumber").asLong()).isPositive();
        assertThat(left.at("/writeBacks/0/state").asString()).isEqualTo("delivered");
        assertThat(json(world.proxy.get(CALLS + world.call + "/cloak", ADMIN)).at("/items")).isEmpty();
        assertThat(world.proxy.post(CALLS + world.call + "/cloak/iban/reveal", ADMIN, "").statusCode()).isEqualTo(404);

        HttpResponse<String> again = world.proxy.post(CALLS + "supplier-enrolled", CALLER,
                supplier("C-1", "S-1", TAX, IBAN));
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(json(again).at("/id").asString()).isEqualTo(world.call);
        assertThat(world.proxy.post(CALLS + "supplier-enrolled", CALLER, supplier("C-1", "S-1", "DE 0", IBAN)).body())
                .contains("idempotency-key-reused");

        String hash = HexFormat.of().formatHex(sha256("S-1"));
        assertThat(world.proxy.get("/api/v1/audit", ADMIN).body()).contains("erasure.ask", "erasure.done",
                "sha256:" + hash, "contract ended", "mapping.publish").doesNotContain("\"S-1\"");
        assertThat(json(world.proxy.get(ERASURES, ADMIN)).at("/items/0/about").asString()).isEqualTo("sha256:" + hash);
        assertThat(world.chain.supplierOf("S-1").get("taxNumber")).as("the chain forgets nothing").asString()
                .startsWith("0x").isNotEqualTo("0x" + "00".repeat(32));
    }

    @Test
    void nothingOfThePersonIsLeftInTheFileOfH2() throws Exception {
        byte[] salt;
        byte[] wrapped;
        try (World world = new World("h2", "")) {
            salt = world.salt;
            wrapped = world.wrapped;
            world.erase("\"call\":\"" + world.call + "\"");
            theSameForACall(world);
        }
        // Rewritten without what was overwritten, and not compressed.
        Path ledger = directory.resolve("data/ledger.mv.db");
        MVStoreTool.compact(ledger.toString(), false);

        byte[] file = Files.readAllBytes(ledger);
        assertThat(LedgerSearch.contains(file, utf8(OTHERS_TAX))).as("the file is searched rightly").isTrue();
        for (byte[] gone : List.of(utf8(TAX), utf8(IBAN), utf8("Ada Example-S-1"), salt, wrapped)) {
            assertThat(LedgerSearch.contains(file, gone)).isFalse();
        }
    }

    private static void theSameForACall(World world) {
        assertThat(json(world.proxy.get(CALLS + world.call, CALLER)).at("/purged").asBoolean()).isTrue();
        assertThat(
                world.proxy.post(ERASURES, ADMIN, "{\"call\":\"" + world.call + "\",\"reason\":\"once more\"}").body())
                .contains("\"found\":0");
        for (String wrong : List.of("{\"subject\":\"S-1\"}", "{\"reason\":\"x\"}",
                "{\"subject\":\"\",\"reason\":\"x\"}",
                "{\"subject\":\"S-1\",\"call\":\"" + world.call + "\",\"reason\":\"x\"}")) {
            assertThat(world.proxy.post(ERASURES, ADMIN, wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(world.proxy.post(ERASURES, ADMIN,
                "{\"call\":\"00000000-0000-0000-0000-000000000001\",\"reason\":\"x\"}").statusCode()).isEqualTo(404);
        assertThat(world.proxy.post(ERASURES, CALLER, "{\"subject\":\"S-1\",\"reason\":\"x\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void callThatIsStillNeededIsErasedWhenItIsOver() {
        try (World world = new World("waiting", "")) {
            String lane = json(world.proxy.get("/api/v1/lanes", ADMIN)).at("/items/0/id").asString();
            assertThat(world.proxy.post("/api/v1/lanes/" + lane + "/pause", ADMIN, "").statusCode()).isBetween(200,
                    299);
            String queued = world.submitted("C-3", "S-3", "DE 333 333", "Y");
            String undelivered = world.submitted("C-4", "S-3", "BAD", "Z");

            JsonNode asked = world.erase("\"subject\":\"S-3\"");

            assertThat(asked.at("/found").asInt()).isEqualTo(2);
            assertThat(asked.at("/erased").asInt()).isZero();
            assertThat(asked.at("/waiting/0/why").asString()).isEqualTo("the call is not final");
            assertThat(world.proxy.post("/api/v1/lanes/" + lane + "/resume", ADMIN, "").statusCode())
                    .isBetween(200, 299);
            await().until(() -> world.status(queued).equals("confirmed")
                    && world.status(undelivered).equals("confirmed") && letters(world).size() == 1);
            await().until(() -> {
                world.proxy.bean(Erasures.class).sweep();
                return json(world.proxy.get(CALLS + queued, ADMIN)).at("/purged").asBoolean(false);
            });
            String erasure = ERASURES + "/" + asked.at("/id").asString();
            JsonNode later = json(world.proxy.get(erasure, ADMIN));
            assertThat(later.at("/erased").asInt()).isEqualTo(1);
            assertThat(later.at("/waiting/0/call").asString()).isEqualTo(undelivered);
            assertThat(later.at("/waiting/0/why").asString()).isEqualTo("a result is not delivered");

            json(world.proxy.post("/api/v1/dead-letters/" + letters(world).at("/0/id").asString() + "/skip", ADMIN,
                    "{\"reason\":\"booked by hand\"}"));
            assertThat(world.proxy.bean(Erasures.class).sweep()).isEqualTo(1);

            assertThat(json(world.proxy.get(erasure, ADMIN)).at("/waiting")).isEmpty();
            assertThat(LedgerSearch.tablesWith(world.ledger(), "DE 333 333")).isEmpty();
            assertThat(LedgerSearch.tablesWith(world.ledger(), "BAD")).isEmpty();
        }
    }

    private static JsonNode letters(World world) {
        return json(world.proxy.get("/api/v1/dead-letters?kind=write-back", ADMIN)).at("/items");
    }

    private static byte[] sha256(String text) {
        return SubjectHash.of(text).bytes();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }
}
