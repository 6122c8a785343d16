package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.KeyHash;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import io.enterpriseproxy.server.ledger.LedgerProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the door of the ledger promises on every database. */
abstract class IntakeContract {
    private static final Address TO = Address.parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");

    private final CountingGate gate = new CountingGate();
    private LaneRecord lane;
    private LedgerWatch watch;
    private GroupCommitter committer;

    abstract LedgerDatabase database();

    @BeforeEach
    void openTheDoor() {
        database().clear();
        lane = database().transactions().commit(() -> database().lanes().of("main", TO, "erp"));
        watch = new LedgerWatch(new LedgerProbe(database().transactions(), database().jdbc()), () -> gate);
        committer = newCommitter();
    }

    @AfterEach
    void closeTheDoor() {
        committer.close();
        watch.close();
    }

    private GroupCommitter newCommitter() {
        return new GroupCommitter(
                new AcceptStep(database().transactions(), database().calls(), database().deadLetters(),
                        calls -> Collections.nCopies(calls.size(), lane.id()), lanes -> {}),
                watch);
    }

    @Test
    void repeatedIdempotencyKeyReturnsFirstCall() {
        SubmitOutcome first = submit(callable("a", "event"));
        assertThat(first).isInstanceOf(SubmitOutcome.Accepted.class);
        String id = ((SubmitOutcome.Accepted) first).callId();
        assertThat(submit(callable("a", "event"))).isEqualTo(new SubmitOutcome.Replayed(id));
        assertThat(accepted()).hasSize(1);
    }

    @Test
    void anotherEventUnderTheKeyIsRefused() {
        submit(callable("a", "event"));
        assertThat(submit(callable("a", "other"))).isInstanceOfSatisfying(SubmitOutcome.Refused.class,
                refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.IDEMPOTENCY_KEY_REUSED));
        assertThat(accepted()).hasSize(1);
    }

    @Test
    void twiceTheSameKeyInOneBatchIsOneCall() {
        List<SubmitOutcome> outcomes = committer
                .commit(List.of(callable("a", "event"), callable("b", "event"), callable("a", "event"),
                        callable("a", "other")));
        assertThat(outcomes).extracting(outcome -> outcome.getClass().getSimpleName()).containsExactly("Accepted",
                "Accepted", "Replayed", "Refused");
        assertThat(accepted()).extracting(CallRecord::idempotencyKey).containsExactly("a", "b");
    }

    @Test
    void sixtyFourCallersWithOneKeyMakeOneCall() throws Exception {
        try (GroupCommitter anotherInstance = newCommitter();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<SubmitOutcome>> calls = IntStream.range(0, 64).<Callable<SubmitOutcome>>mapToObj(
                    i -> () -> (i % 2 == 0 ? committer : anotherInstance).commit(List.of(callable("a", "event")))
                            .getFirst())
                    .toList();
            List<Future<SubmitOutcome>> answers = callers.invokeAll(calls);
            long accepted = 0;
            for (Future<SubmitOutcome> answer : answers) {
                assertThat(answer.get()).isInstanceOfAny(SubmitOutcome.Accepted.class, SubmitOutcome.Replayed.class);
                accepted += answer.get() instanceof SubmitOutcome.Accepted ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
        }
        assertThat(accepted()).hasSize(1);
    }

    @Test
    void aParkedEventKeepsItsPayloadAndReasonAndTheNextGoesOn() {
        Problem problem = Problem.of(ProblemCode.MALFORMED_EVENT, "not JSON");
        List<SubmitOutcome> outcomes = committer
                .commit(List.of(new Candidate.Parkable(event("x", "{oops"), problem), callable("b", "event")));
        assertThat(outcomes.get(0)).isInstanceOf(SubmitOutcome.Parked.class);
        assertThat(outcomes.get(1)).isInstanceOf(SubmitOutcome.Accepted.class);
        assertThat(database().deadLetters().list(true, 10, 0)).singleElement().satisfies(letter -> {
            assertThat(new String(letter.payload(), StandardCharsets.UTF_8)).isEqualTo("{oops");
            assertThat(letter.code()).isEqualTo("malformed-event");
            assertThat(letter.reason()).contains("not JSON");
        });
    }

    @Test
    void anEventTheDatabaseRefusesDoesNotTakeTheOthersWithIt() {
        List<SubmitOutcome> outcomes = committer
                .commit(List.of(callable("a", "event"), callable("k".repeat(600), "event"), callable("c", "event")));
        assertThat(outcomes).extracting(outcome -> outcome.getClass().getSimpleName()).containsExactly("Accepted",
                "Refused", "Accepted");
        assertThat(accepted()).extracting(CallRecord::idempotencyKey).containsExactly("a", "c");
    }

    @Test
    void whileTheLedgerCannotCommitNothingIsAnsweredAndSourcesAreSuspendedUntilItCan() {
        database().jdbc().execute("ALTER TABLE contract_call RENAME TO contract_call_gone");
        database().jdbc().execute("ALTER TABLE ledger_probe RENAME TO ledger_probe_gone");
        try {
            assertThat(submit(callable("a", "event"))).isInstanceOf(SubmitOutcome.Unavailable.class);
            assertThat(watch.writable()).isFalse();
            org.awaitility.Awaitility.await().until(() -> gate.suspended.get() == 1);
            assertThat(submit(callable("b", "event"))).isInstanceOf(SubmitOutcome.Unavailable.class);
        } finally {
            database().jdbc().execute("ALTER TABLE contract_call_gone RENAME TO contract_call");
            database().jdbc().execute("ALTER TABLE ledger_probe_gone RENAME TO ledger_probe");
        }
        org.awaitility.Awaitility.await().until(() -> gate.resumed.get() == 1 && watch.writable());
        assertThat(submit(callable("a", "event"))).isInstanceOf(SubmitOutcome.Accepted.class);
        assertThat(accepted()).hasSize(1);
    }

    private SubmitOutcome submit(Candidate candidate) {
        return committer.commit(List.of(candidate)).getFirst();
    }

    private List<CallRecord> accepted() {
        return database().progress().accepted(lane.id(), 100);
    }

    private static SourceEvent event(String key, String body) {
        return new SourceEvent("invoice", body.getBytes(StandardCharsets.UTF_8), Map.of(), null, key, null, null);
    }

    private static Candidate callable(String key, String payload) {
        MappedCall mapped = new MappedCall(key, payload, KeyHash.of("payload", payload).bytes(), null, "main",
                "invoice-registry",
                TO,
                "register(bytes32)", "{}", new byte[4], BigInteger.ZERO, List.of("erp"), new GasLimit.Auto(), true,
                new Confirmations.Default());
        return new Candidate.Callable(event(key, payload), 1, mapped, KeyHash.of("invoice", key), false);
    }

    private static final class CountingGate implements IntakeGate {
        private final AtomicInteger suspended = new AtomicInteger();
        private final AtomicInteger resumed = new AtomicInteger();

        @Override
        public void suspendAll() {
            suspended.incrementAndGet();
        }

        @Override
        public void resumeAll() {
            resumed.incrementAndGet();
        }
    }
}
