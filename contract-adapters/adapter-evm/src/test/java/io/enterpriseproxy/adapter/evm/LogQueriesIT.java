package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.LogFilter;
import io.enterpriseproxy.chain.LogsOutcome;
import io.enterpriseproxy.chain.MinedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Logs over real HTTP: what a node leaves out, refuses or mixes up is not taken for an answer. */
class LogQueriesIT {
    private static final String CONTRACT = "0x" + "aa".repeat(20);
    private static final String OTHER = "0x" + "bb".repeat(20);
    private static final String TOPIC = "0x" + "11".repeat(32);
    private static final String KEY = "0x" + "22".repeat(32);
    private static final LogFilter FILTER = new LogFilter(Set.of(Address.parse(CONTRACT)),
            List.of(Set.of(TOPIC), Set.of(), Set.of(KEY)));
    private static final Block SEVEN = new Block(7, hash(7), hash(6), Instant.ofEpochSecond(0x65), null);

    private final FakeNode node = FakeNode.onChain(1337);
    private EvmChainClient client;

    @BeforeEach
    void open() {
        node.replies("eth_getBlockByNumber", params -> "\"result\":" + FakeNode.block(number(params.path(0))));
        node.replies("eth_getBlockByHash", params -> "\"result\":" + FakeNode.block(number(params.path(0))));
        client = EvmChainClient.open(new EvmChainSettings("main", 1337, List.of(new EvmNodeSettings(node.url())), 100,
                Duration.ofSeconds(5)));
    }

    @AfterEach
    void close() {
        client.close();
        node.close();
    }

    @Test
    void aRangeIsAskedForTogetherWithItsLastBlockAndAnsweredInOrder() {
        node.replies("eth_getLogs", params -> {
            assertThat(params.path(0).toString())
                    .isEqualTo("{\"address\":[\"" + CONTRACT + "\"],\"topics\":[[\"" + TOPIC
                            + "\"],null,[\"" + KEY + "\"]],\"fromBlock\":\"0x5\",\"toBlock\":\"0x7\"}");
            return "\"result\":[" + log(CONTRACT, 6, 1) + "," + log(CONTRACT, 5, 3) + "," + log(CONTRACT, 6, 0) + ","
                    + log(OTHER, 5, 4) + "," + log(CONTRACT, 5, 5).replace("}", ",\"removed\":true}") + "]";
        });

        assertThat(client.logs(FILTER, 5, 7)).isInstanceOfSatisfying(LogsOutcome.Found.class, found -> {
            assertThat(found.last()).isEqualTo(client.block(7).orElseThrow());
            assertThat(found.logs()).extracting(mined -> mined.blockNumber() + "/" + mined.log().index())
                    .containsExactly("5/3", "6/0", "6/1");
            assertThat(found.logs().getFirst().blockHash()).isEqualTo(hash(5));
        });
        assertThat(node.asked()).contains(List.of("eth_getBlockByNumber", "eth_getLogs"));
    }

