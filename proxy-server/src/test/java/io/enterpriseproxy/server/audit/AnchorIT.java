package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.server.AuditCommand;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The head of the audit trail on a chain. */
@ExtendWith(OutputCaptureExtension.class)
class AnchorIT {
    private static final ContractArtifact CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final String MAPPING = """
            apiVersion: enterprise-proxy/v1
            kind: Mapping
            metadata: { name: audit-anchor, description: the last hash of the audit trail }
            from: { rest: { method: POST, path: /anchors } }
            format: json
            call:
              chain: main
              contract: anchors
              function: countUp(bytes32)
              args: { key: hash }
              sender: erp-ap
            """;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void lastEntryIsPutOnTheChainByOneInstanceOncePerTimeIfItHasMoved() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(); InvoiceChain chain = InvoiceChain.start(directory)) {
            String contract = chain.chain().deploy(CONTRACT);
            Files.writeString(directory.resolve("anchors.json"), CONTRACT.abi());
            String ledger = "  ledger: { url: '%s', username: postgres }\n"
                    .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""));
            try (ProxyUnderTest one = start("one", chain, contract, ledger);
                    ProxyUnderTest other = start("other", chain, contract, ledger);
                    ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
                JsonNode head = newest(one);
                for (Future<?> look : IntStream.range(0, 8).<Future<?>>mapToObj(i -> instances
                        .submit(() -> (i % 2 == 0 ? one : other).bean(AuditAnchor.class).look())).toList()) {
                    look.get();
                }
                await().atMost(LONGEST).until(() -> anchored(chain, contract).size() == 1);
                assertThat(anchored(chain, contract)).containsExactly(head.path("hash").asString());

                // The next one is due in an hour; then it is the head of that time.
                one.post("/api/v1/mappings/audit-anchor/pause", ADMIN, "");
                one.post("/api/v1/mappings/audit-anchor/resume", ADMIN, "");
                one.bean(AuditAnchor.class).look();
                other.bean(AuditAnchor.class).look();
                await().during(Duration.ofSeconds(2)).until(() -> anchored(chain, contract).size() == 1);
                String moved = newest(one).path("hash").asString();
                one.bean(JdbcTemplate.class).update("UPDATE audit_anchor SET due_at = CURRENT_TIMESTAMP");
                other.bean(AuditAnchor.class).look();
                await().atMost(LONGEST).until(() -> anchored(chain, contract).size() == 2);
                assertThat(anchored(chain, contract)).containsExactly(head.path("hash").asString(), moved);

                // What stands on the chain is what the verification is told.
                JsonNode call = JsonMapper.shared()
                        .readTree(one.get("/api/v1/calls?mapping=audit-anchor", ADMIN).body())
                        .at("/items/0");
                assertThat(AuditCommand.run("verify", "--config", directory.resolve("one/enterprise-proxy.yaml")
                        .toString(), "--known", call.path("idempotencyKey").asString() + ":" + moved).status())
                        .isZero();
            }
        }
    }

    @Test
    void anchorThatItsMappingRefusesIsSaidAndTriedAgain(CapturedOutput log) throws Exception {
        try (InvoiceChain chain = InvoiceChain.start(directory)) {
            String contract = chain.chain().deploy(CONTRACT);
            Files.writeString(directory.resolve("anchors.json"), CONTRACT.abi());
            try (ProxyUnderTest proxy = start("one", chain, contract, "")) {
                proxy.post("/api/v1/mappings/audit-anchor/pause", ADMIN, "");
                proxy.bean(AuditAnchor.class).look();
                assertThat(log.getAll())
                        .contains("of the audit trail cannot be anchored; it is tried again in a minute")
                        .contains("mapping-paused");

                proxy.post("/api/v1/mappings/audit-anchor/resume", ADMIN, "");
                String head = newest(proxy).path("hash").asString();
                proxy.bean(JdbcTemplate.class).update("UPDATE audit_anchor SET due_at = CURRENT_TIMESTAMP");
                proxy.bean(AuditAnchor.class).look();
                await().atMost(LONGEST).until(() -> anchored(chain, contract).equals(List.of(head)));
            }
        }
    }

    private ProxyUnderTest start(String name, InvoiceChain chain, String contract, String ledger) throws Exception {
        Path files = Files.createDirectory(directory.resolve(name));
        for (String file : List.of("invoice-registry.json", "anchors.json", "erp-ap.pass", "erp-ap.json")) {
            Files.copy(directory.resolve(file), files.resolve(file));
        }
        String parts = chain.config().replace("  contracts:\n",
                "  contracts:\n    anchors: { abi: anchors.json, addresses: { main: '" + contract + "' } }\n");
        return ProxyUnderTest.start(files, parts + ledger + ProxyUnderTest.clients()
                + "  audit: { anchor: { mapping: audit-anchor } }\n", Map.of("audit-anchor.yaml", MAPPING));
    }

    /** The hashes that the contract has got, in the chain's order. */
    private static List<String> anchored(InvoiceChain chain, String contract) {
        JsonNode logs = chain.chain().rpc("eth_getLogs",
                Map.of("address", contract, "fromBlock", "0x0", "toBlock", "latest"));
        return StreamSupport.stream(logs.spliterator(), false).map(log -> log.at("/topics/1").asString()).toList();
    }

    private static JsonNode newest(ProxyUnderTest proxy) {
        return JsonMapper.shared().readTree(proxy.get("/api/v1/audit?limit=1", ADMIN).body()).at("/items/0");
    }
}
