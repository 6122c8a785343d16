package io.enterpriseproxy.adapter.evm;

import com.github.tomakehurst.wiremock.http.Fault;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.BroadcastOutcome.Accepted;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.NodeStatus;
import io.enterpriseproxy.chain.NodeStatus.State;
import io.enterpriseproxy.chain.SignedTransaction;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Several nodes of one chain: which are used, and what is known of them. */
class ManyNodesIT {
    private static final Duration FAIL_OVER = Duration.ofMillis(700);

    private final FakeNode first = FakeNode.onChain(31337);
    private final FakeNode second = FakeNode.onChain(31337);
    private final FakeNode third = FakeNode.onChain(31337);

    ManyNodesIT() {
        first.headIs(100);
        second.headIs(101);
        third.headIs(102);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        third.close();
    }

    @Test
    void headsLagsAndTimesAreKnown() {
        try (EvmChainClient client = client(null, 1, first, second, third)) {
            client.head();

            await().untilAsserted(() -> assertThat(client.nodes()).extracting(NodeStatus::state, NodeStatus::head,
                    NodeStatus::lag).containsExactly(tuple(State.READY, 100, 1), tuple(State.READY, 101, 0),
                            tuple(State.READY, 102, 0)));
            assertThat(client.nodes()).allSatisfy(node -> {
                assertThat(node.latencyMillis()).isNotNull();
                assertThat(node.errorRate()).isZero();
                assertThat(node.why()).isNull();
            });
            assertThat(client.genesis()).contains("0x" + "0".repeat(64));
        }
    }

    @Test
    void nodeThatLagsIsPutAsideUntilItHasCaughtUp() {
        try (EvmChainClient client = client(null, 1, first, second, third)) {
            assertThat(client.head().number()).isEqualTo(100);

            // When
            second.headIs(110);
            third.headIs(110);

            // Then
            await().until(() -> client.head().number() == 110);
            assertThat(client.nodes().getFirst().why()).contains("lags: it is at block 100, others are at 110");

            // When
            first.headIs(108);

            // Then
            await().until(() -> client.head().number() == 108);
        }
    }

    @Test
    void ofTwoNodesTheOneThatLagsIsPutAsideAndStillUsedIfTheOtherIsGone() {
        try (EvmChainClient client = client(null, 1, first, second)) {
            assertThat(client.head().number()).isEqualTo(100);

            // When
            second.headIs(140);

            // Then
            await().until(() -> client.head().number() == 140);

            // When
            second.fails(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

            // Then
            assertThat(client.head().number()).isEqualTo(100);
        }
    }

    @Test
    void nodeThatClaimsAnAbsurdHeadIsPutAsideAndNobodyElse() {
        // Given
        first.claimsHead(1_000_000_000, 100);
        try (EvmChainClient client = client(null, 1, first, second, third)) {
            assertThat(client.head().number()).isEqualTo(1_000_000_000);

            // Then
            await().until(() -> client.head().number() == 101);
            assertThat(client.nodes()).extracting(NodeStatus::state).containsExactly(State.ASIDE, State.READY,
                    State.READY);
        }
    }

    @Test
    void nodeOnAnotherForkIsPutAside() {
        // Given
        first.isOnForkFrom(90, 103);
        try (EvmChainClient client = client(null, 1, first, second, third)) {
            assertThat(client.head().number()).isEqualTo(103);

            // Then
            await().until(() -> client.head().number() == 101);
            assertThat(client.nodes().getFirst().why()).contains("is on another fork", "2 of 3 nodes");
        }
    }

    @Test
    void nodeOfAnotherGenesisIsRefused() {
        // Given
        second.isOnForkFrom(0, 200);
        second.answers("eth_getBlockByNumber", FakeNode.block(0).replace("\"hash\":\"0x0", "\"hash\":\"0xf"));
        try (EvmChainClient client = client(null, 1, first, second)) {
            client.head();
            await().until(() -> client.nodes().get(1).state() == State.ASIDE);
            assertThat(client.nodes().get(1).why()).contains("has the block 0 0xf0", "name the chain's genesis");

            // When
            first.fails(aResponse().withStatus(503));

            // Then
            assertThatThrownBy(client::head).isInstanceOfSatisfying(ChainUnavailableException.class,
                    e -> assertThat(e.wrongChain()).isTrue());
        }
    }

    @Test
    void genesisOfTheConfigurationIsComparedThoughThereIsOneNode() {
        try (EvmChainClient client = client("0x" + "ab".repeat(32), 1, first)) {
            assertThatThrownBy(client::head).isInstanceOfSatisfying(ChainUnavailableException.class,
                    e -> assertThat(e.wrongChain()).isTrue()).hasMessageContaining("expected 0xabab");
        }
        try (EvmChainClient client = client("0x" + "0".repeat(64), 1, first)) {
            assertThat(client.head().number()).isEqualTo(100);
        }
    }

    @Test
    void nodeThatHangsIsLeftInTimeThoughTheTimeOutIsLonger() {
        try (EvmChainClient client = client(null, 1, first, second)) {
            assertThat(client.head().number()).isEqualTo(100);
            first.fails(aResponse().withFixedDelay(20_000));

            // When
            long start = System.nanoTime();
            assertThat(client.head().number()).isEqualTo(101);

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAIL_OVER.plusMillis(500));
        }
    }