    @Test
    void aNodeThatLacksTheLastBlockHasNotAnswered() {
        node.answers("eth_getLogs", "[]");
        node.answers("eth_getBlockByNumber", "null");
        assertThat(client.logs(FILTER, 5, 7)).isEqualTo(new LogsOutcome.NotYet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {"-32005§query returned more than 10000 results",
            "-32000§exceed maximum block range: 1000", "-32602§block range is too wide",
            "-32603§query timeout exceeded"})
    void whateverANodeRefusesARangeWithASmallerOneMayPass(long code, String message) {
        node.refuses("eth_getLogs", code, message);
        assertThat(client.logs(FILTER, 5, 7)).isInstanceOfSatisfying(LogsOutcome.TooMany.class,
                refused -> assertThat(refused.reason()).contains(message));
    }

    @Test
    void aBusyNodeIsNoReasonForASmallerRange() {
        node.refuses("eth_getLogs", 429, "too many requests");
        assertThatThrownBy(() -> client.logs(FILTER, 5, 7)).isInstanceOf(ChainUnavailableException.class);
    }

    @Test
    void theLogsOfABlockAreBoundToItsHash() {
        node.replies("eth_getLogs", params -> "\"result\":["
                + log(CONTRACT, params.path(0).path("blockHash").asString().equals(hash(7)) ? 7 : 8, 2) + "]");
        assertThat(client.logs(FILTER, SEVEN)).hasValueSatisfying(logs -> assertThat(logs).singleElement()
                .extracting(MinedLog::transactionHash).isEqualTo("0x" + "33".repeat(32)));
        assertThat(client.logs(FILTER, new Block(7, hash(70), hash(6), Instant.EPOCH, null))).isEmpty();
        node.refuses("eth_getLogs", -32000, "unknown block");
        assertThat(client.logs(FILTER, SEVEN)).isEmpty();
    }

    @Test
    void aNodeThatAnswersNoLogsForABlockThatItLacksIsNotBelieved() {
        node.answers("eth_getLogs", "[]");
        assertThat(client.logs(FILTER, SEVEN)).hasValue(List.of());
        node.answers("eth_getBlockByHash", "null");
        assertThat(client.logs(FILTER, SEVEN)).isEmpty();
        assertThat(node.asked()).contains(List.of("eth_getBlockByHash", "eth_getLogs"));
    }

    @Test
    void aNodeThatGivesNoLogsByHashIsAskedForReceipts() {
        node.refuses("eth_getLogs", -32602, "invalid argument: blockHash");
        node.answers("eth_getBlockReceipts", "[{\"transactionHash\":\"0x" + "33".repeat(32) + "\",\"from\":\"" + OTHER
                + "\",\"transactionIndex\":\"0x0\",\"blockHash\":\"" + hash(7)
                + "\",\"blockNumber\":\"0x7\",\"status\":\"0x1\",\"gasUsed\":\"0x5208\",\"logs\":["
                + log(CONTRACT, 7, 0) + "," + log(OTHER, 7, 1) + "]}]");
        assertThat(client.logs(FILTER, SEVEN))
                .hasValueSatisfying(logs -> assertThat(logs).singleElement().satisfies(mined -> {
                    assertThat(mined.log().index()).isZero();
                    assertThat(mined.blockHash()).isEqualTo(hash(7));
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "leaves the logs out", "fails", "leaves the block out"})
    void aNodeThatLacksTheBlockIsNotBelievedThoughAnotherHasIt(String first) {
        node.replies("eth_getLogs", params -> first.equals("leaves the logs out") ? "" : "\"result\":[]");
        switch (first) {
            case "busy" -> node.refuses("eth_getLogs", 429, "too many requests");
            case "fails" -> node.failsWhenAskedFor("eth_getLogs");
            case "leaves the block out" -> leavesOutBlocks(node);
            default -> assertThat(first).isEqualTo("leaves the logs out");
        }
        try (FakeNode other = FakeNode.onChain(1337); EvmChainClient both = both(other)) {
            other.headIs(6);
            other.answers("eth_getBlockByHash", "null");
            other.answers("eth_getLogs", "[]");

            assertThat(both.logs(FILTER, 5, 7)).isEqualTo(new LogsOutcome.NotYet());
            assertThat(both.logs(FILTER, SEVEN)).isEmpty();
        }
    }

    @Test
    void whatOneNodeLeavesTheNextIsAskedForTogetherWithTheBlock() {
        node.answers("eth_getLogs", "[]");
        leavesOutBlocks(node);
        try (FakeNode other = FakeNode.onChain(1337); EvmChainClient both = both(other)) {
            other.headIs(7);
            other.answers("eth_getLogs", "[" + log(CONTRACT, 7, 2) + "]");

            assertThat(both.logs(FILTER, 5, 7)).isInstanceOfSatisfying(LogsOutcome.Found.class,
                    found -> assertThat(found.logs()).hasSize(1));
            other.refuses("eth_getLogs", 429, "too many requests");
            assertThatThrownBy(() -> both.logs(FILTER, 5, 7)).as("a block of one and logs of the other")
                    .isInstanceOf(ChainUnavailableException.class);
        }
    }

    /** All but the one by which a node shows its chain. */
    private static void leavesOutBlocks(FakeNode node) {
        node.replies("eth_getBlockByNumber",
                params -> params.path(0).asString().equals("0x0") ? "\"result\":" + FakeNode.block(0) : "");
        node.replies("eth_getBlockByHash", params -> "");
    }

    private EvmChainClient both(FakeNode other) {
        return EvmChainClient.open(new EvmChainSettings("main", 1337,
                List.of(new EvmNodeSettings(node.url()), new EvmNodeSettings(other.url())), 100,
                Duration.ofSeconds(5)));
    }

    private static long number(JsonNode quantity) {
        return Long.decode(quantity.asString());
    }

    private static String hash(long number) {
        return "0x%064x".formatted(number);
    }

    private static String log(String address, long block, int index) {
        return """
                {"address":"%s","topics":["%s","0x%064x","%s"],"data":"0x","logIndex":"0x%x","transactionHash":"%s",\
                "blockHash":"%s","blockNumber":"0x%x"}"""
                .formatted(address, TOPIC, index, KEY, index, "0x" + "33".repeat(32), hash(block), block);
    }
}
