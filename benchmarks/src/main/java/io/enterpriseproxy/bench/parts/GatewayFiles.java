package io.enterpriseproxy.bench.parts;

import io.enterpriseproxy.bench.broker.JmsBrokerMain;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Configuration and mapping of the measured gateway: one mapping that counts documents in a contract, a pool of senders,
 * and results written to a table.
 *
 * @param ledger the configuration's ledger part with its line end, or nothing for the H2 file
 * @param connections further connections, each a line indented by four
 * @param from the mapping's source
 */
public record GatewayFiles(Node node, int senders, int inFlight, String ledger, String connections, String erpUrl,
        String from) {
    /** What the load authenticates with. */
    public static final String API_KEY = "ep_benchmark000000000000000000000000000000";
    private static final String PASSPHRASE = "a passphrase";

    /** Writes them into a directory: enterprise-proxy.yaml, and mappings/. */
    public void write(Path directory) throws IOException {
        for (int i = 0; i < senders; i++) {
            KeystoreFiles.create(directory.resolve("sender-" + i + ".json"), Senders.key(i), PASSPHRASE.toCharArray(),
                    ScryptCost.LIGHT);
        }
        String keys = IntStream.range(0, senders).mapToObj(i -> "    sender-" + i + ": { keystore: sender-" + i
                + ".json, passphrase: '${file:passphrase}' }\n").collect(Collectors.joining());
        Files.writeString(directory.resolve("passphrase"), PASSPHRASE);
        Files.writeString(directory.resolve("broker.pass"), JmsBrokerMain.USER);
        Files.writeString(directory.resolve("api.key"), API_KEY);
        Files.writeString(directory.resolve("abi.json"), ContractArtifact.load(ContractArtifact.TEST_CONTRACT).abi());
        Files.writeString(directory.resolve("enterprise-proxy.yaml"),
                """
                        enterprise-proxy:
                          data: data
                        %s  server: { port: 0, address: 127.0.0.1 }
                          chains:
                            main:
                              family: evm
                              id: %d
                              poll-interval: 200ms
                              receipts: %s
                              lanes: { max-in-flight: %d }
                              nodes: [ { url: 'http://127.0.0.1:%d' } ]
                          contracts:
                            test: { abi: abi.json, addresses: { main: '%s' } }
                          connections:
                            erp-db: { jdbc: { url: '%s', username: %s, password: '${file:passphrase}' } }
                        %s  keys:
                        %s  security:
                            api-clients: [ { name: bench, key: '${file:api.key}', roles: [admin, caller] } ]
                          logging: { levels: { root: warn } }
                        """.formatted(ledger, Node.CHAIN_ID, node.receipts(), inFlight, node.port(), node.contract(),
                        erpUrl, Postgres.USER,
                        connections, keys));
        Files.createDirectories(directory.resolve("mappings"));
        Files.writeString(directory.resolve("mappings/count.yaml"), mapping());
    }

    private String mapping() {
        String pool = IntStream.range(0, senders).mapToObj(i -> "sender-" + i).collect(Collectors.joining(", "));
        return """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: count, description: counts each document once }
                from:
                  %s
                format: json
                idempotencyKey: no
                call:
                  chain: main
                  contract: test
                  function: tally(bytes32)
                  args: { key: $keccak256(no) }
                  sender: [%s]
                  gas: { limit: 100000 }
                  simulate: false
                writeBack:
                  - on: [confirmed, reverted, rejected]
                    database:
                      connection: erp-db
                      sql: >-
                        INSERT INTO chain_result (result_id, document, status, tx, block)
                        VALUES (:resultId, :no, :status, :tx, :block) ON CONFLICT (result_id) DO NOTHING
                      params: { no: event.no, tx: transaction.hash, block: receipt.blockNumber }
                      mustMatch: false
                """.formatted(from, pool);
    }
}
