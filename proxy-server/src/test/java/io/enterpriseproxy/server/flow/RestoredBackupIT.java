package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.LaneAction;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A ledger that forgets: it is restored from a backup while the chain went on. Nothing is executed twice. */
class RestoredBackupIT extends FlowSuite {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path ledgers;

    @BeforeEach
    void ledgerThatCanBeCopied() throws Exception {
        database.close();
        database = LedgerDatabase.h2(ledgers);
        publish("plain", "countUp(bytes32)", new GasLimit.Fixed(100_000), new Confirmations.Default());
    }

    @Test
    void callsThatWaitedInTheBackupAndWereExecutedSinceGetTheirOutcomesWithoutASecondEffect() throws Exception {
        List<String> waiting = names("waiting", 12);
        List<String> forgotten = names("forgotten", 5);
        backUpWithTwoOfManyOut("plain", waiting);

        // What the backup does not know: the rest is executed, the first by a dearer transaction, and more events come.
        try (FlowUnderTest flow = startFlow(2)) {
            ask(flow, 1, LaneAction.SPEED_UP);
            await().atMost(SOON).until(() -> flow.ledger.attempts().sentAfter(lane(flow).id(), 0, 1).size() == 2);
            chain.startMining(Duration.ofSeconds(1));
            flow.submit("plain", null, forgotten);
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 18);
        }
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(18);
        target.results.clear();
        restore();

        try (FlowUnderTest flow = startFlow()) {
            await().atMost(SOON).until(() -> "ledger-behind-chain".equals(lane(flow).whyCode()));
            await().during(Duration.ofSeconds(2)).until(() -> nonceOf(chain.accounts().get(1)) == 18);
            assertThat(target.countsOf("confirmed")).containsOnlyKeys("waiting-0", "waiting-1");
            // Delivered again, or another event: it came after the transaction that does the same.
            await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
            flow.submit("plain", null, forgotten.subList(4, 5));
            flow.ledger.lanes().resume(lane(flow).id(), true);
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 12);
            assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(18);

