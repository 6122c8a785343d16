package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Block;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Receipts of a block from a node that takes no hash, over real HTTP; what else nodes do is in {@link FaultyNodeIT}. */
class BlockReceiptsIT {
    private static final Block SEVEN = new Block(7, "0x%064x".formatted(7), "0x%064x".formatted(6), Instant.EPOCH,
            null);

    private final FakeNode node = FakeNode.onChain(1337);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void noReceiptsAreThoseOfABlockWithoutTransactionsAndOfNoOther() {
        node.replies("eth_getBlockReceipts", params -> params.path(0).asString().equals("0x7")
                ? "\"result\":[]"
                : "\"error\":{\"code\":-32602,\"message\":\"invalid block number\"}");
        try (EvmChainClient client = EvmChainClient.open(new EvmChainSettings("main", 1337,
                List.of(new EvmNodeSettings(node.url())), 100, Duration.ofSeconds(5)))) {
            node.answers("eth_getBlockByHash", "{\"transactions\":[]}");
            assertThat(client.receipts(SEVEN)).hasValue(List.of());
            node.answers("eth_getBlockByHash", "null");
            assertThat(client.receipts(SEVEN)).isEmpty();
            node.answers("eth_getBlockByHash", "{\"transactions\":[\"0x01\"]}");
            assertThat(client.receipts(SEVEN)).as("another block of the number has none").isEmpty();
        }
    }
}
