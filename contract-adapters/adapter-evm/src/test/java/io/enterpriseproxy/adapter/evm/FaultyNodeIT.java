package io.enterpriseproxy.adapter.evm;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.BroadcastOutcome.Accepted;
import io.enterpriseproxy.chain.BroadcastOutcome.AlreadyKnown;
import io.enterpriseproxy.chain.BroadcastOutcome.Refusal;
import io.enterpriseproxy.chain.BroadcastOutcome.Refused;
import io.enterpriseproxy.chain.BroadcastOutcome.Unknown;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.SignedTransaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class FaultyNodeIT {
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    private final FakeNode first = FakeNode.onChain(31337);
    private final FakeNode second = FakeNode.onChain(31337);
    private final EvmChainClient one = client(first);
    private final EvmChainClient both = client(first, second);

    FaultyNodeIT() {
        first.headIs(1);
        second.headIs(2);
    }

    @AfterEach
    void stop() {
        one.close();
        both.close();
        first.close();
        second.close();
    }

    @Test
    void nodeOfAnotherChainIsNeverUsedAndCheckedAgainLater() {
        // Given
        first.isOnChain(1);

        // Then
        assertThatThrownBy(one::head).isInstanceOfSatisfying(ChainUnavailableException.class,
                e -> assertThat(e.wrongChain()).isTrue())
                .hasMessageContaining("is on chain id 1, expected 31337");
        assertThat(one.trouble()).hasValueSatisfying(
                trouble -> assertThat(trouble).contains("node 1", "is on chain id 1, expected 31337"));
        assertThat(one.broadcast(transactions(1))).first().isInstanceOf(Unknown.class);
        assertThat(first.asked()).allMatch(methods -> methods.equals(List.of("eth_chainId")));

        // When
        first.isOnChain(31337);

        // Then
        await().ignoreException(ChainUnavailableException.class).until(() -> one.head().number() == 1);
        assertThat(one.trouble()).isEmpty();
    }

    @Test
    void nodeOfAnotherChainBesideAGoodOneIsPassedOver() {
        // Given
        first.isOnChain(1);

        // Then
        assertThat(both.head().number()).isEqualTo(2);
        assertThat(both.trouble()).isEmpty();
    }

    @Test
    void nodeThatComesBackOnAnotherChainIsNotUsedAgain() {
        // Given
        assertThat(one.head().number()).isEqualTo(1);
        first.fails(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThatThrownBy(one::head).isInstanceOf(ChainUnavailableException.class);

        // When
        int before = first.asked().size();
        first.isOnChain(5);
        first.works();

        // Then
        await().untilAsserted(() -> assertThatThrownBy(one::head).isInstanceOfSatisfying(
                ChainUnavailableException.class, e -> assertThat(e.wrongChain()).isTrue()));
        assertThat(first.asked().subList(before, first.asked().size()))
                .allMatch(methods -> methods.equals(List.of("eth_chainId")));
    }

    @Test
    void nodeThatIsOnAnotherChainAfterALostConnectionGetsNothing() {
        // Given
        echoHashes(first);
        one.head();
        first.isOnChain(5);
        first.losesOneConnection();

        // Then
        assertThat(one.broadcast(transactions(3))).hasSize(3).allMatch(Unknown.class::isInstance);
        assertThat(sizesOfBroadcasts(first)).isEmpty();
        assertThat(one.trouble()).hasValueSatisfying(trouble -> assertThat(trouble).contains("is on chain id 5"));
    }

    @Test
    void lostConnectionIsMadeUpFor() {
        // Given
        echoHashes(first);
        one.head();
        first.losesOneConnection();

        // Then
        assertThat(one.broadcast(transactions(3))).hasSize(3).allMatch(Accepted.class::isInstance);
    }

    @Test
    void chainIdIsCheckedAgainFromTimeToTime() {
        // Given
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        try (EvmChainClient client = new EvmChainClient(settings(first), now::get)) {
            client.head();
            first.isOnChain(5);
            assertThat(client.head().number()).as("not at once").isEqualTo(1);

            // When
            now.updateAndGet(time -> time.plus(NodeHealth.RECHECK));

            // Then
            assertThatThrownBy(client::head).isInstanceOf(ChainUnavailableException.class)
                    .hasMessageContaining("is on chain id 5");
        }
    }

    @Test
    void nodeThatIsDownIsNamedWithItsFault() {
        // Given
        URI url = first.url();
        first.close();

        // Then
        assertThatThrownBy(one::head).isInstanceOfSatisfying(ChainUnavailableException.class,
                e -> assertThat(e.wrongChain()).isFalse()).hasMessageContaining("cannot be connected to");
        assertThat(one.trouble()).hasValueSatisfying(
                trouble -> assertThat(trouble).startsWith("node 1 (" + url + ") cannot be connected to"));
    }

    @Test
    void pauseThatANodeAsksForIsKept() {
        // Given
        one.head();
        first.fails(aResponse().withStatus(429).withHeader("Retry-After", "2"));
        assertThatThrownBy(one::head).hasMessageContaining("asks for fewer requests (HTTP 429)");
        first.works();
        int before = first.requests();
        long start = System.nanoTime();

        // Then
        await().pollInterval(Duration.ofMillis(20)).ignoreException(ChainUnavailableException.class)
                .until(() -> one.head().number() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1900));
        assertThat(first.requests() - before).as("the check of its chain id, then the head").isEqualTo(2);
    }

    static Stream<ResponseDefinitionBuilder> unusableAnswers() {
        return Stream.of(aResponse().withStatus(500), aResponse().withStatus(502).withBody("<html>Bad Gateway</html>"),
                aResponse().withStatus(413), aResponse().withStatus(401), aResponse().withStatus(302),
                aResponse().withStatus(404).withBody("not found"), aResponse().withBody("<html>maintenance</html>"),
                aResponse().withBody(""), aResponse().withBody("{\"jsonrpc\":\"2.0\",\"id\":1,\"res"),
                aResponse().withBody("[{\"id\":1,\"result\":{\"number\""), aResponse().withBody("{\"id\":1}"),
                aResponse().withBody("{\"id\":1,\"result\":{\"number\":5}}"),
                aResponse().withBody("{\"id\":1,\"result\":[[[[]]]]}"), aResponse().withBody("[".repeat(100_000)),
                aResponse().withBody("{\"id\":1,\"result\":{\"number\":\"0x1\"}}"),
                aResponse().withBody(new byte[]{0, 1, 2, (byte) 0xff}),
                aResponse().withFault(Fault.EMPTY_RESPONSE), aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    @ParameterizedTest
    @MethodSource("unusableAnswers")
    void unusableAnswerIsUnknownOrUnavailableAndTheOtherNodeIsAsked(ResponseDefinitionBuilder answer) {
        // Given
        one.head();
        both.head();
        first.fails(answer);
        echoHashes(second);

        // Then
        assertThat(one.broadcast(transactions(3))).hasSize(3).allMatch(Unknown.class::isInstance);
        assertThatThrownBy(one::head).isInstanceOf(ChainUnavailableException.class);
        assertThat(both.broadcast(transactions(3))).hasSize(3).allMatch(Accepted.class::isInstance);
        assertThat(both.head().number()).isEqualTo(2);
        assertThat(one.trouble()).isPresent();

        // When
        first.works();
        echoHashes(first);

        // Then
        await().untilAsserted(() -> assertThat(one.broadcast(transactions(3))).allMatch(Accepted.class::isInstance));
    }

    @Test
    void lateAnswerIsUnknown() {
        // Given
        echoHashes(first);
        one.head();
        first.fails(aResponse().withFixedDelay(10_000).withTransformers("json-rpc"));

        // Then
        long start = System.nanoTime();
        assertThat(one.broadcast(transactions(200))).hasSize(200).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(unknown.reason()).contains("1500 ms")));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(2));

        // When
        first.works();

        // Then
        await().untilAsserted(
                () -> assertThat(one.broadcast(transactions(200))).allMatch(Accepted.class::isInstance));
        assertThat(sizesOfBroadcasts(first)).as("halved after the time-out").contains(50);
    }

    @Test
    void answerThatTricklesInIsNotWaitedFor() {
        // Given
        one.head();
        first.fails(aResponse().withBody("{\"id\":1,\"result\":" + FakeNode.block(1) + "}")
                .withChunkedDribbleDelay(20, 10_000));

        // Then
        long start = System.nanoTime();
        assertThatThrownBy(one::head).hasMessageContaining("did not answer within 1500 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(2));
    }

    @Test
    void batchThatIsTooLargeIsHalvedUntilItPassesAndGrowsAgain() {
        // Given
        List<String> arrived = new CopyOnWriteArrayList<>();
        first.replies("eth_sendRawTransaction", params -> {
            arrived.add(params.path(0).asString());
            return "\"result\":\"" + hashOf(params.path(0).asString()) + "\"";
        });
        first.takesBatchesUpTo(10);

        // When
        List<BroadcastOutcome> outcomes = one.broadcast(transactions(300));

        // Then
        assertThat(arrived)
                .containsExactlyElementsOf(transactions(300).stream().map(tx -> Hex.encode(tx.raw())).toList());
        assertThat(outcomes).hasSize(300).allMatch(Accepted.class::isInstance);
        assertThat(sizesOfBroadcasts(first).stream().mapToInt(size -> size).max()).hasValue(10);

        // When
        first.takesBatchesUpTo(Integer.MAX_VALUE);
        for (int i = 0; i < 20; i++) {
            one.broadcast(transactions(300));
        }

        // Then
        assertThat(sizesOfBroadcasts(first)).contains(100);
    }

    @Test
    void batchThatIsRefusedInOneErrorIsHalved() {
        // Given
        echoHashes(first);
        one.head();
        first.fails(aResponse()
                .withBody("{\"id\":null,\"error\":{\"code\":-32005,\"message\":\"exceeds max batch size\"}}"));

        // When: even a single call is answered so
        assertThat(one.broadcast(transactions(100))).allMatch(Unknown.class::isInstance);

        // Then
        first.works();
        await().untilAsserted(
                () -> assertThat(one.broadcast(transactions(100))).allMatch(Accepted.class::isInstance));
        assertThat(sizesOfBroadcasts(first).getFirst()).isLessThan(10);
    }

    @Test
    void poisonousCallDoesNotTakeTheOthersWithIt() {
        // Given
        List<SignedTransaction> transactions = transactions(100);
        echoHashes(first);
        first.failsWhenAskedFor(Hex.encode(transactions.get(0).raw()));
        one.head();

        // When
        List<BroadcastOutcome> outcomes = one.broadcast(transactions);

        // Then
        assertThat(outcomes.get(0)).isInstanceOf(Unknown.class);
        assertThat(outcomes.subList(1, 100)).allMatch(Accepted.class::isInstance);
    }

    @Test
    void failuresInsideABatchBelongToTheirCalls() {
        // Given
        List<SignedTransaction> transactions = transactions(6);
        List<String> replies = List.of("\"result\":\"" + transactions.get(0).hash() + "\"",
                "\"error\":{\"code\":-32000,\"message\":\"already known\"}", "",
                "\"error\":{\"code\":-32000,\"message\":\"insufficient funds for gas * price + value\"}",
                "\"error\":{\"code\":-32603,\"message\":\"Internal error\"}", "\"result\":\"0x12\"");
        first.replies("eth_sendRawTransaction",
                params -> replies.get(Hex.decode(params.path(0).asString())[3]));

        // When
        List<BroadcastOutcome> outcomes = one.broadcast(transactions);

        // Then
        assertThat(outcomes.get(0)).isInstanceOf(Accepted.class);
        assertThat(outcomes.get(1)).isInstanceOf(AlreadyKnown.class);
        assertThat(outcomes.get(2)).isInstanceOfSatisfying(Unknown.class,
                unknown -> assertThat(unknown.reason()).contains("left this call out"));
        assertThat(outcomes.get(3)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.kind()).isEqualTo(Refusal.INSUFFICIENT_FUNDS));
        assertThat(outcomes.get(4)).isInstanceOf(Unknown.class);
        assertThat(outcomes.get(5)).isInstanceOfSatisfying(Unknown.class,
                unknown -> assertThat(unknown.reason()).contains("another hash"));
        assertThat(one.head().number()).as("the node is still used").isEqualTo(1);
    }

    @Test
    void callsThatOneNodeLeavesOutGoToTheNext() {
        // Given
        first.replies("eth_sendRawTransaction", params -> "");
        echoHashes(second);

        // Then
        assertThat(both.broadcast(transactions(50))).hasSize(50).allMatch(Accepted.class::isInstance);
    }

    @Test
    void nodeThatAsksForPatienceInsideABatchIsLeftForTheNext() {
        // Given
        first.refuses("eth_sendRawTransaction", 429, "Your app has exceeded its compute units per second capacity");
        echoHashes(second);

        // When
        assertThat(both.broadcast(transactions(300))).hasSize(300).allMatch(Accepted.class::isInstance);

        // Then
        assertThat(sizesOfBroadcasts(first)).hasSize(1);
    }

    @Test
    void preferredNodeIsUsedAgainWhenItIsBack() {
        // Given
        assertThat(both.head().number()).isEqualTo(1);

        // When
        first.fails(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        // Then
        assertThat(both.head().number()).isEqualTo(2);

        // When
        first.works();

        // Then: some rounds of the comparison later, when its errors are forgotten
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(both.head().number()).isEqualTo(1));
    }

    @Test
    void nodeThatHangsSlowsOnlyTheFirstRequestDown() {
        // Given
        assertThat(both.head().number()).isEqualTo(1);
        first.fails(aResponse().withFixedDelay(20_000));
        assertThat(both.head().number()).isEqualTo(2);

        // When: for two seconds, in which the node is probed again and again
        long start = System.nanoTime();
        Duration slowest = Duration.ZERO;
        while (System.nanoTime() - start < Duration.ofSeconds(2).toNanos()) {
            long before = System.nanoTime();
            assertThat(both.head().number()).isEqualTo(2);
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }

        // Then
        assertThat(slowest).isLessThan(TIMEOUT);
    }

    @Test
    void flappingNodeCostsNoCall() {
        // Given
        Random random = new Random(3);

        for (int i = 0; i < 200; i++) {
            // When
            if (random.nextInt(4) == 0) {
                if (random.nextBoolean()) {
                    first.works();
                } else {
                    first.fails(aResponse().withStatus(503));
                }
            }

            // Then
            assertThat(both.head().number()).isIn(1L, 2L);
        }
    }

    @Test
    void everythingArrivesThroughANodeThatFailsThreeTimesInTen() {
        // Given
        Set<String> arrived = ConcurrentHashMap.newKeySet();
        first.replies("eth_sendRawTransaction", params -> {
            String raw = params.path(0).asString();
            return arrived.add(raw)
                    ? "\"result\":\"" + hashOf(raw) + "\""
                    : "\"error\":{\"code\":-32000,\"message\":\"already known\"}";
        });
        first.failsAtRandom(0.3);
        List<SignedTransaction> transactions = transactions(500);
        List<SignedTransaction> open = new ArrayList<>(transactions);

        // When: what is unknown is sent again, as the ledger does
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50)).until(() -> {
            List<BroadcastOutcome> outcomes = one.broadcast(open);
            List<SignedTransaction> unknown = IntStream.range(0, open.size())
                    .filter(i -> outcomes.get(i) instanceof Unknown).mapToObj(open::get).toList();
            open.retainAll(unknown);
            return open.isEmpty();
        });

        // Then
        assertThat(arrived)
                .containsExactlyInAnyOrderElementsOf(transactions.stream().map(tx -> Hex.encode(tx.raw())).toList());
    }

    @Test
    void interruptedThreadGetsNoAnswerAndBlamesNoNode() {
        // Given
        one.head();
        Thread.currentThread().interrupt();

        // Then
        assertThat(one.broadcast(transactions(2))).allMatch(Unknown.class::isInstance);
        assertThatThrownBy(one::head).isInstanceOf(ChainUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(one.trouble()).isEmpty();
        assertThat(one.head().number()).isEqualTo(1);
    }

    @Test
    void credentialsAreSentButNeverShown() {
        // Given
        URI url = URI
                .create(first.url().toString().replace("http://", "http://ep:secret1@") + "/v3/secret2?key=secret3");
        try (EvmChainClient client = EvmChainClient.open(new EvmChainSettings("main", 31337,
                List.of(new EvmNodeSettings(url, Map.of("X-Api-Key", "secret4")))))) {
            client.head();
            assertThat(first.lastHeader("Authorization")).isEqualTo("Basic ZXA6c2VjcmV0MQ==");
            assertThat(first.lastHeader("X-Api-Key")).isEqualTo("secret4");

            // When
            first.fails(aResponse().withStatus(500));

            // Then
            assertThatThrownBy(client::head).hasMessageNotContaining("secret");
            assertThat(client.trouble()).hasValueSatisfying(
                    trouble -> assertThat(trouble).contains("fails (HTTP 500)").doesNotContain("secret"));
        }
    }

    @Test
    void nodeWithoutTheMethodIsAskedForEachReceipt() {
        // Given
        Block block = one.head();
        first.answers("eth_getBlockByHash",
                "{\"hash\":\"" + block.hash() + "\",\"transactions\":[\"0x01\",\"0x02\",\"0x03\"]}");
        first.replies("eth_getTransactionReceipt",
                params -> "\"result\":" + receipt(params.path(0).asString(), block.hash()));

        // Then
        assertThat(one.receipts(block)).hasValueSatisfying(receipts -> assertThat(receipts)
                .extracting(receipt -> receipt.transactionHash()).containsExactly("0x01", "0x02", "0x03"));

        // When: one of them is in another block now
        first.replies("eth_getTransactionReceipt", params -> "\"result\":"
                + receipt(params.path(0).asString(), params.path(0).asString().equals("0x02") ? "0xff" : block.hash()));

        // Then
        assertThat(one.receipts(block)).isEmpty();

        // When
        first.answers("eth_getBlockByHash", "null");

        // Then
        assertThat(one.receipts(block)).isEmpty();
    }

    @Test
    void blockThatIsTooLargeToAnswerInTimeIsAskedForReceiptByReceipt() {
        // Given
        Block block = one.head();
        first.answers("eth_getBlockByHash", "{\"hash\":\"" + block.hash() + "\",\"transactions\":[\"0x01\"]}");
        first.answers("eth_getTransactionReceipt", receipt("0x01", block.hash()));
        first.hangsOn("eth_getBlockReceipts");

        // When
        assertThatThrownBy(() -> one.receipts(block)).isInstanceOf(ChainUnavailableException.class);

        // Then
        await().ignoreException(ChainUnavailableException.class)
                .untilAsserted(() -> assertThat(one.receipts(block).orElseThrow()).hasSize(1));
        assertThat(first.asked()).filteredOn(methods -> methods.contains("eth_getBlockReceipts")).hasSize(1);
    }

    @Test
    void nodeThatTakesNoHashIsAskedByNumberAndItsAnswerCompared() {
        // Given
        Block block = one.head();
        first.replies("eth_getBlockReceipts", params -> params.path(0).asString().equals("0x1")
                ? "\"result\":[" + receipt("0x01", block.hash()) + "]"
                : "\"error\":{\"code\":-32602,\"message\":\"invalid block number\"}");

        // Then
        assertThat(one.receipts(block)).hasValueSatisfying(receipts -> assertThat(receipts).hasSize(1));
        assertThat(one.receipts(new Block(1, "0x" + "ee".repeat(32), block.parentHash(), block.timestamp(), null)))
                .isEmpty();
    }

    @Test
    void feesOfAChainWithoutBaseFeeNameThePriceOnly() {
        // Given
        first.answers("eth_getBlockByNumber", FakeNode.block(1).replace(",\"baseFeePerGas\":\"0x7\"", ""));
        first.answers("eth_gasPrice", "\"0x64\"");

        // Then
        assertThat(one.fees().baseFee()).isNull();
        assertThat(one.fees().gasPrice()).isEqualTo(100);
    }

    @Test
    void feesWithoutHistoryAndTipAreToldFromHeaderAndPrice() {
        // Given
        first.answers("eth_getBlockByNumber", FakeNode.block(1).replace("\"0x7\"", "\"0x50\""));
        first.answers("eth_gasPrice", "\"0x64\"");

        // Then: 80 wei, an eighth more
        assertThat(one.fees().baseFee()).isEqualTo(90);
        assertThat(one.fees().priorityFee()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "5", "\"five\"", "\"0x\"", "true"})
    void feesThatAreNoNumbersAreUnavailable(String price) {
        // Given
        first.answers("eth_gasPrice", price);

        // Then
        assertThatThrownBy(one::fees).isInstanceOf(ChainUnavailableException.class);
    }

    @Test
    void feesAreAskedForAtMostTwiceASecond() {
        // Given
        first.answers("eth_feeHistory", "{\"oldestBlock\":\"0x1\",\"baseFeePerGas\":[\"0x7\",\"0x8\"]}");
        first.answers("eth_maxPriorityFeePerGas", "\"0x2\"");
        first.answers("eth_gasPrice", "\"0xa\"");

        // When
        for (int i = 0; i < 100; i++) {
            assertThat(one.fees().baseFee()).isEqualTo(8);
        }

        // Then
        assertThat(first.asked()).filteredOn(methods -> methods.contains("eth_gasPrice")).hasSizeLessThan(5);
    }

    @Test
    void missingFinalizedBlockIsUnavailableAndThePendingOneIsAMistake() {
        first.answers("eth_getBlockByNumber", "null");

        assertThatThrownBy(() -> one.block(BlockTag.FINALIZED)).isInstanceOf(ChainUnavailableException.class)
                .hasMessageContaining("finalized");
        assertThatThrownBy(() -> one.block(BlockTag.PENDING)).isInstanceOf(IllegalArgumentException.class);
        assertThat(one.block(99)).isEmpty();
    }

    private static EvmChainClient client(FakeNode... nodes) {
        return EvmChainClient.open(settings(nodes));
    }

    private static EvmChainSettings settings(FakeNode... nodes) {
        return new EvmChainSettings("main", 31337,
                Stream.of(nodes).map(node -> new EvmNodeSettings(node.url())).toList(), 100, TIMEOUT);
    }

    /** Transactions of four bytes that hold their number; the fake node does not look inside. */
    private static List<SignedTransaction> transactions(int count) {
        return IntStream.range(0, count).mapToObj(i -> ByteBuffer.allocate(4).putInt(i).array())
                .map(raw -> new SignedTransaction(hashOf(Hex.encode(raw)), raw)).toList();
    }

    private static String hashOf(String raw) {
        return "0x" + "00".repeat(28) + raw.substring(2);
    }

    private static void echoHashes(FakeNode node) {
        node.replies("eth_sendRawTransaction",
                params -> "\"result\":\"" + hashOf(params.path(0).asString()) + "\"");
    }

    private static List<Integer> sizesOfBroadcasts(FakeNode node) {
        return node.asked().stream().filter(methods -> methods.contains("eth_sendRawTransaction")).map(List::size)
                .toList();
    }

    private static String receipt(String transaction, String block) {
        return """
                {"transactionHash":"%s","blockHash":"%s","blockNumber":"0x1","transactionIndex":"0x0","status":"0x1",
                 "from":"0x%s","gasUsed":"0x5208","effectiveGasPrice":"0x7","logs":[]}"""
                .formatted(transaction, block, String.join("", Collections.nCopies(20, "aa")));
    }
}