            // A source that delivers again what the ledger has forgotten, and an event that is new.
            flow.submit("plain", null, forgotten.subList(0, 4));
            flow.submit("plain", null, List.of("new"));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("new"));
            await().atMost(SOON).until(() -> target.countsOf("rejected").size() == 5);
            assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(19);
            forgotten.forEach(event -> assertThat(countOf(event)).isEqualTo(1));
            assertThat(target.results.stream().filter(result -> result.status().equals("rejected")))
                    .allSatisfy(result -> assertThat(result.payload()).contains("perhaps-executed"));

            // Somebody has looked, and says that it is another event.
            retry(flow, "forgotten-0");
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("forgotten-0"));
        }
        assertThat(countOf("forgotten-0")).isEqualTo(2);
        Stream.concat(waiting.stream(), Stream.of("before", "new"))
                .forEach(event -> assertThat(countOf(event)).isEqualTo(1));
        assertThat(target.countsOf("cancelled")).isEmpty();
        assertThat(target.results).extracting(Result::id).doesNotHaveDuplicates();
    }

    @Test
    void aRevertThatTheLedgerHasForgottenIsFoundToo() throws Exception {
        backUpWithTwoOfManyOut("once-unseen", List.of("a", "b", "c", "d"));
        chain.send(chain.accounts().get(9), contract.lowerCase(), input("countUp(bytes32)", "d"));
        try (FlowUnderTest flow = startFlow(2)) {
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("reverted").containsKey("d"));
            assertThat(lane(flow).paused()).isFalse();
        }
        target.results.clear();
        restore();
        try (FlowUnderTest flow = startFlow()) {
            await().atMost(SOON).until(() -> "ledger-behind-chain".equals(lane(flow).whyCode()));
            flow.ledger.lanes().resume(lane(flow).id(), true);
            await().atMost(SOON).until(() -> target.countsOf("reverted").containsKey("d"));
        }
        assertThat(target.results.getLast().payload()).contains("AP-409");
        assertThat(target.countsOf("confirmed")).containsOnlyKeys("a", "b", "c");
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(5);
    }

    @Test
    void aPersonMayDecideToBeginAnewWithoutLooking() throws Exception {
        backUpWithTwoOfManyOut("plain", List.of("a", "b", "c"));
        try (FlowUnderTest flow = startFlow(2)) {
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 4);
            assertThat(lane(flow).paused()).isFalse();
        }
        restore();
        try (FlowUnderTest flow = startFlow()) {
            await().atMost(SOON).until(() -> "ledger-behind-chain".equals(lane(flow).whyCode()));
            flow.ledger.lanes().resumeAnew(lane(flow).id());
            await().atMost(SOON).until(() -> countOf("c") == 2);
        }
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(5);
    }

    @Test
    void aLaneThatBeginsAnewSettlesWhatIsOutThoughNobodySawItsBlock() {
        publish("deep", "countUp(bytes32)", new GasLimit.Fixed(100_000), new Confirmations.Blocks(4));
        beginAnewWithTwoOut("deep");
        chain.mine(1);
        try (FlowUnderTest flow = startFlow()) {
            await().atMost(SOON).until(() -> target.countsOf("mined").size() == 2);
            // They are final in time, though nothing comes behind them.
            await().atMost(SOON).until(() -> lane(flow).started());
            chain.mine(4);
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 2);
            flow.submit("plain", null, List.of("c"));
            chain.startMining(Duration.ofSeconds(1));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").size() == 3);
        }
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(3);
        assertThat(totalCount()).isEqualTo(3);
    }

    @Test
    void aLaneThatBeginsAnewGivesUpTheNoncesThatOthersTookAndIsNotPausedForMore() {
        beginAnewWithTwoOut("plain");
        chain.rpc("anvil_dropAllTransactions");
        names("foreign", 3).forEach(
                event -> chain.send(chain.accounts().get(1), contract.lowerCase(), input("countUp(bytes32)", event)));
        chain.startMining(Duration.ofSeconds(1));
        try (FlowUnderTest flow = startFlow()) {
            await().atMost(SOON).until(() -> target.countsOf("cancelled").size() == 2);
            flow.submit("plain", null, List.of("c"));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("c"));
            assertThat(lane(flow).paused()).isFalse();
        }
        assertThat(nonceOf(chain.accounts().get(1))).isEqualTo(4);
        assertThat(countOf("a") + countOf("b")).isZero();
    }

    /** A person decides so while the calls a and b are out. Mining is stopped, and the flow too. */
    private void beginAnewWithTwoOut(String mapping) {
        chain.stopMining();
        try (FlowUnderTest flow = startFlow()) {
            flow.submit(mapping, null, List.of("a", "b"));
            await().atMost(SOON).until(() -> lane(flow).broadcastNonce() == 1);
            flow.ledger.lanes().resumeAnew(lane(flow).id());
            assertThat(lane(flow).started()).isFalse();
        }
    }

    /** One event is confirmed, two transactions are out, the other events wait. Mining is stopped. */
    private void backUpWithTwoOfManyOut(String mapping, List<String> events) throws Exception {
        try (FlowUnderTest flow = startFlow(2)) {
            flow.submit(mapping, null, List.of("before"));
            await().atMost(SOON).until(() -> target.countsOf("confirmed").containsKey("before"));
            chain.stopMining();
            flow.submit(mapping, null, events);
            await().atMost(SOON).until(() -> lane(flow).broadcastNonce() == 2);
        }
        database.close();
        Files.copy(ledgers.resolve("ledger.mv.db"), ledgers.resolve("backup"));
        database = LedgerDatabase.h2(ledgers);
    }

    private void restore() throws Exception {
        database.close();
        Files.delete(ledgers.resolve("ledger.mv.db"));
        Files.copy(ledgers.resolve("backup"), ledgers.resolve("ledger.mv.db"));
        database = LedgerDatabase.h2(ledgers);
    }

    private void retry(FlowUnderTest flow, String event) {
        CallRecord call = database.jdbc().query("SELECT seq FROM contract_call WHERE idempotency_key = ?",
                (row, i) -> row.getLong(1), event).stream()
                .map(seq -> flow.ledger.calls().bySeq(List.of(seq)).values().iterator().next()).findFirst()
                .orElseThrow();
        flow.ledger.transactions().commit(() -> flow.ledger.calls().retry(call.id()));
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
    }
}
