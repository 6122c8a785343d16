package io.enterpriseproxy.server.security;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.signer.Secp256k1Curve;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A server with every kind of secret that is easy to give to it, and all the systems around it. */
final class LeakStage implements AutoCloseable {
    private static final ContractArtifact CONTRACT = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);

    final byte[] fileKey = randomKey();
    final byte[] vaultKey = randomKey();
    final byte[] cloakKey = randomKey();
    /** Secrets by the file that the configuration reads them from. */
    final Map<String, String> secrets = new LinkedHashMap<>();
    final int brokerPort = freePort();
    final DevChain chain = DevChain.start();
    final EmbeddedPostgres erp;
    private final StubService vault = new StubService(this::vault);
    /** Refuses everything, and sends back what it was sent. */
    private final StubService receiver = new StubService(request -> new Answer(400, "text/plain", "refused: "
            + request.getHeader("Authorization") + " " + request.getBodyAsString()));
    private final Path directory;

    LeakStage(Path directory) throws IOException {
        this.directory = directory;
        erp = EmbeddedPostgres.builder().setDataDirectory(directory.resolve("postgres")).start();
        for (String name : new String[]{"passphrase", "jdbc", "jms", "http-secret", "http-bearer", "vault-token",
                "node-token"}) {
            secrets.put(name, name + "-" + UUID.randomUUID());
        }
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            Files.writeString(directory.resolve(secret.getKey()), secret.getValue());
        }
        JdbcTemplate jdbc = new JdbcTemplate(erp.getPostgresDatabase());
        jdbc.execute("CREATE ROLE erp LOGIN PASSWORD '" + secrets.get("jdbc") + "'");
        jdbc.execute("CREATE TABLE result (no VARCHAR PRIMARY KEY, tx VARCHAR)");
        jdbc.execute("GRANT ALL ON result TO erp");
        KeystoreFiles.create(directory.resolve("erp.json"), fileKey.clone(), secret("passphrase").toCharArray(),
                ScryptCost.LIGHT);
        Files.writeString(directory.resolve("abi.json"), CONTRACT.abi());
        configure();
    }

    private Answer vault(Request request) {
        String answer = switch (request.getUrl()) {
            case "/v1/secret/data/erp/pay" -> "{\"data\":{\"data\":{\"key\":\"" + HexFormat.of().formatHex(vaultKey)
                    + "\"},\"metadata\":{\"version\":1}}}";
            case "/v1/transit/decrypt/ep-privacy" -> "{\"data\":{\"plaintext\":\""
                    + Base64.getEncoder().encodeToString(cloakKey) + "\"}}";
            default -> "{\"data\":{\"ttl\":3600,\"renewable\":true,\"type\":\"service\"},\"auth\":{\"client_token\":\""
                    + request.getHeader("X-Vault-Token") + "\",\"lease_duration\":3600,\"renewable\":true}}";
        };
        return Answer.json(200, answer);
    }

    private void configure() {
        String contract = chain.deploy(CONTRACT);
        chain.startMining(Duration.ofSeconds(1));
        for (byte[] key : new byte[][]{fileKey, vaultKey}) {
            chain.rpc("anvil_setBalance", address(key).checksummed(), "0x56bc75e2d63100000");
        }
        ProxyUnderTest.write(directory, "port: 0, address: 127.0.0.1", """
                  chains:
                    main:
                      family: evm
                      id: 31337
                      poll-interval: 100ms
                      nodes:
                        - { url: 'http://127.0.0.1:1', headers: { Authorization: '${file:node-token}' } }
                        - { url: '%s', headers: { Authorization: '${file:node-token}' } }
                  contracts:
                    test: { abi: abi.json, addresses: { main: '%s' } }
                  key-stores:
                    vault:
                      vault: { url: '%s', token: '${file:vault-token}', secrets: {}, transit: {} }
                  keys:
                    by-file: { keystore: erp.json, passphrase: '${file:passphrase}' }
                    by-vault: { store: vault, key: erp/pay, address: '%s' }
                  cloak-keys:
                    privacy-2026: { store: vault, key: ep-privacy, wrapped: dmF1bHQ6djE6eA== }
                  broker: { port: %d, username: erp, password: '${file:jms}' }
                  connections:
                    erp-mq: { jms: { url: 'tcp://127.0.0.1:%d', username: erp, password: '${file:jms}' } }
                    erp-db: { jdbc: { url: '%s', username: erp, password: '${file:jdbc}' } }
                    erp-api:
                      http: { base-url: '%s', secret: '${file:http-secret}', bearer: '${file:http-bearer}' }
                  logging: { file: server.log, levels: { root: trace } }
                """.formatted(chain.url(), contract, vault.url(), address(vaultKey).checksummed(), brokerPort,
                brokerPort, erp.getJdbcUrl("erp", "postgres").replaceAll("\\?.*", ""), receiver.url())
                + ProxyUnderTest.clients(),
                Map.of("rest.yaml", mapping("by-rest", "from: { rest: { method: POST, path: /erp/rest } }", "by-file"),
                        "jms.yaml", mapping("by-jms", "from: { jms: { connection: erp-mq, destination: IN } }",
                                "by-vault")));
    }

    private static String mapping(String name, String from, String sender) {
        return """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: %s }
                %s
                format: json
                idempotencyKey: no
                call:
                  chain: main
                  contract: test
                  function: countUp(bytes32)
                  args: { key: $keccak256(no) }
                  sender: %s
                  gas: { limit: 100000 }
                  simulate: false
                writeBack:
                  - on: [confirmed]
                    http: { connection: erp-api, path: /results }
                    body: { no: event.no, tx: transaction.hash }
                  - on: [confirmed]
                    database:
                      connection: erp-db
                      sql: INSERT INTO result (no, tx) VALUES (:no, :tx) ON CONFLICT DO NOTHING
                      params: { no: event.no, tx: transaction.hash }
                      mustMatch: false
                  - on: [confirmed]
                    jms: { connection: erp-mq, destination: OUT }
                    body: { no: event.no, tx: transaction.hash }
                """.formatted(name, from, sender);
    }

    String secret(String name) {
        return secrets.getOrDefault(name, "");
    }

    /** Takes out of the directory what the secrets were read from. */
    void forgetTheirFiles() throws IOException {
        for (String name : secrets.keySet()) {
            Files.delete(directory.resolve(name));
        }
        for (String name : new String[]{"caller.key", "admin.key", "monitor.key"}) {
            Files.delete(directory.resolve(name));
        }
    }

    static Address address(byte[] key) {
        return Secp256k1Curve.address(Secp256k1Curve.load().publicKey(key));
    }

    private static byte[] randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        key[0] &= 0x7f;
        return key;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        vault.close();
        chain.close();
        erp.close();
    }
}
