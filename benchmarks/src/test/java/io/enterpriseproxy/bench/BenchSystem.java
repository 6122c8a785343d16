package io.enterpriseproxy.bench;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.EnterpriseProxy;
import io.enterpriseproxy.server.RunningProxy;
import io.enterpriseproxy.server.StartOptions;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A dev chain with quarter-second blocks and a server with an H2 file ledger, which counts documents in a contract. */
final class BenchSystem implements AutoCloseable {
    static final String API_KEY = "ep_benchmark000000000000000000000000000000";
    private static final String PASSPHRASE = "a passphrase";
    static final int SENDERS = 8;
    /** Short blocks and few calls in each: anvil's cost of a block's receipts grows with the square of its calls. */
    static final Duration BLOCK_TIME = Duration.ofMillis(250);
    private static final int IN_FLIGHT = 150;

    private final DevChain chain;
    private final String contract;
    private final ContractAbi abi;
    private final RunningProxy proxy;

    private BenchSystem(DevChain chain, String contract, ContractAbi abi, RunningProxy proxy) {
        this.chain = chain;
        this.contract = contract;
        this.abi = abi;
        this.proxy = proxy;
    }

    /** Starts chain and server with their files in an empty directory. */
    static BenchSystem start(Path directory) throws IOException {
        DevChain chain = DevChain.start(DevChainOptions.DEFAULT.withBlockTime(BLOCK_TIME));
        ContractArtifact artifact = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
        String contract = chain.deploy(artifact);
        write(directory, chain, contract, artifact);
        RunningProxy proxy = EnterpriseProxy
                .start(new StartOptions(directory.resolve("enterprise-proxy.yaml"), directory.resolve("mappings")));
        return new BenchSystem(chain, contract, ContractAbi.parse(artifact.abi()), proxy);
    }

    /** Where batches of documents are posted to. */
    URI batchUri() {
        return URI.create("http://127.0.0.1:" + proxy.port() + "/api/v1/calls/count/batch");
    }

    /** How many documents the contract has counted: the chain's own word. */
    long counted() {
        EncodeOutcome.Encoded encoded = (EncodeOutcome.Encoded) abi.function("totalCount()").orElseThrow()
                .encode(Map.of());
        return new BigInteger(chain.call(contract, Hex.encode(encoded.input())).substring(2), 16).longValueExact();
    }

    /** CPU time of the chain's process so far. */
    Duration chainCpu() {
        return ProcessHandle.current().descendants().map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static void write(Path directory, DevChain chain, String contract, ContractArtifact artifact)
            throws IOException {
        for (int i = 0; i < SENDERS; i++) {
            DevAccount account = chain.accounts().get(i + 1);
            KeystoreFiles.create(directory.resolve("sender-" + i + ".json"), Hex.decode(account.privateKey()),
                    PASSPHRASE.toCharArray(), ScryptCost.LIGHT);
        }
        String keys = IntStream.range(0, SENDERS).mapToObj(i -> "    sender-" + i + ": { keystore: sender-" + i
                + ".json, passphrase: '${file:passphrase}' }\n").collect(Collectors.joining());
        String pool = IntStream.range(0, SENDERS).mapToObj(i -> "sender-" + i).collect(Collectors.joining(", "));
        Files.writeString(directory.resolve("passphrase"), PASSPHRASE);
        Files.writeString(directory.resolve("api.key"), API_KEY);
        Files.writeString(directory.resolve("abi.json"), artifact.abi());
        Files.writeString(directory.resolve("enterprise-proxy.yaml"),
                """
                        enterprise-proxy:
                          data: data
                          server: { port: 0, address: 127.0.0.1 }
                          chains:
                            main: { family: evm, id: 31337, poll-interval: 50ms, lanes: { max-in-flight: %d }, nodes: [ { url: '%s' } ] }
                          contracts:
                            test: { abi: abi.json, addresses: { main: '%s' } }
                          keys:
                        %s  security:
                            api-clients: [ { name: bench, key: '${file:api.key}', roles: [admin, caller] } ]
                          logging: { file: server.log, levels: { root: warn } }
                        """
                        .formatted(IN_FLIGHT, chain.url(), contract, keys));
        Files.createDirectories(directory.resolve("mappings"));
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
                  function: tally(bytes32)
                  args: { key: $keccak256(no) }
                  sender: [%s]
                  gas: { limit: 100000 }
                  simulate: false
                """.formatted(pool));
    }

    @Override
    public void close() {
        proxy.close();
        chain.close();
    }
}
