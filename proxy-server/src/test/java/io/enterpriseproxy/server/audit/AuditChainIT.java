package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.server.AuditCommand;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The chains while servers run, and what others can do with them. */
class AuditChainIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void changesOfTwoInstancesAtOnceFormOneChainThatIsVerifiedWhileTheyRun() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(); InvoiceChain chain = InvoiceChain.start(directory)) {
            String ledger = "  ledger: { url: '%s', username: postgres }\n"
                    .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""));
            try (ProxyUnderTest one = start("one", chain, ledger);
                    ProxyUnderTest other = start("other", chain, ledger);
                    ExecutorService admins = Executors.newVirtualThreadPerTaskExecutor()) {
                long before = number(newest(one));
                List<Future<Integer>> answers = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    ProxyUnderTest told = i % 2 == 0 ? one : other;
                    String book = "book" + i;
                    answers.add(admins.submit(() -> put(told, book, "1", chain.supplier())));
                }
                for (Future<Integer> answer : answers) {
                    assertThat(answer.get()).isEqualTo(200);
                }

                assertThat(number(newest(other))).isEqualTo(before + 40);
                AuditCommand verified = AuditCommand.run("verify", "--config",
                        directory.resolve("one/enterprise-proxy.yaml").toString());
                assertThat(verified.output()).contains("All is as it was written.", (before + 40) + " entries");
                assertThat(verified.status()).isZero();
            }
        }
    }

    @Test
    void endsOfLanesAreNamedOnceUntilTheyMoveAndByOneInstance() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(); InvoiceChain chain = InvoiceChain.start(directory)) {
            String ledger = "  ledger: { url: '%s', username: postgres }\n"
                    .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""));
            try (ProxyUnderTest one = start("one", chain, ledger);
                    ProxyUnderTest other = start("other", chain, ledger);
                    ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
                long before = number(newest(one));
                post(one, "RE-1");
                await().atMost(LONGEST).until(() -> chain.registered() == 1);
                for (Future<?> round : IntStream.range(0, 8)
                        .<Future<?>>mapToObj(i -> instances.submit(() -> (i % 2 == 0 ? one : other)
                                .bean(SigningHeads.class).name()))
                        .toList()) {
                    round.get();
                }

                JsonNode entry = newest(one);
                assertThat(number(entry)).isEqualTo(before + 1);
                assertThat(entry.path("action").asString()).isEqualTo("audit.heads");
                assertThat(entry.path("origin").asString()).contains("/" + ProcessHandle.current().pid() + "/");
                assertThat(JSON.readTree(entry.path("after").asString()).path("lanes").properties()).singleElement()
                        .satisfies(lane -> assertThat(lane.getValue().path("number").asLong()).isEqualTo(1));
            }
        }
    }

    @Test
    void outsiderComputesEveryHashAgainFromTheExport() throws Exception {
        List<String> lines;
        try (InvoiceChain chain = InvoiceChain.start(directory); ProxyUnderTest proxy = start("one", chain, "")) {
            for (int i = 1; i <= 3; i++) {
                post(proxy, "RE-" + i);
                post(proxy, "RE-1" + i);
                long count = 2L * i;
                await().atMost(LONGEST).until(() -> chain.registered() == count);
            }
            proxy.bean(SigningHeads.class).name();
            assertThat(put(proxy, "suppliers", "bücher", chain.supplier())).isEqualTo(200);
            HttpResponse<String> export = proxy.get("/api/v1/audit/export", ADMIN);
            assertThat(export.headers().firstValue("Content-Type")).hasValueSatisfying(
                    type -> assertThat(type).startsWith("application/x-ndjson"));
            lines = export.body().lines().toList();
            assertThat(proxy.get("/api/v1/audit/export", CALLER).statusCode()).isEqualTo(403);
            AuditCommand running = AuditCommand.runApart("verify", "--config",
                    directory.resolve("one/enterprise-proxy.yaml").toString());
            assertThat(running.output()).contains("The server is running and has the ledger's file open.");
            assertThat(running.status()).isEqualTo(1);
        }
        Path file = directory.resolve("export.ndjson");
        assertThat(AuditCommand.run("export", "--config", directory.resolve("one/enterprise-proxy.yaml").toString(),
                "--to", file.toString())).isEqualTo(new AuditCommand(0, ""));
        assertThat(Files.readAllLines(file)).isEqualTo(lines);

        List<JsonNode> rows = lines.stream().map(JSON::readTree).toList();
        checkEntries(rows.stream().filter(row -> row.has("entry")).map(row -> row.path("entry")).toList());
        checkLane(rows.stream().filter(row -> row.path("chain").asString().startsWith("lane ")).toList());
    }

    private static void checkEntries(List<JsonNode> entries) throws Exception {
        String previous = "0x" + "0".repeat(64);
        long number = 0;
        for (JsonNode entry : entries) {
            assertThat(number(entry)).isEqualTo(++number);
            assertThat(entry.path("previousHash").asString()).isEqualTo(previous);
            previous = hash("audit-entry/1", text(entry, "number"), text(entry, "at"), text(entry, "actor"),
                    text(entry, "action"), text(entry, "subject"), text(entry, "detail"), text(entry, "before"),
                    text(entry, "after"), text(entry, "origin"), previous);
            assertThat(entry.path("hash").asString()).isEqualTo(previous);
        }
        assertThat(number).isGreaterThanOrEqualTo(4);
    }

    private static void checkLane(List<JsonNode> rows) throws Exception {
        Map<Long, JsonNode> attempts = new TreeMap<>();
        rows.stream().filter(row -> row.has("attempt")).map(row -> row.path("attempt"))
                .forEach(attempt -> attempts.put(attempt.path("nonce").asLong(), attempt));
        assertThat(attempts).hasSize(6);
        String previous = "0x" + "0".repeat(64);
        for (JsonNode row : rows.stream().filter(row -> row.has("batch")).toList()) {
            JsonNode batch = row.path("batch");
            String[] range = batch.path("attempts").asString().replace("/0", "").split("-", -1);
            List<byte[]> leaves = new ArrayList<>();
            for (long nonce = Long.parseLong(range[0]); nonce <= Long.parseLong(range[range.length - 1]); nonce++) {
                JsonNode attempt = Objects.requireNonNull(attempts.get(nonce));
                leaves.add(Hex.decode(hash("attempt/1", text(batch, "lane"), text(attempt, "nonce"),
                        text(attempt, "number"), text(attempt, "kind"), text(attempt, "call"),
                        text(attempt, "txHash"), text(attempt, "decision"))));
            }
            while (leaves.size() > 1) {
                List<byte[]> above = new ArrayList<>();
                for (int i = 0; i < leaves.size(); i += 2) {
                    above.add(i + 1 == leaves.size()
                            ? leaves.get(i)
                            : sha256(new byte[]{1}, leaves.get(i), leaves.get(i + 1)));
                }
                leaves = above;
            }
            assertThat(batch.path("root").asString()).isEqualTo(Hex.encode(leaves.getFirst()));
            assertThat(batch.path("previousHash").asString()).isEqualTo(previous);
            previous = hash("signing-batch/1", text(batch, "lane"), text(batch, "number"), text(batch, "at"),
                    text(batch, "instance"), text(batch, "keyAlias"), text(batch, "attempts"), text(batch, "count"),
                    text(batch, "root"), previous);
            assertThat(batch.path("hash").asString()).isEqualTo(previous);
        }
    }

    private static @Nullable String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        assertThat(value.isMissingNode()).as(field).isFalse();
        return value.isNull() ? null : value.asString();
    }

    /** As the documentation says, and not as the server does it. */
    private static String hash(@Nullable String... texts) throws Exception {
        StringBuilder list = new StringBuilder();
        for (String text : texts) {
            list.append(text == null
                    ? "-,"
                    : text.getBytes(StandardCharsets.UTF_8).length + ":" + text + ",");
        }
        return Hex.encode(sha256(list.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    @Test
    void commandSaysWhatItCannotDo() throws Exception {
        Path config = Files.writeString(directory.resolve("c.yaml"), "enterprise-proxy: {}\n");

        assertThat(AuditCommand.run().status()).isEqualTo(2);
        assertThat(AuditCommand.run("verify").output()).startsWith("expected --config FILE\nUsage: ./ep audit verify");
        assertThat(AuditCommand.run("verify", "--config", config.toString(), "--known", "7").output())
                .startsWith("found 7; expected NUMBER:HASH");
        assertThat(AuditCommand.run("verify", "--config", config.toString(), "--to", "x").status()).isEqualTo(2);
        assertThat(AuditCommand.run("--help")).returns(0, AuditCommand::status);
        assertThat(AuditCommand.run("verify", "--config", config.toString())).isEqualTo(new AuditCommand(1,
                "There is no ledger in the data directory. Name the directory by --data.\n"));
        new DriverManagerDataSource("jdbc:h2:file:" + directory.resolve("old/ledger"), "ep", "").getConnection()
                .close();
        assertThat(AuditCommand.run("verify", "--config", config.toString(), "--data",
                directory.resolve("old").toString())).isEqualTo(new AuditCommand(1,
                        "The ledger has no chains yet: it is of an earlier version. Start the server once.\n"));
    }

    private ProxyUnderTest start(String name, InvoiceChain chain, String ledger) throws IOException {
        Path files = Files.createDirectory(directory.resolve(name));
        for (String file : List.of("invoice-registry.json", "erp-ap.pass", "erp-ap.json")) {
            Files.copy(directory.resolve(file), files.resolve(file));
        }
        return ProxyUnderTest.start(files, chain.config() + ledger + ProxyUnderTest.clients(),
                Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices")));
    }

    private static void post(ProxyUnderTest proxy, String invoice) {
        assertThat(proxy.post("/api/v1/calls/invoice-posted", CALLER, InvoiceChain.invoice(invoice, "10.00"))
                .statusCode()).isEqualTo(202);
    }

    private static int put(ProxyUnderTest proxy, String book, String key, String address) {
        return proxy.send(proxy.request("/api/v1/address-books/" + book + "/"
                + URLEncoder.encode(key, StandardCharsets.UTF_8), ADMIN)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"address\":\"" + address + "\"}")).build()).statusCode();
    }

    private static JsonNode newest(ProxyUnderTest proxy) {
        return JSON.readTree(proxy.get("/api/v1/audit?limit=1", ADMIN).body()).at("/items/0");
    }

    private static long number(JsonNode entry) {
        return entry.path("number").asLong();
    }
}
