package io.enterpriseproxy.bench.stub;

import io.enterpriseproxy.adapter.evm.EvmChainClient;
import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.LogFilter;
import io.enterpriseproxy.chain.LogsOutcome;
import io.enterpriseproxy.chain.MinedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** A past as the gateway's own chain client sees it. */
class StubHistoryTest {
    private static final long CHAIN_ID = 31337;
    private static final String CONTRACT = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
    private static final String TOPIC = "0x" + "ab".repeat(32);

    private final StubNode node = StubNode.start(new StubHistory(CHAIN_ID, 1_000, 10, CONTRACT, List.of(TOPIC)));
    private final EvmChainClient client = EvmChainClient.open(new EvmChainSettings("past", CHAIN_ID,
            List.of(new EvmNodeSettings(URI.create("http://127.0.0.1:" + node.port())))));

    @AfterEach
    void stop() {
        client.close();
        node.close();
    }

    @Test
    void eachTenthBlockHasAnEvent() {
        LogFilter filter = new LogFilter(Set.of(Address.parse(CONTRACT)), List.of(Set.of(TOPIC)));
        LogsOutcome.Found found = (LogsOutcome.Found) client.logs(filter, 0, 999);
        assertThat(found.logs()).extracting(MinedLog::blockNumber).hasSize(99).startsWith(10L, 20L).endsWith(990L);

        Block block = client.block(990).orElseThrow();
        assertThat(client.logs(filter, block).orElseThrow()).containsExactly(found.logs().getLast());
        assertThat(client.logs(filter, client.block(991).orElseThrow()).orElseThrow()).isEmpty();
    }

    @Test
    void blocksNameTheirParentsUpToTheHead() {
        List<Block> blocks = client.blocks(0, 1_000);
        assertThat(client.head()).isEqualTo(blocks.getLast());
        assertThat(blocks).hasSize(1_001);
        for (int i = 1; i < blocks.size(); i++) {
            assertThat(blocks.get(i).parentHash()).isEqualTo(blocks.get(i - 1).hash());
        }
        assertThat(client.block(1_001)).isEmpty();
    }
}
