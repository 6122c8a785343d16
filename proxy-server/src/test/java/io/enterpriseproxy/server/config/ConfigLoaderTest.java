package io.enterpriseproxy.server.config;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.connector.jms.broker.EmbeddedBrokerSettings;
import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.mapping.document.DocumentException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConfigLoaderTest {
    private static final String KEY = "ep_" + "k".repeat(32);
    private static final String HASH = "0123456789abcdef".repeat(4);

    record Mq(URI url, Secret password) {}

    record Db(String url) {}

    @TempDir
    Path directory;

    private final ConfigLoader loader = new ConfigLoader(Map.of("jms", Mq.class, "jdbc", Db.class),
            Map.of("MQ_PASSWORD", "mq-secret", "EP_ERP_KEY", KEY, "TOKEN", "Basic abc"));

    @BeforeEach
    void filesThatAreNamed() throws IOException {
        Files.createDirectory(directory.resolve("keys"));
        Files.writeString(directory.resolve("keys/erp-ap.json"), "{}");
        Files.writeString(directory.resolve("keys/erp-ap.pass"), "opensesame\n");
        Files.writeString(directory.resolve("keys/privacy.key"), "0f".repeat(32) + "\n");
        Files.writeString(directory.resolve("invoice.json"), "[]");
    }

    @Test
    void emptyConfigurationTakesEveryDefault() {
        ProxyConfig config = load("enterprise-proxy: {}").settings();

        assertThat(config).isEqualTo(new ProxyConfig(directory.resolve("data"), null,
                new ServerConfig(8080, null, 16_777_216, 1_048_576, 16_384, null), Map.of(), null, Map.of(), Map.of(),
                Map.of(), Map.of(), null, Map.of(), Map.of(), Map.of(), Map.of(),
                new SecurityConfig(List.of(), List.of(), List.of(), new LimitsConfig(null, Map.of(), 20), false),
                new RetentionConfig(Duration.ofDays(400)), new AuditConfig(null), Map.of(), null,
                new LoggingConfig(LogFormat.TEXT, null, Map.of())));
    }

    @Test
    void partsTakeTheirOwnDefaults() {
        ProxyConfig config = load("""
                enterprise-proxy:
                  ledger: { url: 'jdbc:postgresql://db/ep' }
                  chains: { main: { family: evm, id: 1, nodes: [ { url: 'http://n' } ] } }
                  broker: { username: u, password: '${env:MQ_PASSWORD}' }
                """).settings();

        assertThat(config.ledger()).isEqualTo(new LedgerConfig("jdbc:postgresql://db/ep", null, null, null, 16));
        assertThat(config.chains()).isEqualTo(Map.of("main",
                new ChainConfig(ChainFamily.EVM, 1, 1, FinalBy.BLOCKS,
                        List.of(new NodeConfig(URI.create("http://n"), Map.of(), null)),
                        Map.of(), null, null, null, null, new RedundancyConfig(3, Duration.ofMillis(1_500), 1),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5), 100, ReceiptsFrom.BLOCK,
                        new GasConfig(false, new BigDecimal("2"), null, null, new BigDecimal("1.25")),
                        new LanesConfig(2_000), List.of(), null)));
        assertThat(config.broker())
                .isEqualTo(new EmbeddedBrokerSettings("127.0.0.1", 61_616, "u", new Secret("mq-secret")));
    }

    @Test
    void everySettingIsBoundFromItsKey() {
        LoadedConfig loaded = load(
                """
                        enterprise-proxy:
                          data: /var/lib/ep
                          ledger: { url: 'jdbc:postgresql://db/ep', username: ep, password: '${file:keys/erp-ap.pass}', pool-size: 8, migration: { username: owner, password: '${file:keys/erp-ap.pass}' } }
                          server: { port: 9090, address: 127.0.0.1, max-body-bytes: 2048, max-event-bytes: 1024 }
                          chains:
                            main:
                              family: evm
                              id: 8217
                              confirmations: 3
                              nodes: [ { url: 'https://node', headers: { Authorization: '${env:TOKEN}' }, ws: 'wss://node/ws' } ]
                              node-origins: { 'https://spare:8443': { headers: { Authorization: '${env:TOKEN}' } } }
                              owner: treasury
                              valid-until: 2030-01-01T00:00:00Z
                              genesis: '0xabababababababababababababababababababababababababababababababab'
                              redundancy: { max-lag: 5, fail-over: 1s, broadcast: 2 }
                              poll-interval: 1s
                              timeout: 2s
                              batch-size: 50
                              receipts: logs
                              gas: { legacy: true, base-fee-multiple: 1.5, priority-fee: 7, max-fee: 900, estimate-multiple: 2 }
                              lanes: { max-in-flight: 16 }
                              raw-reads: [eth_getLogs, eth_call]
                              balance: { warn: 900, stop: 100, every: 30s }
                          chain-registry:
                            node-origins: { 'https://nodes.example': { headers: { Authorization: '${env:TOKEN}' } } }
                            gas: { max-fee: 800 }
                            lanes: { max-in-flight: 64 }
                          contracts:
                            invoices: { abi: invoice.json, addresses: { main: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } }
                          key-stores:
                            hsm:
                              pkcs11: { library: /usr/lib/hsm.so, slot-index: 1, pin: '${file:keys/erp-ap.pass}' }
                              parallel: 4
                              timeout: 3s
                          keys:
                            erp-ap: { keystore: keys/erp-ap.json, passphrase: '${file:keys/erp-ap.pass}', previous: { store: hsm, key: before } }
                            erp-pay: { store: hsm, key: pay, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' }
                          accounts:
                            board: { address: '0x5FbDB2315678afecb367f032d93F642f64180aa3', keys: [erp-pay, erp-ap], signatures-within: 2h,
                              holders: [ { holder: alice, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } ] }
                          policies: policies
                          cloak-keys:
                            privacy-2025: { store: hsm, key: ep-privacy, wrapped: 'AQID' }
                            privacy-2026: { secret: '${file:keys/privacy.key}' }
                          connections:
                            mq: { jms: { url: 'tcp://mq:61616', password: '${env:MQ_PASSWORD}' } }
                            db: { jdbc: { url: 'jdbc:h2:mem:x' } }
                          security:
                            api-clients:
                              - { name: erp, key: '${env:EP_ERP_KEY}', roles: [caller], mappings: [invoice], events-per-second: 500 }
                              - { name: ops, keys: [ { sha256: %s, expires: 2027-01-31 } ], roles: [caller, admin] }
                            certificate-clients:
                              - { name: warehouse, subject: 'CN=warehouse,O=Example', roles: [mapping-author] }
                            token-issuers:
                              - { issuer: 'https://login.example', audience: ep, roles: { ep-ops: operator } }
                            limits: { events-per-second: 1000, mappings: { invoice: 50 } }
                            second-person: true
                          retention: { final-calls: 30d }
                          audit: { anchor: { mapping: audit-anchor, every: 6h } }
                          address-book: { suppliers: { '4711': '0x5FbDB2315678afecb367f032d93F642f64180aa3' } }
                          broker: { port: 61617, host: 0.0.0.0, username: u, password: '${env:MQ_PASSWORD}' }
                          logging: { format: json, file: log/ep.log, levels: { io.enterpriseproxy: debug } }
                        """
                        .formatted(HASH));

        Address address = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
        ProxyConfig config = loaded.settings();
        assertThat(config).isEqualTo(new ProxyConfig(Path.of("/var/lib/ep"),
                new LedgerConfig("jdbc:postgresql://db/ep", "ep", new Secret("opensesame"),
                        new MigrationConfig("owner", new Secret("opensesame")), 8),
                new ServerConfig(9090, "127.0.0.1", 2048, 1024, 16_384, null),
                Map.of("main", new ChainConfig(ChainFamily.EVM, 8217, 3, FinalBy.BLOCKS,
                        List.of(new NodeConfig(URI.create("https://node"),
                                Map.of("Authorization", new Secret("Basic abc")), URI.create("wss://node/ws"))),
                        Map.of("https://spare:8443",
                                new NodeOriginConfig(Map.of("Authorization", new Secret("Basic abc")))),
                        "treasury", null, Instant.parse("2030-01-01T00:00:00Z"), "0x" + "ab".repeat(32),
                        new RedundancyConfig(5, Duration.ofSeconds(1), 2),
                        Duration.ofSeconds(1), Duration.ofSeconds(2), 50, ReceiptsFrom.LOGS,
                        new GasConfig(true, new BigDecimal("1.5"), BigInteger.valueOf(7), BigInteger.valueOf(900),
                                new BigDecimal("2")),
                        new LanesConfig(16), List.of("eth_getLogs", "eth_call"),
                        new BalanceConfig(BigInteger.valueOf(900), BigInteger.valueOf(100),
                                Duration.ofSeconds(30)))),
                new ChainRegistryConfig(
                        Map.of("https://nodes.example",
                                new NodeOriginConfig(Map.of("Authorization", new Secret("Basic abc")))),
                        new GasConfig(false, new BigDecimal("2"), null, BigInteger.valueOf(800),
                                new BigDecimal("1.25")),
                        new RedundancyConfig(3, Duration.ofMillis(1_500), 1), Duration.ofMillis(500),
                        Duration.ofSeconds(5), 100, ReceiptsFrom.BLOCK, new LanesConfig(64), List.of(), null),
                Map.of("invoices", new ContractConfig(directory.resolve("invoice.json"), Map.of("main", address))),
                Map.of("hsm", new KeyStoreConfig(
                        new KeyStoreConfig.Pkcs11(Path.of("/usr/lib/hsm.so"), 1, new Secret("opensesame")), null, null,
                        null, null, null, 4, Duration.ofSeconds(3))),
                Map.of("erp-ap", new KeyConfig(directory.resolve("keys/erp-ap.json"), new Secret("opensesame"), null,
                        null, null, new PreviousKeyConfig(null, null, "hsm", "before", null)), "erp-pay",
                        new KeyConfig(null, null, "hsm", "pay", address, null)),
                Map.of("board", new AccountConfig(address, List.of("erp-pay", "erp-ap"),
                        List.of(new HolderConfig("alice", address, null)), Duration.ofHours(2))),
                directory.resolve("policies"),
                Map.of("privacy-2025", new CloakKeyConfig(null, "hsm", "ep-privacy", "AQID"), "privacy-2026",
                        new CloakKeyConfig(new Secret("0f".repeat(32)), null, null, null)),
                Map.of(), Map.of(), config.connections(),
                new SecurityConfig(List.of(
                        new ApiClientConfig("erp", new Secret(KEY), null, List.of(), List.of(Role.CALLER),
                                List.of("invoice"), 500),
                        new ApiClientConfig("ops", null, null,
                                List.of(new ApiKeyConfig(null, HASH,
                                        new Expiry(Instant.parse("2027-02-01T00:00:00Z")))),
                                List.of(Role.CALLER, Role.ADMIN), null, null)),
                        List.of(new CertificateClientConfig("warehouse", "CN=warehouse,O=Example",
                                List.of(Role.MAPPING_AUTHOR), null, null)),
                        List.of(new TokenIssuerConfig(URI.create("https://login.example"), "ep", null, "sub", "roles",
                                Map.of("ep-ops", Role.OPERATOR), null, Duration.ofSeconds(30))),
                        new LimitsConfig(1000, Map.of("invoice", 50), 20), true),
                new RetentionConfig(Duration.ofDays(30)),
                new AuditConfig(new AnchorConfig("audit-anchor", Duration.ofHours(6))),
                Map.of("suppliers", Map.of("4711", address)),
                new EmbeddedBrokerSettings("0.0.0.0", 61_617, "u", new Secret("mq-secret")),
                new LoggingConfig(LogFormat.JSON, directory.resolve("log/ep.log"),
                        Map.of("io.enterpriseproxy", LogLevel.DEBUG))));
        assertThat(loaded.connections()).isEqualTo(Map.of(
                "mq", new Choice("jms", new Mq(URI.create("tcp://mq:61616"), new Secret("mq-secret"))),
                "db", new Choice("jdbc", new Db("jdbc:h2:mem:x"))));
    }

    @Test
    void commandLineWinsOverTheFile() {
        ProxyConfig config = load("enterprise-proxy: { data: d, server: { port: 1 } }",
                new Overrides(Path.of("/elsewhere"), 7)).settings();

        assertThat(config.data()).isEqualTo(Path.of("/elsewhere"));
        assertThat(config.server().port()).isEqualTo(7);
    }

    @Test
    void allFaultsComeAtOnceWithTheirPlaces() {
        assertThatThrownBy(() -> load("""
                enterprise-proxy:
                  dta: ./data
                  server: { port: 99999 }
                  chains: { main: { family: evm, id: 1, nodes: [] } }
                  keys: { k: { keystore: keys/erp-ap.json, passphrase: opensesame } }
                  connections:
                    mq: { jmx: {} }
                  security: { api-clients: [ { name: erp, key: '${env:TOKEN}', roles: [caller] } ] }
                """)).isInstanceOf(DocumentException.class).hasMessage("""
                c.yaml:2: enterprise-proxy.dta: unknown key; did you mean data?
                c.yaml:3: enterprise-proxy.server: found port 99999; expected a port from 0 to 65535
                c.yaml:4: enterprise-proxy.chains.main: found no nodes; expected at least one { url: … }
                c.yaml:5: enterprise-proxy.keys.k.passphrase: secrets only by reference; \
                expected ${env:NAME} or ${file:PATH} and nothing else
                c.yaml:7: enterprise-proxy.connections.mq.jmx: unknown key; did you mean jms?
                c.yaml:8: enterprise-proxy.security.api-clients[0]: the key has another form; \
                expected ep_ and at least 32 of A-Z a-z 0-9 _ -""".replace("c.yaml", file().toString()));
    }

    @Test
    void whatPartsSayOfEachOtherIsChecked() {
        assertThatThrownBy(() -> load("""
                enterprise-proxy:
                  chains: { main: { family: evm, id: 1, nodes: [ { url: 'http://n' } ] } }
                  contracts:
                    'in voices': { abi: gone.json, addresses: { mian: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } }
                  keys: { k: { keystore: keys/gone.json, passphrase: '${file:keys/erp-ap.pass}' } }
                  security:
                    api-clients:
                      - { name: erp, key-sha256: %1$s, roles: [caller] }
                      - { name: erp, key-sha256: %1$s, roles: [admin] }
                  cloak-keys: { p: { secret: '${file:keys/erp-ap.pass}' }, q: { store: hsm, key: k, wrapped: '' } }
                  address-book: { suppl\u0456ers: {} }
                """.formatted(HASH))).isInstanceOf(DocumentException.class).hasMessageContainingAll(
                ":4: enterprise-proxy.contracts['in voices']: found the name in voices; expected letters, digits, . _ -",
                ":4: enterprise-proxy.contracts['in voices'].abi: the file " + directory.resolve("gone.json")
                        + " is not there or not readable",
                "addresses.mian: no chain has this name; expected one of main",
                ":5: enterprise-proxy.keys.k.keystore: the file ",
                ":7: enterprise-proxy.security.api-clients: the name erp is there twice; expected one client per name",
                ":7: enterprise-proxy.security.api-clients: the clients erp and erp have the same key",
                ":10: enterprise-proxy.cloak-keys.p.secret: the secret is no key; expected 32 bytes",
                ":10: enterprise-proxy.cloak-keys.q.store: no key store has this name",
                ":11: enterprise-proxy.address-book['suppl\u0456ers']: found the name suppl\u0456ers");
    }

    @Test
    void vaultSignsInOneWayAndMayWrapBeside() {
        String vault = "enterprise-proxy: { key-stores: { v: { vault: { url: 'http://v', token: '${env:TOKEN}'%s } } } }";
        for (String fits : List.of(", transit: {}", ", secrets: {}, transit: {}",
                ", ethsign: {}, transit: { mount: t }",
                ", secrets: {}", ", ethsign: {}")) {
            assertThat(load(vault.formatted(fits)).settings().keyStores()).containsKey("v");
        }
        for (String wrong : List.of("", ", secrets: {}, ethsign: {}", ", secrets: {}, ethsign: {}, transit: {}")) {
            assertThatThrownBy(() -> load(vault.formatted(wrong))).isInstanceOf(DocumentException.class)
                    .hasMessageContaining("expected secrets: or ethsign:, transit: beside it or alone");
        }
    }

    @Test
    void tablesHaveAnOwnerOfTheirOwnInPostgresOnly() {
        for (String ledger : List.of("url: 'jdbc:h2:mem:x', username: ep", "url: 'jdbc:postgresql://db/ep'",
                "url: 'jdbc:postgresql://db/ep', username: owner")) {
            assertThatThrownBy(() -> load("enterprise-proxy: { ledger: { " + ledger
                    + ", migration: { username: owner } } }")).isInstanceOf(DocumentException.class)
                    .hasMessageContaining("expected two users of one database in PostgreSQL");
        }
    }

    @Test
    void missingFileIsAFault() {
        assertThatThrownBy(() -> loader.load(directory.resolve("none.yaml"), Overrides.NONE))
                .isInstanceOf(DocumentException.class).hasMessageContaining("none.yaml:1: the file cannot be read");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(load("enterprise-proxy: { broker: { username: u, password: '${env:MQ_PASSWORD}' } }").toString())
                .doesNotContain("mq-secret");
    }

    private Path file() {
        return directory.resolve("c.yaml");
    }

    private LoadedConfig load(String text) {
        return load(text, Overrides.NONE);
    }

    private LoadedConfig load(String text, Overrides overrides) {
        try {
            return loader.load(Files.writeString(file(), text), overrides);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