    @Test
    void whatEveryNodeTakesLongForIsWaitedForAtTheLast() {
        // Given
        first.answersLate("eth_getBalance", "\"0x5\"", Duration.ofMillis(1_200));
        second.answersLate("eth_getBalance", "\"0x5\"", Duration.ofMillis(1_200));
        try (EvmChainClient client = client(null, 1, first, second)) {
            client.head();

            // Then
            assertThat(client.balance(Address.parse("0x" + "11".repeat(20)))).isEqualTo(5);
        }
    }

    @Test
    void nodeThatIsClearlySlowerLosesItsPreference() {
        try (EvmChainClient client = client(new NodePolicy(null, 3, Duration.ofSeconds(4), 1), first, second)) {
            assertThat(client.head().number()).isEqualTo(100);

            // When
            first.passesOnTo(second.url(), 700);

            // Then
            await().atMost(Duration.ofSeconds(60)).until(() -> client.nodes().getFirst().state() == State.WORSE);
            assertThat(client.head().number()).isEqualTo(101);
        }
    }

    @Test
    void transactionsGoToAsManyNodesAsShallHaveThemAndTheFirstOnesWordCounts() {
        Stream.of(first, second, third).forEach(node -> node.replies("eth_sendRawTransaction",
                params -> "\"result\":\"" + hashOf(params.path(0).asString()) + "\""));
        second.refuses("eth_sendRawTransaction", -32000, "already known");
        try (EvmChainClient client = client(null, 9, first, second, third)) {
            client.head();
            await().until(() -> client.nodes().stream().allMatch(node -> node.state() == State.READY));

            // When
            byte[] raw = {0, 0, 0, 7};
            assertThat(client.broadcast(List.of(new SignedTransaction(hashOf(Hex.encode(raw)), raw))))
                    .allMatch(Accepted.class::isInstance);

            // Then
            await().untilAsserted(() -> assertThat(Stream.of(first, second, third)).allMatch(node -> node.asked()
                    .stream().filter(methods -> methods.contains("eth_sendRawTransaction")).count() == 1));
        }
    }

    private static Tuple tuple(State state, long head, long lag) {
        return Tuple.tuple(state, head, lag);
    }

    private static String hashOf(String raw) {
        return "0x" + "00".repeat(28) + raw.substring(2);
    }

    private static EvmChainClient client(@Nullable String genesis, int broadcast, FakeNode... nodes) {
        return client(new NodePolicy(genesis, 3, FAIL_OVER, broadcast), nodes);
    }

    private static EvmChainClient client(NodePolicy policy, FakeNode... nodes) {
        return EvmChainClient.open(new EvmChainSettings("main", 31337,
                Stream.of(nodes).map(node -> new EvmNodeSettings(node.url())).toList(), 100, Duration.ofSeconds(5),
                ReceiptSource.BLOCK, NodeDialect.ETHEREUM, policy));
    }
}
