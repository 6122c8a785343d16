package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.ErrorRule;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MapOutcome;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.WriteBack;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.PublishedMapping;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.DeadLetterFilter;
import io.enterpriseproxy.server.ledger.DeadLetterRecord;
import io.enterpriseproxy.server.ledger.KeyHash;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import io.enterpriseproxy.server.ledger.LedgerProbe;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the door of the ledger promises on every database. */
abstract class IntakeContract {
    private static final Address TO = Address.parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");

    private static final Recording NO_RECORDS = record -> {
        throw new IllegalStateException("no mapping anchors records here");
    };

    private final CountingGate gate = new CountingGate();
    private final AtomicInteger commits = new AtomicInteger();
    private volatile Runnable fault = () -> {};
    private LaneRecord lane;
    private LedgerWatch watch;
    private GroupCommitter committer;

    abstract LedgerDatabase database();

    @BeforeEach
    void openTheDoor() {
        database().clear();
        database().lanes().create("main", TO, "erp");
        lane = database().lanes().find("main", TO).orElseThrow();
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
                        new OneLane(), lanes -> {}),
                watch);
    }

    /** Asked once in each transaction. */
    private final class OneLane implements LaneChoice {
        @Override
        public void prepare(List<Wanted> calls) {
            // It is there.
        }

        @Override
        public List<Long> choose(List<Wanted> calls) {
            commits.incrementAndGet();
            fault.run();
            return Collections.nCopies(calls.size(), lane.id());
        }

        @Override
        public long chooseAgain(Wanted wanted, long before) {
            return before;
        }
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
        assertThat(letters()).singleElement().satisfies(letter -> {
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
    void oneRefusedEventOfTenThousandIsFoundInFewCommits() {
        List<Candidate> batch = new ArrayList<>(
                IntStream.range(0, 10_000).mapToObj(i -> callable("k" + i, "event")).toList());
        batch.set(7_777, callable("k".repeat(600), "event"));
        List<SubmitOutcome> outcomes = committer.commit(batch);
        assertThat(outcomes.get(7_777)).isInstanceOf(SubmitOutcome.Refused.class);
        assertThat(outcomes).filteredOn(SubmitOutcome.Accepted.class::isInstance).hasSize(9_999);
        assertThat(commits.get()).isLessThan(40);
        assertThat(database().progress().accepted(lane.id(), 20_000)).hasSize(9_999)
                .extracting(CallRecord::idempotencyKey).containsSubsequence("k7776", "k7778");
    }

    @Test
    void eventOfASourceThatTheDatabaseRefusesIsParked() {
        Candidate.Callable refused = (Candidate.Callable) callable("k".repeat(600), "event");
        SubmitOutcome outcome = submit(new Candidate.Callable(event("source", "body"), 1, refused.mapped(),
                refused.key(), null, true));
        assertThat(outcome).isInstanceOfSatisfying(SubmitOutcome.Parked.class,
                parked -> assertThat(parked.problem().code()).isEqualTo(ProblemCode.INTERNAL_ERROR));
        assertThat(letters()).singleElement()
                .satisfies(letter -> assertThat(letter.payload()).asString().isEqualTo("body"));
        assertThat(accepted()).isEmpty();
    }

    @Test
    void refusedEventIsParkedWhateverItsKeyAndReasonHold() {
        Problem quoting = new Problem(ProblemCode.INVALID_ARGUMENT, "bad", "amount", "'1\0'", "a number");
        String key = "s".repeat(512);
        for (String sourceKey : List.of(key + "1", key + "2", "a\0b")) {
            assertThat(submit(new Candidate.Parkable(event(sourceKey, "body"), quoting)))
                    .isInstanceOf(SubmitOutcome.Parked.class);
        }
        assertThat(letters()).hasSize(3).extracting(DeadLetterRecord::sourceKey).doesNotHaveDuplicates()
                .allSatisfy(kept -> assertThat(kept).hasSizeLessThanOrEqualTo(512));
        assertThat(letters()).extracting(DeadLetterRecord::reason).allSatisfy(
                reason -> assertThat(reason).startsWith("amount: bad; found '1").contains("expected a number"));
    }

    @Test
    void redeliveredEventIsParkedOnceButAnEditedOneAgain() {
        Problem problem = Problem.of(ProblemCode.MALFORMED_EVENT, "not JSON");
        Candidate first = new Candidate.Parkable(event("row-1", "{oops"), problem);
        Candidate edited = new Candidate.Parkable(event("row-1", "{oops again"), problem);
        assertThat(submit(first)).isEqualTo(submit(first)).isNotEqualTo(submit(edited));
        assertThat(letters()).extracting(letter -> new String(letter.payload(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("{oops", "{oops again");
    }

    /** A refusal would be acknowledged, and the event be gone. */
    @Test
    void eventThatCannotEvenBeParkedStaysWithItsSource() {
        SourceEvent event = new SourceEvent("m".repeat(200), new byte[0], Map.of(), null, "k", null, null);
        assertThat(submit(new Candidate.Parkable(event, Problem.of(ProblemCode.UNKNOWN_MAPPING, "none"))))
                .isInstanceOf(SubmitOutcome.Unavailable.class);
        assertThat(watch.writable()).isTrue();
    }

    @Test
    void faultInACommitIsAnsweredAndTheNextEventGoesOn() {
        fault = () -> {
            throw new StackOverflowError("for a test");
        };
        assertThat(submit(callable("a", "event"))).isInstanceOf(SubmitOutcome.Unavailable.class);
        fault = () -> {};
        assertThat(submit(callable("a", "event"))).isInstanceOf(SubmitOutcome.Accepted.class);
    }

    @Test
    void eventThatAMappingStumblesOverIsParkedAndTheNextGoesOn() {
        LedgerIntake intake = new LedgerIntake(new OneMapping(), new Chains(Map.of()), NO_RECORDS, committer);
        List<SubmitOutcome> outcomes = intake.submit(
                List.of(event("1", "overflow"), event("2", "bug"), event("3", "fine")), Intake.OnRefusal.PARK);
        assertThat(outcomes).extracting(outcome -> outcome.getClass().getSimpleName()).containsExactly("Parked",
                "Parked", "Accepted");
        assertThat(letters()).extracting(DeadLetterRecord::code).containsOnly("internal-error");
        assertThat(intake.submit(List.of(event("1", "overflow")), Intake.OnRefusal.ANSWER).getFirst())
                .isInstanceOf(SubmitOutcome.Refused.class);
    }

    @Test
    void eventThatItsSourceCouldNotTakeWholeIsParkedWithTheSourcesReason() {
        Problem tooLarge = Problem.of(ProblemCode.EVENT_TOO_LARGE, "the message is too large");
        SourceEvent part = new SourceEvent("invoice", new byte[]{'{'}, Map.of(), null, "1", null, null, tooLarge);

        assertThat(new LedgerIntake(new OneMapping(), new Chains(Map.of()), NO_RECORDS, committer).submit(List.of(part),
                Intake.OnRefusal.PARK))
                .singleElement().isInstanceOf(SubmitOutcome.Parked.class);
        assertThat(letters()).extracting(DeadLetterRecord::code).containsExactly("event-too-large");
    }

    @Test
    void everybodyIsAnsweredWhileTheDoorCloses() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SubmitOutcome>> last = IntStream.range(0, 50).mapToObj(i -> callers.submit(() -> {
                SubmitOutcome outcome = submit(callable("k" + i, "event"));
                for (int n = 0; !(outcome instanceof SubmitOutcome.Unavailable); n++) {
                    outcome = submit(callable("k" + i + "-" + n, "event"));
                }
                return outcome;
            })).toList();
            Awaitility.await().until(() -> commits.get() > 5);
            committer.close();
            for (Future<SubmitOutcome> outcome : last) {
                assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(SubmitOutcome.Unavailable.class,
                        later -> assertThat(later.problem().code()).isEqualTo(ProblemCode.SHUTTING_DOWN));
            }
        }
    }

    @Test
    void whileTheLedgerCannotCommitNothingIsAnsweredAndSourcesAreSuspendedUntilItCan() {
        database().jdbc().execute("ALTER TABLE contract_call RENAME TO contract_call_gone");
        database().jdbc().execute("ALTER TABLE ledger_probe RENAME TO ledger_probe_gone");
        try {
            assertThat(submit(callable("a", "event"))).isInstanceOf(SubmitOutcome.Unavailable.class);
            assertThat(watch.writable()).isFalse();
            Awaitility.await().until(() -> gate.suspended.get() == 1);
            assertThat(submit(callable("b", "event"))).isInstanceOf(SubmitOutcome.Unavailable.class);
        } finally {
            database().jdbc().execute("ALTER TABLE contract_call_gone RENAME TO contract_call");
            database().jdbc().execute("ALTER TABLE ledger_probe_gone RENAME TO ledger_probe");
        }
        Awaitility.await().until(() -> gate.resumed.get() == 1 && watch.writable());
        assertThat(submit(callable("a", "event"))).isInstanceOf(SubmitOutcome.Accepted.class);
        assertThat(accepted()).hasSize(1);
    }

    private SubmitOutcome submit(Candidate candidate) {
        return committer.commit(List.of(candidate)).getFirst();
    }

    private List<DeadLetterRecord> letters() {
        return database().deadLetters().newest(DeadLetterFilter.OPEN, Long.MAX_VALUE, 10);
    }

    private List<CallRecord> accepted() {
        return database().progress().accepted(lane.id(), 100);
    }

    private static SourceEvent event(String key, String body) {
        return new SourceEvent("invoice", body.getBytes(StandardCharsets.UTF_8), Map.of(), null, key, null, null);
    }

    private static Candidate callable(String key, String payload) {
        MappedCall mapped = mapped(key, payload);
        return new Candidate.Callable(event(key, payload), 1, mapped, KeyHash.of("invoice", key), null, false);
    }

    private static MappedCall mapped(String key, String payload) {
        return new MappedCall(key, payload, KeyHash.of("payload", payload).bytes(), null, "main",
                "invoice-registry",
                TO,
                "register(bytes32)", "{}", new byte[4], BigInteger.ZERO, List.of("erp"), new GasLimit.Auto(), true,
                new Confirmations.Default());
    }

    private static final class OneMapping implements MappingCatalog, Mapping {
        @Override
        public Optional<PublishedMapping> current(String mapping) {
            return Optional.of(version(mapping, 1));
        }

        @Override
        public PublishedMapping version(String mapping, int version) {
            return new PublishedMapping(this, version, true, false);
        }

        @Override
        public String name() {
            return "invoice";
        }

        @Override
        public MapOutcome map(SourceEvent event) {
            String body = new String(event.body(), StandardCharsets.UTF_8);
            return switch (body) {
                case "overflow" -> throw new StackOverflowError("for a test");
                case "bug" -> throw new IllegalStateException("for a test");
                default -> new MapOutcome.Mapped(mapped(body, body));
            };
        }

        @Override
        public List<String> senders(String chain) {
            return List.of("erp");
        }

        @Override
        public List<WriteBack> writeBacks() {
            return List.of();
        }

        @Override
        public Map<String, ErrorRule> errors() {
            return Map.of();
        }
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
