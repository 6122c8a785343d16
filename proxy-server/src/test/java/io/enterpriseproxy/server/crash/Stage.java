package io.enterpriseproxy.server.crash;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What outlives a server that dies: the chain, the ledger's database, an ERP that sends documents and gets their results in
 * a table and by HTTP. What it checks is read from the chain and from the ERP.
 */
final class Stage implements AutoCloseable {
    private static final Duration BLOCK_TIME = Duration.ofMillis(300);
    private static final ContractArtifact TEST_CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
    private static final int SENDERS = 4;

    final Load load = new Load();
    final NodeWithTrap node;
    final ErpEndpoint endpoint = new ErpEndpoint();
    private final DevChain chain;
    private final Thread miner = Thread.ofPlatform().daemon().name("miner").unstarted(this::mine);
    private volatile boolean mining = true;
    private volatile boolean closed;
    private final Path directory;
    private final String contract;
    private final EmbeddedPostgres postgres;
    private final JdbcTemplate erp;

    /** @param ledger its lines in the configuration; empty for the embedded database */
    Stage(Path directory, String ledger) throws IOException {
        this.directory = directory;
        this.chain = DevChain.start(DevChainOptions.DEFAULT.withBlockTime(Duration.ofHours(1)));
        this.contract = chain.deploy(TEST_CONTRACT);
        this.node = new NodeWithTrap(chain.url());
        this.postgres = EmbeddedPostgres.start();
        this.erp = new JdbcTemplate(postgres.getPostgresDatabase());
        erp.execute("CREATE TABLE document_result (result_id TEXT, document INT, status TEXT)");
        configure(directory, ledger);
        miner.start();
    }

    private void mine() {
        while (!closed) {
            if (mining) {
                chain.mine(1);
            }
            LockSupport.parkNanos(BLOCK_TIME.toNanos());
        }
    }

    /** Whether blocks come. */
    void mining(boolean on) {
        mining = on;
    }

