package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.chain.proof.EventProof;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.verify.VerifyMain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Blocks of one chain on another. */
class BlockAnchorIT {
    private static final DevChainOptions SERVICE = DevChainOptions.DEFAULT.withChainId(1001);
    private static final String MAPPING = """
            apiVersion: enterprise-proxy/v1
            kind: Mapping
            metadata: { name: service-block }
            from: { rest: { method: POST, path: /service-blocks } }
            call:
              chain: main
              contract: anchors
              function: anchorBlock
              args:
                chainId: chainId
                header:
                  blockHash: blockHash
                  transactionsRoot: transactionsRoot
                  parentHash: parentHash
                  receiptsRoot: receiptsRoot
                  stateRoot: stateRoot
                  blockNumber: blockNumber
                  blockCount: blockCount
                  txCount: txCount
              sender: anchor
            """;

    @TempDir
    private Path directory;

    @Test
    void everyTenthBlockOfTheServiceChainIsAnchoredOnceAlsoOverARestart() {
        try (AnchorChain chain = new AnchorChain(); DevChain service = DevChain.start(SERVICE)) {
            service.mine(12);
            try (ProxyUnderTest proxy = start(chain, service)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> anchored(chain, 10).endsWith(hash(service, 10)));
                service.mine(3);
                service.send(service.accounts().getFirst(), service.accounts().get(1).address(), "0x");
                service.mine(20);
                await().atMost(Duration.ofSeconds(60)).until(() -> anchored(chain, 30).equals(hash(service, 30)));
                assertThat(proxy.get("/api/v1/calls?mapping=service-block", ProxyUnderTest.ADMIN).body())
                        .contains("\"blockCount\":\"10\"", "\"txCount\":\"1\"");
            }
            service.mine(20);
            try (ProxyUnderTest again = start(chain, service)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> anchored(chain, 50).equals(hash(service, 50)));
                assertThat(anchored(chain, 20)).isEqualTo(hash(service, 20));
                assertThat(anchored(chain, 40)).isEqualTo(hash(service, 40));
                assertThat(anchored(chain, 45)).isEqualTo("0x" + "0".repeat(64));
                JsonNode calls = JsonMapper.shared()
                        .readTree(again.get("/api/v1/calls?mapping=service-block", ProxyUnderTest.ADMIN).body());
                assertThat(calls.path("items").size()).isEqualTo(5);
            }
        }
    }

    @Test
    void eventBetweenTwoAnchoredBlocksIsProvedByThem() throws IOException {
        try (AnchorChain chain = new AnchorChain(); DevChain service = DevChain.start(SERVICE)) {
            ContractArtifact artifact = ContractArtifact.load(ContractArtifact.TEST_CONTRACT);
            String contract = service.deploy(artifact);
            service.stopMining();
            // 200 in one block: from 128 on, an index has two bytes in the trie; every third has two events.
            List<String> transactions = IntStream.range(0, 200)
                    .mapToObj(i -> service.rpc("eth_sendTransaction", Map.of("from",
                            service.accounts().getFirst().address(), "to", contract, "gas", "0x30d40", "data",
                            tally(i % 3 == 0 ? 2 : 1))).stringValue())
                    .toList();
            service.startMining();
            service.mine(12);
            try (ProxyUnderTest proxy = start(chain, service)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> anchored(chain, 10).endsWith(hash(service, 10)));
                await().atMost(Duration.ofSeconds(60)).until(() -> proof(proxy, transactions.getFirst(), "")
                        .statusCode() == 200);
                for (int i : new int[]{0, 1, 15, 16, 127, 128, 129, 198, 199}) {
                    EventProof proof = EventProof.parse(proof(proxy, transactions.get(i), "").body());
                    assertThat(proof.check()).as("transaction " + i)
                            .isInstanceOf(AnchorProof.Verdict.Consistent.class);
                    assertThat(proof.event().transactionIndex()).isEqualTo(i);
                    assertThat(proof.event().address()).isEqualToIgnoringCase(contract);
                    assertThat(proof.anchored().hash()).isEqualTo(anchored(chain, 10));
                    assertThat(proof.headers()).hasSizeGreaterThan(1);
                }
                verify(chain, proof(proxy, transactions.get(129), "").body());
                second(proxy, transactions.get(3));
                assertThat(proof(proxy, transactions.getFirst(), "&logIndex=100000").body())
                        .contains("has no log 100000");
                assertThat(proof(proxy, "0x" + "1".repeat(64), "").statusCode()).isEqualTo(404);
                assertThat(proof(proxy, "0x12", "").statusCode()).isEqualTo(400);
                service.mine(1);
                String late = service.send(service.accounts().getFirst(), contract, tally(1))
                        .required("transactionHash")
                        .stringValue();
                assertThat(proof(proxy, late, "").body()).contains("not-in-this-state", "is anchored yet");
                assertThat(proxy.get("/api/v1/block-anchors", ProxyUnderTest.ADMIN).body())
                        .contains("\"name\":\"service-blocks\"", "\"block\":10");
            }
        }
    }

    /** As whoever is shown the proof does it, who knows the public chain and its contract. */
    private void verify(AnchorChain chain, String proof) throws IOException {
        assertThat(verified(chain, proof)).contains("Valid.");
        String other = EventProof.parse(proof).anchored().hash().replace("0x", "0xf");
        assertThat(verified(chain, proof.replace(EventProof.parse(proof).anchored().hash(),
                other.substring(0, other.length() - 1)))).contains("Not valid. headers: ");
    }

    private String verified(AnchorChain chain, String proof) throws IOException {
        Path file = Files.writeString(directory.resolve("proof.json"), proof);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        new VerifyMain(out, out).run(file.toString(), "--node", chain.chain().url().toString(), "--contract",
                chain.contract());
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The transaction's second event, by the index that the node gives it. */
    private static void second(ProxyUnderTest proxy, String transaction) {
        EventProof first = EventProof.parse(proof(proxy, transaction, "").body());
        // Transactions 0 to 2 have four events.
        EventProof second = EventProof.parse(proof(proxy, transaction, "&logIndex=5").body());
        assertThat(first.event().log()).isZero();
        assertThat(second.event().log()).isEqualTo(1);
        assertThat(second.check()).isInstanceOf(AnchorProof.Verdict.Consistent.class);
    }

    private static HttpResponse<String> proof(ProxyUnderTest proxy, String transaction, String more) {
        return proxy.get("/api/v1/block-anchors/service-blocks/proof?transaction=" + transaction + more,
                ProxyUnderTest.ADMIN);
    }

    private static String tally(int times) {
        AbiFunction tallyMany = ContractAbi.parse(ContractArtifact.load(ContractArtifact.TEST_CONTRACT).abi())
                .function("tallyMany(bytes32,uint256)").orElseThrow();
        return switch (tallyMany.encode(Map.of("key", "0x" + "7".repeat(64), "times", times))) {
            case EncodeOutcome.Encoded encoded -> Hex.encode(encoded.input());
            case EncodeOutcome.Refused refused -> throw new IllegalStateException(refused.faults().toString());
        };
    }

    private ProxyUnderTest start(AnchorChain chain, DevChain service) {
        String parts = chain.config(directory).replace("  chains:\n", "  chains:\n    service: { family: evm, id: 1001,"
                + " nodes: [ { url: '" + service.url() + "' } ] }\n");
        return ProxyUnderTest.start(directory, parts + ProxyUnderTest.clients()
                + "  block-anchors:\n    service-blocks: { chain: service, mapping: service-block, every: 10 }\n",
                Map.of("service-block.yaml", MAPPING));
    }

    private static String anchored(AnchorChain chain, long block) {
        return (String) chain.read("blockHashOf(uint256,uint64)", Map.of("chainId", 1001, "blockNumber", block));
    }

    private static String hash(DevChain service, long block) {
        return service.rpc("eth_getBlockByNumber", "0x" + Long.toHexString(block), false).required("hash")
                .stringValue();
    }
}
