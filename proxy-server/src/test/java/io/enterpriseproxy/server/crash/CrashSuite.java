package io.enterpriseproxy.server.crash;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.AuditCommand;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Real servers of a thousand events, a chain, and an ERP that gets the results; checked on the chain and in the ERP. */
abstract class CrashSuite {
    private static final ContractArtifact TEST_CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final ContractAbi ABI = ContractAbi.parse(TEST_CONTRACT.abi());
    static final int EVENTS = 1_000;
    private static final int SENDERS = 4;

    private DevChain chain;
    private String contract;
    private EmbeddedPostgres postgres;
    JdbcTemplate erp;

    @BeforeEach
    void startChainAndErp() throws IOException {
        chain = DevChain.start(DevChainOptions.DEFAULT.withBlockTime(Duration.ofSeconds(1)));
        contract = chain.deploy(TEST_CONTRACT);
        postgres = EmbeddedPostgres.start();
        DataSource database = postgres.getPostgresDatabase();
        erp = new JdbcTemplate(database);
        erp.execute("CREATE TABLE document_result (result_id TEXT, document TEXT, status TEXT)");
    }

    @AfterEach
    void stopChainAndErp() throws IOException {
        chain.close();
        postgres.close();
    }

    /** The events from this number up to that. */
    static String events(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "{\"no\":\"" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Makes a database for the ledger; answers its lines in the configuration. */
    String postgresLedger() {
        erp.execute("CREATE DATABASE ledger");
        return "  ledger: { url: '%s', username: postgres }\n"
                .formatted(postgres.getJdbcUrl("postgres", "ledger").replaceAll("\\?.*", ""));
    }

    /** The process id of the server that reads the events of the chain, by the ledger. */
    long readerOfEvents() {
        Long pid = new JdbcTemplate(postgres.getDatabase("postgres", "ledger")).queryForObject(
                "SELECT split_part(owner, '/', 2)::bigint FROM chain_reader", Long.class);
        return pid == null ? 0 : pid;
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    void awaitExecuted(long atLeast) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> totalCount() >= Math.min(atLeast, EVENTS));
    }

    void awaitAllResults() {
        await().atMost(Duration.ofSeconds(90)).until(() -> documentsWithResult() == EVENTS);
    }

    /** Each event has one effect and one result, and no nonce was used for anything else. */
    void checkThatEachEventCountsOnce() {
        assertThat(totalCount()).isEqualTo(EVENTS);
        assertThat(IntStream.range(0, EVENTS).filter(no -> countOf(String.valueOf(no)) != 1).boxed().toList())
                .isEmpty();
        assertThat(erp
                .queryForList("SELECT document FROM document_result GROUP BY document HAVING count(DISTINCT result_id)"
                        + " <> 1", String.class))
                .isEmpty();
        assertThat(chain.accounts().subList(1, SENDERS + 1).stream().mapToLong(this::nonceOf).sum()).isEqualTo(EVENTS);
    }

    /** No kill, and no other owner of a lane, leaves a chain that looks as if somebody had changed it. */
    static void checkThatTheAuditIsAsItWasWritten(Path directory) {
        AuditCommand verified = AuditCommand.run("verify", "--config",
                directory.resolve("enterprise-proxy.yaml").toString());
        assertThat(verified.output()).contains(SENDERS + " lanes, ", "%,d transactions".formatted(EVENTS),
                "All is as it was written.");
        assertThat(verified.status()).isZero();
    }

    void writeFiles(Path directory, String ledger) throws IOException {
        for (int i = 0; i < SENDERS; i++) {
            DevAccount account = chain.accounts().get(i + 1);
            KeystoreFiles.create(directory.resolve("erp-" + i + ".json"), Hex.decode(account.privateKey()),
                    "a passphrase".toCharArray(), ScryptCost.LIGHT);
        }
        Files.writeString(directory.resolve("passphrase"), "a passphrase");
        Files.writeString(directory.resolve("caller.key"), ProxyUnderTest.CALLER);
        Files.writeString(directory.resolve("admin.key"), ProxyUnderTest.ADMIN);
        Files.writeString(directory.resolve("monitor.key"), ProxyUnderTest.MONITOR);
        Files.writeString(directory.resolve("abi.json"), TEST_CONTRACT.abi());
        String keys = IntStream.range(0, SENDERS)
                .mapToObj(i -> "    erp-%d: { keystore: erp-%d.json, passphrase: '${file:passphrase}' }%n".formatted(i,
                        i))
                .collect(Collectors.joining());
        Files.writeString(directory.resolve("enterprise-proxy.yaml"),
                """
                        enterprise-proxy:
                          data: data
                          server: { address: 127.0.0.1 }
                          chains:
                            main:
                              { family: evm, id: 31337, poll-interval: 100ms, lanes: { max-in-flight: 50 }, nodes: [ { url: '%s' } ] }
                          contracts:
                            test: { abi: abi.json, addresses: { main: '%s' } }
                          connections:
                            erp-db: { jdbc: { url: '%s', username: postgres } }
                          keys:
                        %s%s%s"""
                        .formatted(chain.url(), contract,
                                postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""),
                                keys, ledger, ProxyUnderTest.clients()));
        Files.createDirectory(directory.resolve("mappings"));
        Files.writeString(directory.resolve("mappings/count.yaml"), """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: count, description: counts each document once }
                from:
                  rest: { method: POST, path: /erp/documents }
                format: json
                idempotencyKey: no
                call:
                  chain: main
                  contract: test
                  function: countUp(bytes32)
                  args: { key: $keccak256(no) }
                  sender: [erp-0, erp-1, erp-2, erp-3]
                  gas: { limit: 100000 }
                  simulate: false
                writeBack:
                  - on: [confirmed, reverted]
                    database:
                      connection: erp-db
                      sql: INSERT INTO document_result VALUES (:resultId, :document, :status)
                      params: { document: event.no }
                """);
    }

    private long documentsWithResult() {
        Long count = erp.queryForObject(
                "SELECT count(DISTINCT document) FROM document_result WHERE status = 'confirmed'",
                Long.class);
        return count == null ? 0 : count;
    }

    private long nonceOf(DevAccount account) {
        return Long.decode(chain.rpc("eth_getTransactionCount", account.address(), "latest").asString());
    }

    long totalCount() {
        return read("totalCount()", Map.of());
    }

    private long countOf(String document) {
        return read("countOf(bytes32)", Map.of("key", key(document)));
    }

    /** Counts a document past the servers, in a block of its own; answers the event's key. */
    String emit(String document) {
        String key = key(document);
        chain.send(chain.accounts().get(9), contract, input("countUp(bytes32)", Map.of("key", key)));
        return key;
    }

    private static String key(String document) {
        return Hex.encode(Keccak256.hash(document.getBytes(StandardCharsets.UTF_8)));
    }

    private long read(String function, Map<String, String> arguments) {
        return new BigInteger(chain.call(contract, input(function, arguments)).substring(2), 16).longValueExact();
    }

    private static String input(String function, Map<String, String> arguments) {
        EncodeOutcome.Encoded encoded = (EncodeOutcome.Encoded) ABI.function(function).orElseThrow().encode(arguments);
        return Hex.encode(encoded.input());
    }
}