    /** Files for another instance with the same ledger. */
    void configure(Path home, String ledger) throws IOException {
        Files.createDirectories(home.resolve("mappings"));
        for (int i = 0; i < SENDERS; i++) {
            DevAccount account = chain.accounts().get(i + 1);
            KeystoreFiles.create(home.resolve("erp-" + i + ".json"), Hex.decode(account.privateKey()),
                    "a passphrase".toCharArray(), ScryptCost.LIGHT);
        }
        Files.writeString(home.resolve("passphrase"), "a passphrase");
        Files.writeString(home.resolve("caller.key"), ProxyUnderTest.CALLER);
        Files.writeString(home.resolve("admin.key"), ProxyUnderTest.ADMIN);
        Files.writeString(home.resolve("monitor.key"), ProxyUnderTest.MONITOR);
        Files.writeString(home.resolve("abi.json"), TEST_CONTRACT.abi());
        String keys = IntStream.range(0, SENDERS)
                .mapToObj(i -> "    erp-%d: { keystore: erp-%d.json, passphrase: '${file:passphrase}' }%n".formatted(i,
                        i))
                .collect(Collectors.joining());
        Files.writeString(home.resolve("enterprise-proxy.yaml"), """
                enterprise-proxy:
                  data: data
                  server: { address: 127.0.0.1 }
                  chains:
                    main:
                      family: evm
                      id: 31337
                      confirmations: 2
                      poll-interval: 50ms
                      nodes: [ { url: '%s' } ]
                  contracts:
                    test: { abi: abi.json, addresses: { main: '%s' } }
                  connections:
                    erp-db: { jdbc: { url: '%s', username: postgres } }
                    erp-api: { http: { base-url: '%s' } }
                  keys:
                %s%s%s""".formatted(node.url(), contract,
                postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""), endpoint.url(), keys, ledger,
                ProxyUnderTest.clients()));
        Files.writeString(home.resolve("mappings/count.yaml"), """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: count, description: counts each document once }
                from:
                  rest: { method: POST, path: /erp/documents }
                format: json
                idempotencyKey: no
                orderingKey: customer
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
                      sql: INSERT INTO document_result VALUES (:resultId, CAST(:document AS int), :status)
                      params: { document: event.no }
                  - on: [confirmed, reverted]
                    http: { connection: erp-api, path: /results }
                    body: { document: event.no, status: call.status }
                """);
    }

    /** Makes starts cheap. */
    ServerImage image() throws IOException {
        return ServerImage.of(home -> configure(home, ""));
    }

    /** Every document that was acknowledged has its results, but for what its target refuses. */
    void awaitAllResults() {
        awaitAllResults(() -> "");
    }

    /** @param why what a server says of results that do not come */
    private void awaitAllResults(Supplier<String> why) {
        try {
            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
                assertThat(erp.queryForObject("SELECT count(DISTINCT document) FROM document_result", Integer.class))
                        .isGreaterThanOrEqualTo(load.count());
                assertThat(endpoint.documents()).hasSizeGreaterThanOrEqualTo(acceptable().size());
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(why.get(), e);
        }
    }

    /** The documents without a result, the calls of some, and the lanes. */
    private String missing(ServerProcess server) {
        List<Integer> inTable = new ArrayList<>(documents());
        inTable.removeAll(erp.queryForList("SELECT DISTINCT document FROM document_result", Integer.class));
        List<Integer> atEndpoint = new ArrayList<>(acceptable());
        atEndpoint.removeAll(endpoint.documents());
        StringBuilder text = new StringBuilder("no row of %s, no request of %s".formatted(inTable, atEndpoint));
        Stream.concat(Stream.concat(inTable.stream(), atEndpoint.stream()).distinct().limit(10)
                .map(document -> "/api/v1/calls/" + load.call(document)), Stream.of("/api/v1/lanes")).forEach(path -> {
                    try {
                        text.append('\n').append(path).append(": ").append(server.act("GET", path).body());
                    } catch (IOException e) {
                        text.append('\n').append(path).append(": ").append(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        chain.accounts().subList(1, SENDERS + 1).forEach(account -> text.append('\n').append(account.address())
                .append(": nonce ").append(nonceOf(account)).append(" on the chain, ").append(Long.decode(
                        chain.rpc("eth_getTransactionCount", account.address(), "pending").asString()))
                .append(" with what waits"));
        text.append("\nthe node's pool: ").append(chain.rpc("txpool_status"));
        text.append("\nthreads of lanes:\n").append(server.threads("lane-"));
        return text.toString();
    }

    private List<Integer> documents() {
        return IntStream.range(0, load.count()).boxed().toList();
    }

    private List<Integer> acceptable() {
        return documents().stream().filter(document -> !ErpEndpoint.refuses(document)).toList();
    }

    /**
     * Each document has one effect, in order per customer; no nonce was used for anything else or left out; each has one
     * result, in order per customer; the call that was acknowledged is still the document's.
     */
    void checkThatEachEventCountsOnce(ServerProcess server) throws IOException, InterruptedException {
        load.finish(server);
        assertThat(load.repeatAll(server)).isEmpty();
        awaitAllResults(() -> missing(server));
        List<Integer> executed = executed();
        assertThat(executed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(documents());
        assertThat(outOfOrder(executed)).isEmpty();
        assertThat(chain.accounts().subList(1, SENDERS + 1).stream().mapToLong(this::nonceOf).sum())
                .isEqualTo(executed.size());
        assertThat(erp.queryForList("SELECT document FROM document_result GROUP BY document HAVING"
                + " count(DISTINCT result_id) <> 1 OR min(status) <> 'confirmed' OR max(status) <> 'confirmed'",
                Integer.class)).isEmpty();
        assertThat(endpoint.documents()).containsExactlyInAnyOrderElementsOf(acceptable());
        assertThat(acceptable().stream().filter(document -> endpoint.resultIds(document).size() != 1
                || !endpoint.resultIds(document).iterator().next().startsWith(load.call(document) + "."))).isEmpty();
        assertThat(outOfOrder(endpoint.documents())).isEmpty();
    }

    /** The documents that the chain has counted, in its order, each as often as it was counted. */
    private List<Integer> executed() {
        Map<String, Integer> documents = documents().stream().collect(Collectors.toMap(
                no -> Hex.encode(Keccak256.hash(String.valueOf(no).getBytes(StandardCharsets.UTF_8))), no -> no));
        List<Integer> executed = new ArrayList<>();
        for (JsonNode log : chain.rpc("eth_getLogs",
                Map.of("address", contract, "fromBlock", "0x0", "toBlock", "latest"))) {
            executed.add(documents.getOrDefault(log.path("topics").path(1).asString(""), -1));
        }
        return executed;
    }

    private static List<String> outOfOrder(List<Integer> documents) {
        Map<String, Integer> newest = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (int document : documents) {
            int before = newest.getOrDefault(Load.customer(document), -1);
            if (before > document) {
                wrong.add("document " + document + " came behind " + before);
            }
            newest.put(Load.customer(document), Math.max(before, document));
        }
        return wrong;
    }

    private long nonceOf(DevAccount account) {
        return Long.decode(chain.rpc("eth_getTransactionCount", account.address(), "latest").asString());
    }

    /** How often a server has said this in its log. */
    long said(String words) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("server.log"))) {
            return lines.filter(line -> line.contains(words)).count();
        }
    }

    @Override
    public void close() throws IOException {
        load.close();
        closed = true;
        await().until(() -> !miner.isAlive());
        node.close();
        endpoint.close();
        chain.close();
        postgres.close();
    }
}
