package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.adapter.evm.NodeDialect;
import io.enterpriseproxy.adapter.evm.NodePolicy;
import io.enterpriseproxy.adapter.evm.ReceiptSource;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.server.ledger.LaneAction;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LaneRequest;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import io.enterpriseproxy.server.ledger.StoredAttempt;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.KeystoreSigner;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The flow against a real chain, checked by the contract's own state. */
class FlowOnAnvilIT extends FlowSuite {
    @Test
    void everyEventOfAThousandHasOneEffectAndOneResult() {
        List<String> events = IntStream.range(0, 1_000).mapToObj(i -> "event-" + i).toList();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("count", null, events);
            await().atMost(Duration.ofSeconds(60)).until(() -> target.results.size() >= 1_000);
        }
        assertThat(target.countsOf("confirmed")).hasSize(1_000)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(1));
        assertThat(totalCount()).isEqualTo(1_000);
        assertThat(events.stream().filter(event -> countOf(event) != 1).toList()).isEmpty();
    }

    @Test
    void onAChainThatIsReadByLogsSuccessesRevertsAndCancelsAreToldApart() {
        chain.send(chain.accounts().get(9), contract.lowerCase(), input("countUpOnce(bytes32)", "refused"));
        chain.stopMining();
        List<String> events = IntStream.range(0, 300).mapToObj(i -> "event-" + i).toList();
        try (FlowUnderTest flow = startFlow(new EvmChainSettings("main", chain.chainId(),
                List.of(new EvmNodeSettings(chain.url())), 100, Duration.ofSeconds(5), ReceiptSource.LOGS,
                NodeDialect.ETHEREUM, NodePolicy.DEFAULT),
                new FlowUnderTest.Limits(500, null))) {
            flow.submit("once-unseen", null, List.of("unwanted", "refused"));
            await().until(() -> lane(flow).broadcastNonce() >= 1);
            ask(flow, 0, LaneAction.CANCEL);
            await().until(() -> flow.ledger.requests().open(lane(flow).id()).isEmpty());
            flow.submit("once-unseen", null, events);
            await().atMost(Duration.ofSeconds(30)).until(() -> lane(flow).broadcastNonce() >= 301);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(60)).until(() -> target.results.size() == 302);
        }
        assertThat(target.countsOf("confirmed")).containsOnlyKeys(events);
        assertThat(target.countsOf("reverted")).containsOnlyKeys("refused");
        assertThat(target.countsOf("cancelled")).containsOnlyKeys("unwanted");
        assertThat(events.stream().filter(event -> countOf(event) != 1).toList()).isEmpty();
    }

    @Test
    void aFlowThatDiedInTheMiddleIsFinishedByTheNext() {
        List<String> events = IntStream.range(0, 600).mapToObj(i -> "event-" + i).toList();
        FlowUnderTest dead = startFlow(50);
        dead.submit("count", null, events);
        await().until(() -> totalCount() > 50);
        dead.close();
        assertThat(totalCount()).isLessThan(600);
        try (FlowUnderTest next = startFlow()) {
            assertThat(next.submit("count", null, events)).allMatch(SubmitOutcome.Replayed.class::isInstance);
            await().atMost(Duration.ofSeconds(60)).until(() -> target.countsOf("confirmed").size() == 600);
        }
        assertThat(totalCount()).isEqualTo(600);
    }

    @Test
    void callsOfOneOrderingKeyAreExecutedInAcceptOrder() {
        List<String> events = IntStream.range(0, 300).mapToObj(i -> "event-" + i).toList();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("count", "supplier-7", events);
            await().atMost(Duration.ofSeconds(60)).until(() -> target.results.size() >= 300);
        }
        assertThat(target.results).extracting(FlowUnderTest.Target::eventOf).containsExactlyElementsOf(events);
        assertThat(chain.accounts().stream().filter(account -> nonceOf(account) == 300)).hasSize(1);
    }

    @Test
    void whatTheContractRefusesInASimulationTakesNoNonce() {
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("once-unseen", null, List.of("a"));
            await().until(() -> target.countsOf("confirmed").containsKey("a"));
            long before = nonceOf(chain.accounts().get(1));
            mappings.put("once", new CountMapping("once", ABI, contract, "countUpOnce(bytes32)", new GasLimit.Auto(),
                    new Confirmations.Default(), List.of("erp-0")));
            flow.submit("once", null, List.of("a"));
            await().until(() -> target.results.stream().anyMatch(result -> result.status().equals("rejected")));
            assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(before);
        }
        assertThat(target.results.getLast().payload()).contains("AP-409");
        assertThat(countOf("a")).isEqualTo(1);
    }

    @Test
    void aRevertOnTheChainIsDecodedIntoTheErpsCode() {
        chain.send(chain.accounts().get(9), contract.lowerCase(), input("countUpOnce(bytes32)", "a"));
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("once-unseen", null, List.of("a", "b"));
            await().until(() -> target.results.size() == 2);
        }
        assertThat(target.results).extracting(Result::status).containsExactly("reverted", "confirmed");
        assertThat(target.results.getFirst().payload()).contains("AP-409");
        assertThat(countOf("a")).isEqualTo(1);
    }

    @Test
    void eachOfManyRevertsInOneBlockIsDecodedAndThoseBetweenThemGoThrough() {
        List<String> refused = IntStream.range(0, 150).mapToObj(i -> "refused-" + i).toList();
        List<String> events = IntStream.range(0, 300).mapToObj(i -> (i % 2 == 0 ? "refused-" : "event-") + i / 2)
                .toList();
        try (FlowUnderTest flow = startFlow(500)) {
            flow.submit("count", null, refused);
            await().until(() -> target.results.size() == 150);
            chain.stopMining();
            flow.submit("once-unseen", null, events);
            await().atMost(Duration.ofSeconds(30)).until(() -> flow.ledger.lanes().all().stream()
                    .mapToLong(lane -> lane.broadcastNonce() - lane.minedNonce()).sum() == 300);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(60)).until(() -> target.results.size() == 450);
        }
        List<Result> results = target.results.subList(150, 450);
        assertThat(results).extracting(FlowUnderTest.Target::eventOf).containsExactlyElementsOf(events);
        assertThat(results).allSatisfy(result -> assertThat(result.status().equals("reverted"))
                .isEqualTo(FlowUnderTest.Target.eventOf(result).startsWith("refused"))
                .isEqualTo(result.payload().contains("AP-409")));
        assertThat(totalCount()).isEqualTo(300);
    }

    @Test
    void aReorgTakesAMinedResultBackAndTheCallGoesOn() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("deep", null, List.of("a"));
            await().until(() -> flow.ledger.lanes().all().getFirst().broadcastNonce() >= 0);
            chain.mine(1);
            await().until(() -> target.countsOf("mined").containsKey("a"));
            chain.reorg(1);
            chain.mine(1);
            await().until(() -> target.countsOf("retracted").containsKey("a"));
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(30)).until(() -> target.countsOf("confirmed").containsKey("a"));
        }
        assertThat(target.results).extracting(Result::status).containsExactly("mined", "retracted", "mined",
                "confirmed");
        assertThat(target.results).extracting(result -> result.id().substring(37)).containsExactly("1", "2", "3", "4");
        assertThat(countOf("a")).isEqualTo(1);
    }

    @Test
    void aReorgThatHappensWhileNobodyLooksIsFoundAtTheNextStart() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("once-unseen", null, List.of("a"));
            await().until(() -> lane(flow).broadcastNonce() >= 0);
            chain.mine(1);
            await().until(() -> target.countsOf("confirmed").containsKey("a"));
        }
        chain.reorg(1);
        chain.rpc("anvil_dropAllTransactions");
        chain.mine(2);
        assertThat(countOf("a")).isZero();
        chain.startMining(Duration.ofSeconds(1));
        try (FlowUnderTest flow = startFlow()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> target.results.size() == 3);
            assertThat(lane(flow).paused()).isFalse();
        }
        assertThat(target.results).extracting(Result::status).containsExactly("confirmed", "retracted", "confirmed");
        assertThat(countOf("a")).isEqualTo(1);
    }

    @Test
    void aCallThatWasFilledOnceIsFilledAgainAfterARetry() {
        publish("too-much-gas", "countUp(bytes32)", new GasLimit.Fixed(20_000_000_000L), new Confirmations.Default());
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("too-much-gas", null, List.of("a"));
            await().atMost(Duration.ofSeconds(30)).until(() -> target.results.size() == 1);
            long call = callAt(flow, 0);
            flow.ledger.transactions().commit(() -> {
                flow.ledger.requests().forget(call);
                flow.ledger.calls().retry(flow.ledger.calls().bySeq(List.of(call)).values().iterator().next().id());
            });
            await().atMost(Duration.ofSeconds(30)).until(() -> target.results.size() == 2);
        }
        assertThat(target.results).extracting(Result::status).containsExactly("cancelled", "cancelled");
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(2);
    }

    @Test
    void resultsWaitInOrderWhileTheirTargetIsDown() {
        target.trouble = () -> Optional.of("the ERP is down");
        List<String> events = IntStream.range(0, 50).mapToObj(i -> "event-" + i).toList();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("count", "supplier-7", events);
            await().until(() -> totalCount() == 50);
            await().during(Duration.ofMillis(500)).until(() -> target.results.isEmpty());
            target.trouble = Optional::empty;
            await().until(() -> target.results.size() == 50);
        }
        assertThat(target.results).extracting(FlowUnderTest.Target::eventOf).containsExactlyElementsOf(events);
        assertThat(target.results).extracting(Result::id).doesNotHaveDuplicates();
    }

    @Test
    void aLaneWhoseSenderHasNoFundsSaysSoAndGoesOnWhenFunded() {
        chain.setBalance(chain.accounts().get(1).address(), BigInteger.ZERO);
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("once-unseen", null, List.of("a"));
            await().until(() -> "insufficient-funds".equals(lane(flow).whyCode()));
            chain.setBalance(chain.accounts().get(1).address(), BigInteger.TEN.pow(18));
            await().until(() -> target.countsOf("confirmed").containsKey("a"));
            await().until(() -> lane(flow).whyCode() == null);
        }
    }

    @Test
    void foreignUseOfTheAccountPausesTheLaneInsteadOfGuessing() {
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("once-unseen", null, List.of("a"));
            await().until(() -> target.countsOf("confirmed").containsKey("a"));
        }
        chain.send(chain.accounts().get(1), contract.lowerCase(), input("countUp(bytes32)", "foreign"));
        try (FlowUnderTest flow = startFlow()) {
            await().until(() -> "ledger-behind-chain".equals(lane(flow).whyCode()));
            flow.submit("once-unseen", null, List.of("b"));
            await().during(Duration.ofSeconds(2)).until(() -> countOf("b") == 0);
            assertThat(lane(flow).paused()).isTrue();
            flow.ledger.lanes().resume(lane(flow).id(), true);
            await().atMost(Duration.ofSeconds(20)).until(() -> target.countsOf("confirmed").containsKey("b"));
        }
        assertThat(countOf("b")).isEqualTo(1);
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(3);
    }

    @Test
    void aCallThatLosesItsNonceToSomebodyElseIsCancelledAndTheLaneGoesOn() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("once-unseen", null, List.of("a", "b", "c"));
            await().until(() -> lane(flow).broadcastNonce() >= 2);
            // The node forgets what is ours, and somebody with the same key uses the first nonce.
            chain.rpc("anvil_dropAllTransactions");
            chain.send(chain.accounts().get(1), contract.lowerCase(), input("countUp(bytes32)", "foreign"));
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(30)).until(() -> target.results.size() == 3);
            await().until(() -> lane(flow).whyCode() == null);
        }
        assertThat(target.results).extracting(Result::status).containsExactly("cancelled", "confirmed", "confirmed");
        assertThat(target.results.getFirst().payload()).contains("nonce-taken");
        assertThat(countOf("b") + countOf("c")).isEqualTo(2);
        assertThat(countOf("a")).isZero();
        assertThat(countOf("foreign")).isEqualTo(1);
    }

    @Test
    void aCallThatIsCancelledOnItsWayGivesItsNonceToATransferToItself() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("deep", null, List.of("a", "b"));
            await().until(() -> lane(flow).broadcastNonce() >= 1);
            ask(flow, 0, LaneAction.CANCEL);
            await().until(() -> flow.ledger.requests().open(lane(flow).id()).isEmpty());
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(30)).until(() -> target.countsOf("confirmed").containsKey("b"));
            await().until(() -> target.countsOf("cancelled").containsKey("a"));
        }
        // Nobody hears that it was mined: it was not.
        assertThat(target.countsOf("mined")).containsOnlyKeys("b");
        assertThat(target.results.stream().filter(result -> result.status().equals("cancelled")).findFirst()
                .orElseThrow().payload()).contains("\"cancelled\"");
        assertThat(countOf("a")).isZero();
        assertThat(countOf("b")).isEqualTo(1);
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(2);
    }

    @Test
    void aCallThatIsSpedUpOffersMoreAndIsExecutedOnce() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("deep", null, List.of("a"));
            await().until(() -> lane(flow).broadcastNonce() >= 0);
            ask(flow, 0, LaneAction.SPEED_UP);
            await().until(() -> flow.ledger.attempts().sentAfter(lane(flow).id(), -1, 0).size() == 2);
            List<StoredAttempt> attempts = flow.ledger.attempts().ofCall(lane(flow).id(), callAt(flow, 0));
            assertThat(attempts.get(1).feeCap()).isGreaterThan(attempts.get(0).feeCap());
            await().until(() -> pooled(attempts.get(1)));
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(30)).until(() -> target.countsOf("confirmed").containsKey("a"));
        }
        assertThat(countOf("a")).isEqualTo(1);
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(1);
    }

    @Test
    void aTransactionThatNoNodeCanEverTakeLeavesNoGap() {
        publish("too-much-gas", "countUp(bytes32)", new GasLimit.Fixed(20_000_000_000L), new Confirmations.Default());
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("too-much-gas", null, List.of("a"));
            flow.submit("once-unseen", null, List.of("b"));
            await().atMost(Duration.ofSeconds(30)).until(() -> target.results.size() == 2);
            await().until(() -> lane(flow).whyCode() == null);
        }
        assertThat(target.countsOf("cancelled")).containsOnlyKeys("a");
        assertThat(target.countsOf("confirmed")).containsOnlyKeys("b");
        assertThat(target.results).anySatisfy(result -> assertThat(result.payload()).contains("transaction-refused"));
        assertThat(countOf("a")).isZero();
        assertThat(countOf("b")).isEqualTo(1);
    }

    @Test
    void aFeeLimitThatKeepsTransactionsFromBeingMinedIsSaid() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow(200, BigInteger.valueOf(3_000_000_000L))) {
            flow.submit("deep", null, List.of("a"));
            await().until(() -> lane(flow).broadcastNonce() >= 0);
            chain.rpc("anvil_setNextBlockBaseFeePerGas", "0x174876e800");
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(30)).until(() -> "fee-limit".equals(lane(flow).whyCode()));
            // The base fee falls by an eighth per empty block: after some thirty it is below the limit.
            chain.mine(40);
            await().atMost(Duration.ofSeconds(30)).until(() -> target.countsOf("confirmed").containsKey("a"));
        }
        assertThat(countOf("a")).isEqualTo(1);
    }

    @Test
    void aReorgDeeperThanTheConfirmationsIsToldAndMended() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("once-unseen", null, List.of("a", "b"));
            await().until(() -> lane(flow).broadcastNonce() >= 1);
            chain.mine(1);
            await().until(() -> target.countsOf("confirmed").size() == 2);
            chain.mine(1);
            chain.reorg(2);
            chain.mine(1);
            await().until(() -> target.countsOf("retracted").size() == 2);
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(30)).until(() -> target.results.size() == 6);
        }
        assertThat(target.results).extracting(Result::status).containsExactly("confirmed", "confirmed", "retracted",
                "retracted", "confirmed", "confirmed");
        assertThat(countOf("a") + countOf("b")).isEqualTo(2);
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(2);
    }

    @Test
    void aRisenBaseFeeIsFollowedByReplacements() {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit("deep", null, List.of("a", "b", "c"));
            await().until(() -> flow.ledger.lanes().all().getFirst().broadcastNonce() >= 2);
            chain.rpc("anvil_setNextBlockBaseFeePerGas", "0x174876e800");
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(40)).until(() -> target.countsOf("confirmed").size() == 3);
        }
        assertThat(countOf("a")).isEqualTo(1);
        assertThat(totalCount()).isEqualTo(3);
    }
}
