package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

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
