package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MappedCall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every database must do for the ledger. */
abstract class LedgerContract {
    private static final Address SENDER = Address.parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");

    private static final TargetKey FIRST = new TargetKey("invoice", 0);

    private LaneRecord lane;

    abstract LedgerDatabase database();

    @BeforeEach
    void emptyLedgerWithOneLane() {
        database().clear();
        database().lanes().create("main", SENDER, "erp");
        lane = database().lanes().find("main", SENDER).orElseThrow();
    }

    @Test
    void acceptNumbersRiseInListOrder() {
        accept("a", "b", "c");
        assertThat(database().progress().accepted(lane.id(), 10)).extracting(CallRecord::idempotencyKey)
                .containsExactly("a", "b", "c");
    }

    @Test
    void aRowKeepsEveryFieldOfTheCall() {
        accept("a");
        CallRecord call = database().progress().accepted(lane.id(), 1).getFirst();
        assertThat(call.event()).isEqualTo("{\"no\":\"a\"}");
        assertThat(call.value()).isEqualTo(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
        assertThat(call.gasLimit()).isEqualTo(21_000L);
        assertThat(call.input()).containsExactly(1, 2, 3);
        assertThat(call.confirmations()).isNull();
        assertThat(call.state()).isEqualTo(CallState.ACCEPTED);
        assertThat(call.acceptedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    @Test
    void theHolderOfAKeyIsFoundByMappingAndKey() {
        accept("a", "b");
        Map<KeyHash, ExistingCall> holders = database().calls()
                .holders(List.of(KeyHash.of("invoice", "a"), KeyHash.of("invoice", "missing")));
        assertThat(holders).containsOnlyKeys(KeyHash.of("invoice", "a"));
        assertThat(database().calls().holders(List.of(KeyHash.of("other", "a")))).isEmpty();
    }

    @Test
    void aThousandHoldersAreFoundAtOnce() {
        String[] keys = IntStream.range(0, 1_300).mapToObj(i -> "key-" + i).toArray(String[]::new);
        accept(keys);
        assertThat(database().calls().holders(List.of(keys).stream().map(key -> KeyHash.of("invoice", key)).toList()))
                .hasSize(1_300);
    }

    @Test
    void theDatabaseRefusesASecondCallOfAKey() {
        accept("a");
        assertThatThrownBy(() -> accept("b", "a")).isInstanceOf(DuplicateKeyException.class);
        assertThat(database().progress().accepted(lane.id(), 10)).hasSize(1);
    }

    @Test
    void anUnclaimedTransactionIsFoundByWhatItDoesAndClaimedOnce() {
        byte[] content = ContentHash.of(SENDER, BigInteger.TEN, new byte[]{1, 2});
        byte[] other = ContentHash.of(SENDER, BigInteger.TEN, new byte[]{1, 3});
        database().unclaimed().insert(List.of(new UnclaimedTransaction("main", SENDER, 7, "0x07", content),
                new UnclaimedTransaction("main", SENDER, 8, "0x08", content)));
        assertThat(database().unclaimed().any("main")).isTrue();
        assertThat(database().unclaimed().any("other")).isFalse();
        assertThat(database().unclaimed().of("main", List.of(other))).isEmpty();
        List<UnclaimedTransaction> found = database().unclaimed().of("main", List.of(content, other));
        assertThat(found).extracting(UnclaimedTransaction::hash).containsExactly("0x07", "0x08");
        database().unclaimed().claim(found.getFirst(), 1);
        assertThatThrownBy(() -> database().unclaimed().claim(found.getFirst(), 2))
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(database().unclaimed().of("main", List.of(content))).extracting(UnclaimedTransaction::hash)
                .containsExactly("0x08");
    }

    @Test
    void aLaneThatCatchesUpGoesOnBehindWhatItTookOver() {
        LaneLease lease = take("one").getFirst();
        database().transactions().commit(() -> database().lanes().startAt(lease, 3, 2));
        database().lanes().pause(lane.id());
        database().lanes().resume(lane.id(), true);
        assertThat(database().lanes().find(lane.id()).orElseThrow().catchUp()).isTrue();
        database().transactions().commit(() -> database().lanes().caughtUp(lease, 9, 7));
        LaneRecord row = database().lanes().find(lane.id()).orElseThrow();
        assertThat(row.catchUp()).isFalse();
        assertThat(List.of(row.signedNonce(), row.minedNonce(), row.finalNonce())).containsExactly(9L, 9L, 7L);
    }

    @Test
    void whyALaneWaitsIsSaidByItsOwnerOnly() {
        LaneLease late = take("one").getFirst();
        database().lanes().why(late, "paused", "an admin has paused the lane");
        database().jdbc().update("UPDATE lane SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
        LaneLease next = take("two").getFirst();
        database().lanes().why(next, "fee-limit", "it offers too little");
        assertThatThrownBy(() -> database().lanes().why(late, null, null)).isInstanceOf(LeaseLostException.class);
        assertThat(database().lanes().find(lane.id()).orElseThrow().whyCode()).isEqualTo("fee-limit");
    }

    @Test
    void aLaneIsTakenByOneOwnerOnly() {
        LaneLease lease = take("one").getFirst();
        assertThat(take("two")).isEmpty();
        assertThat(database().lanes().find(lane.id()).orElseThrow().owner()).isEqualTo("one");
        assertThat(lease.fence()).isEqualTo(1);
    }

    @Test
    void aLeaseThatRanOutIsTakenOverAndTheLateOwnerIsRefused() {
        LaneLease late = take("one").getFirst();
        database().jdbc().update("UPDATE lane SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
        LaneLease next = take("two").getFirst();
        assertThat(next.fence()).isGreaterThan(late.fence());
        assertThatThrownBy(() -> database().transactions().commit(() -> database().lanes().broadcast(late, 1)))
                .isInstanceOf(LeaseLostException.class);
        database().transactions().commit(() -> database().lanes().broadcast(next, 7));
        assertThat(database().lanes().find(lane.id()).orElseThrow().broadcastNonce()).isEqualTo(7);
    }

    @Test
    void aLeaseFromBeforeTheDatabasesClockWasSetBackHoldsNobodyUp() {
        LaneLease late = take("one").getFirst();
        assertThat(take("two")).isEmpty();
        database().jdbc().update("UPDATE lane SET lease_until = CURRENT_TIMESTAMP + INTERVAL '1' HOUR");
        assertThat(take("two")).hasSize(1);
        assertThatThrownBy(() -> database().transactions().commit(() -> database().lanes().broadcast(late, 1)))
                .isInstanceOf(LeaseLostException.class);
    }

    @Test
    void aLeaseThatIsGivenBackIsTakenAgainUnderAnotherFence() {
        LaneLease first = take("one").getFirst();
        assertThat(take("one")).isEmpty();
        database().transactions().commit(() -> database().lanes().release(first));
        LaneLease second = take("one").getFirst();
        assertThat(second.fence()).isGreaterThan(first.fence());
        database().transactions().commit(() -> database().lanes().release(first));
        assertThat(database().lanes().find(lane.id()).orElseThrow().owner()).isEqualTo("one");
    }

    @Test
    void watermarksThatHaveMovedAreNotMovedBack() {
        LaneLease lease = take("one").getFirst();
        LaneRecord read = database().lanes().find(lane.id()).orElseThrow();
        database().transactions().commit(() -> database().lanes().reached(lease, read, 5, 3));
        assertThatThrownBy(() -> database().transactions().commit(() -> database().lanes().reached(lease, read, 2, 2)))
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(database().lanes().find(lane.id()).orElseThrow().minedNonce()).isEqualTo(5);
    }

    @Test
    void aWishToBeRidOfACallIsNotUndoneByASpeedUp() {
        accept("a");
        long call = database().progress().accepted(lane.id(), 1).getFirst().seq();
        LaneRequestRows requests = database().requests();
        requests.ask(lane.id(), new LaneRequest(call, LaneAction.SPEED_UP, "slow"));
        requests.ask(lane.id(), new LaneRequest(call, LaneAction.CANCEL, "not wanted"));
        requests.ask(lane.id(), new LaneRequest(call, LaneAction.SPEED_UP, "slow"));
        LaneRequest cancel = new LaneRequest(call, LaneAction.CANCEL, "not wanted");
        assertThat(requests.open(lane.id())).containsExactly(cancel);
        requests.done(List.of(cancel));
        assertThat(requests.open(lane.id())).isEmpty();
        assertThat(requests.find(call)).contains(cancel);
    }

    @Test
    void mayBeFinalIsWhatLiesDeepEnoughForItsOwnConfirmations() {
        accept("a", "b", "c");
        mine(10, 11, 12);
        assertThat(database().progress().deepEnough(lane.id(), 12, 2, -1)).extracting(CallRecord::idempotencyKey)
                .containsExactly("a", "b");
        assertThat(database().progress().firstMined(lane.id())).hasValue(0);
        assertThat(database().progress().anyWaitsForFinalized(lane.id(), 2)).isFalse();
        assertThat(database().progress().anyWaitsForFinalized(lane.id(), 0)).isTrue();
        assertThat(database().progress().deepEnough(lane.id(), 100, 0, 11)).extracting(CallRecord::idempotencyKey)
                .containsExactly("a", "b");
        database().jdbc().update("UPDATE contract_call SET confirmations = 0 WHERE idempotency_key = 'a'");
        database().jdbc().update("UPDATE contract_call SET confirmations = 3 WHERE idempotency_key = 'b'");
        assertThat(database().progress().anyWaitsForFinalized(lane.id(), 2)).isTrue();
        assertThat(database().progress().deepEnough(lane.id(), 13, 2, 9)).extracting(CallRecord::idempotencyKey)
                .containsExactly("b", "c");
        assertThat(database().progress().deepEnough(lane.id(), 12, 9, 10)).extracting(CallRecord::idempotencyKey)
                .containsExactly("a");
    }

    @Test
    void whatWasPlannedForACallBeforeItWasCancelledAndRetriedIsNotStored() {
        accept("a");
        CallRecord planned = database().progress().accepted(lane.id(), 1).getFirst();
        database().transactions().commit(() -> database().progress().outcomes(List.of(new CallOutcome(planned,
                CallState.CANCELLED, null, null, null, "cancelled", null, List.of()))));
        database().transactions().commit(() -> database().progress().retry(planned.id()));
        assertThat(database().progress().byId(planned.id()).orElseThrow().state()).isEqualTo(CallState.ACCEPTED);
        List<Runnable> late = List.of(() -> database().progress().signed(List.of(attempt(0, 0, planned))),
                () -> database().progress().outcomes(List.of(rejected(planned, 1))));
        late.forEach(step -> assertThatThrownBy(() -> database().transactions().commit(step))
                .isInstanceOf(OptimisticLockingFailureException.class));
        CallRecord now = database().progress().byId(planned.id()).orElseThrow();
        database().transactions().commit(() -> database().progress().signed(List.of(attempt(0, 0, now))));
        assertThat(database().progress().byId(planned.id()).orElseThrow().state()).isEqualTo(CallState.SIGNED);
    }

    @Test
    void noTwoResultsOfACallHaveOneId() {
        accept("a");
        CallOutcome outcome = rejected(database().progress().accepted(lane.id(), 1).getFirst(), 1);
        database().transactions().commit(() -> database().writeBacks(Clock.systemUTC()).insert(List.of(outcome)));
        assertThatThrownBy(() -> database().transactions()
                .commit(() -> database().writeBacks(Clock.systemUTC()).insert(List.of(outcome))))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void whatWasDoneCanBeAskedForAgain() {
        accept("a");
        long call = database().progress().accepted(lane.id(), 1).getFirst().seq();
        LaneRequestRows requests = database().requests();
        LaneRequest cancel = new LaneRequest(call, LaneAction.CANCEL, "not wanted");
        assertThat(requests.ask(lane.id(), cancel)).isTrue();
        assertThat(requests.ask(lane.id(), cancel)).isFalse();
        requests.done(List.of(cancel));
        assertThat(requests.ask(lane.id(), cancel)).isTrue();
        assertThat(requests.open(lane.id())).containsExactly(cancel);
    }

    @Test
    void finalCallsAboveABlockAreFound() {
        accept("a", "b", "c");
        mine(10, 11, 12);
        List<CallRecord> mined = database().progress().mined(lane.id());
        database().progress().outcomes(mined.subList(0, 2).stream().map(call -> new CallOutcome(call,
                CallState.CONFIRMED, call.blockNumber(), call.blockHash(), "{}", null, null, List.of())).toList());
        assertThat(database().progress().finalAbove(lane.id(), 10)).extracting(CallRecord::idempotencyKey)
                .containsExactly("b");
    }

    @Test
    void aNonceIsStoredOnce() {
        accept("a", "b");
        List<CallRecord> calls = database().progress().accepted(lane.id(), 2);
        sign(attempt(5, 0, calls.get(0)));
        assertThatThrownBy(() -> sign(attempt(5, 0, calls.get(1)))).isInstanceOf(DuplicateKeyException.class);
        assertThat(database().attempts().sentAfter(lane.id(), -1, 9)).extracting(SentAttempt::call)
                .containsExactly(calls.get(0).seq());
        assertThat(database().progress().accepted(lane.id(), 2)).extracting(CallRecord::idempotencyKey)
                .containsExactly("b");
    }

    @Test
    void aCallThatWasCancelledMeanwhileIsNotSigned() {
        accept("a");
        CallRecord call = database().progress().accepted(lane.id(), 1).getFirst();
        cancel(call);
        assertThatThrownBy(() -> sign(attempt(0, 0, call))).isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(database().attempts().sentAfter(lane.id(), -1, 9)).isEmpty();
    }

    @Test
    void theLatestAttemptOfEachNonceIsHandedOut() {
        accept("a", "b");
        List<CallRecord> calls = database().progress().accepted(lane.id(), 2);
        sign(attempt(0, 0, calls.get(0)), attempt(1, 0, calls.get(1)));
        database().transactions()
                .commit(() -> database().attempts().insert(signing(), List.of(attempt(0, 1, calls.get(0)))));
        assertThat(database().attempts().latestAfter(lane.id(), -1, 10)).extracting(StoredAttempt::number)
                .containsExactly(1, 0);
        assertThat(database().attempts().sentAfter(lane.id(), -1, 9)).hasSize(3);
        assertThat(database().attempts().latestAfter(lane.id(), 0, 10)).extracting(StoredAttempt::nonce)
                .containsExactly(1L);
    }

    @Test
    void outcomesAndTheirWriteBacksAreOneCommit() {
        take("one");
        accept("a", "b");
        List<CallRecord> calls = database().progress().accepted(lane.id(), 2);
        List<CallOutcome> outcomes = List.of(rejected(calls.get(0), 1), rejected(calls.get(1), 2));
        WriteBackRows writeBacks = database().writeBacks(Clock.systemUTC());
        database().transactions().commit(() -> {
            database().progress().outcomes(outcomes);
            writeBacks.insert(outcomes);
        });
        assertThat(writeBacks.waitingTargets("one")).containsExactlyInAnyOrder(FIRST, new TargetKey("invoice", 1));
        assertThat(writeBacks.waitingTargets("two")).isEmpty();
        assertThat(writeBacks.bySeq(waiting("one", FIRST, Instant.now()))).extracting(WriteBackRecord::resultId)
                .containsExactly(calls.get(0).id() + ".1", calls.get(1).id() + ".1");
        assertThat(waiting("one", new TargetKey("invoice", 1), Instant.now())).hasSize(1);
        assertThat(waiting("two", FIRST, Instant.now())).isEmpty();
    }

    @Test
    void anOutcomeOfAMovedCallIsRefused() {
        accept("a");
        CallRecord call = database().progress().accepted(lane.id(), 1).getFirst();
        cancel(call);
        assertThatThrownBy(() -> database().progress().outcomes(List.of(rejected(call, 0))))
                .isInstanceOf(OptimisticLockingFailureException.class);
    }

    @Test
    void aResultThatIsPutOffIsDueAfterItsTimeOrIfTheClockWasSetBack() {
        Instant now = Instant.parse("2026-11-01T10:00:00Z");
        WriteBackRows writeBacks = database().writeBacks(Clock.fixed(now, ZoneOffset.UTC));
        long seq = oneResult(writeBacks);
        writeBacks.tryAgain(seq, now.plusSeconds(5), "down");
        assertThat(dueAt(now)).isFalse();
        assertThat(dueAt(now.plusSeconds(5))).isTrue();
        assertThat(dueAt(now.minusSeconds(3_600))).isTrue();
        assertThat(writeBacks.bySeq(List.of(seq))).extracting(WriteBackRecord::attempts).containsExactly(1);
    }

    @Test
    void aResultIsDeliveredOrParkedOnce() {
        WriteBackRows writeBacks = database().writeBacks(Clock.systemUTC());
        long seq = oneResult(writeBacks);
        WriteBackRecord result = writeBacks.bySeq(List.of(seq)).getFirst();
        assertThat(writeBacks.park(seq, "not taken")).isTrue();
        assertThat(writeBacks.park(seq, "not taken by a late instance either")).isFalse();
        writeBacks.delivered(List.of(result));
        assertThat(writeBacks.parked(FIRST))
                .containsExactly(new ParkedResult(seq, result.mappingVersion(), 0, "supplier-1"));
        writeBacks.skip(seq);
        assertThat(writeBacks.parked(FIRST)).isEmpty();
        assertThat(writeBacks.replay(seq, "{}")).isFalse();
    }

    private long oneResult(WriteBackRows writeBacks) {
        take("one");
        accept("a");
        writeBacks.insert(List.of(rejected(database().progress().accepted(lane.id(), 1).getFirst(), 1)));
        return waiting("one", FIRST, Instant.now()).getFirst();
    }

    private boolean dueAt(Instant now) {
        return database().writeBacks(Clock.fixed(now, ZoneOffset.UTC))
                .waiting("one", FIRST, -1, List.of(), 10, Duration.ofMinutes(5)).getFirst().due();
    }

    private List<Long> waiting(String owner, TargetKey target, Instant now) {
        return database().writeBacks(Clock.fixed(now, ZoneOffset.UTC))
                .waiting(owner, target, -1, List.of(), 10, Duration.ofMinutes(5)).stream().map(WaitingResult::seq)
                .toList();
    }

    @Test
    void aRetriedCallGoesBehindTheOthersOfItsLane() {
        accept("a", "b");
        CallRecord first = database().progress().accepted(lane.id(), 1).getFirst();
        cancel(first);
        assertThat(database().progress().retry(first.id())).isTrue();
        assertThat(database().progress().accepted(lane.id(), 5)).extracting(CallRecord::idempotencyKey)
                .containsExactly("b", "a");
        assertThat(database().progress().retry(first.id())).isFalse();
    }

    @Test
    void unfinishedCallsKeepTheirKeysLane() {
        accept("a");
        assertThat(database().calls().lanesOfUnfinished("main", List.of("supplier-1", "supplier-2"))).singleElement()
                .satisfies(held -> {
                    assertThat(held.orderingKey()).isEqualTo("supplier-1");
                    assertThat(held.mapping()).isEqualTo("invoice");
                    assertThat(held.lane()).isEqualTo(lane.id());
                    assertThat(held.keyAlias()).isEqualTo("erp");
                });
        cancel(database().progress().accepted(lane.id(), 1).getFirst());
        assertThat(database().calls().lanesOfUnfinished("main", List.of("supplier-1"))).isEmpty();
    }

    @Test
    void theSameOpenDeadLetterIsNotParkedTwice() {
        DeadLetterRows letters = database().deadLetters();
        UUID first = letters.parkEvent(parked("ID:1"), "malformed-event", "bad");
        assertThat(letters.parkEvent(parked("ID:1"), "malformed-event", "bad")).isEqualTo(first);
        assertThat(letters.settle(first, DeadLetterState.SKIPPED, "not needed")).isTrue();
        assertThat(letters.settle(first, DeadLetterState.REPLAYED, null)).isFalse();
        assertThat(letters.find(first).orElseThrow().state()).isEqualTo(DeadLetterState.SKIPPED);
    }

    @Test
    void deadLettersAreListedInTheOrderInWhichTheyWereParkedAsFarAsTheyFit() {
        DeadLetterRows letters = database().deadLetters();
        List<UUID> parked = IntStream.range(0, 5)
                .mapToObj(i -> letters.parkEvent(parked("ID:" + i), i == 3 ? "invalid-argument" : "malformed-event",
                        "bad"))
                .toList();
        letters.settle(parked.get(1), DeadLetterState.SKIPPED, "not needed");

        List<DeadLetterRecord> newest = letters.newest(DeadLetterFilter.OPEN, Long.MAX_VALUE, 2);
        assertThat(newest).extracting(DeadLetterRecord::id).containsExactly(parked.get(4), parked.get(3));
        assertThat(letters.newest(DeadLetterFilter.OPEN, newest.getLast().number(), 10))
                .extracting(DeadLetterRecord::id).containsExactly(parked.get(2), parked.get(0));
        assertThat(letters.oldest(new DeadLetterFilter(null, true, "invoice", "malformed-event", null, null,
                Instant.EPOCH, Instant.now().plusSeconds(60)), -1, 10)).extracting(DeadLetterRecord::id)
                .containsExactly(parked.get(0), parked.get(1), parked.get(2), parked.get(4));
        assertThat(letters.oldest(new DeadLetterFilter(null, null, null, null, "ID:2", null, null, null), -1, 10))
                .extracting(DeadLetterRecord::id).containsExactly(parked.get(2));
        assertThat(letters.oldest(new DeadLetterFilter(null, false, null, null, null, null, null, null), -1, 10))
                .isEmpty();
    }

    @Test
    void listsShowTheBeginningOfAPayloadAndALookShowsAll() {
        DeadLetterRows letters = database().deadLetters();
        byte[] payload = "€".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        UUID id = letters.parkEvent(new DeadLetterRows.ParkedEvent("invoice", null, payload, null, false, null),
                "event-too-large", "too large");

        assertThat(letters.newest(DeadLetterFilter.OPEN, Long.MAX_VALUE, 10)).singleElement().satisfies(glimpse -> {
            assertThat(glimpse.payload()).hasSize(DeadLetterRows.GLIMPSE);
            assertThat(glimpse.size()).isEqualTo(3_000);
            assertThat(glimpse.whole()).isFalse();
        });
        assertThat(letters.find(id).orElseThrow().payload()).isEqualTo(payload);
    }

    @Test
    void deadLetterIsReplayedByOneAtATime() {
        DeadLetterRows letters = database().deadLetters();
        UUID id = letters.parkEvent(parked("ID:1"), "malformed-event", "bad");

        assertThat(letters.claim(id, Duration.ofMinutes(1))).isTrue();
        assertThat(letters.claim(id, Duration.ofMinutes(1))).isFalse();
        assertThat(letters.skip(id, "not needed")).isFalse();
        letters.release(id);
        assertThat(letters.claim(id, Duration.ZERO)).isTrue();
        assertThat(letters.claim(id, Duration.ZERO)).as("whoever had it is gone").isTrue();
        assertThat(letters.skip(id, "not needed")).isTrue();
        assertThat(letters.claim(id, Duration.ZERO)).isFalse();
    }

    @Test
    void callThatIsExecutedAgainKeepsWhatItWas() {
        accept("a");
        CallRecord call = database().progress().accepted(lane.id(), 1).getFirst();
        assertThat(database().revisions().keep(call.seq(), "ops")).as("it is not over").isFalse();
        database().progress().outcomes(List.of(new CallOutcome(call, CallState.REJECTED, null, null,
                "{\"error\":{\"code\":\"AP-409\"}}", "AP-409", null, List.of())));
        long rejected = call.seq();

        database().transactions().commit(() -> {
            assertThat(database().revisions().keep(rejected, "ops")).isTrue();
            assertThat(database().progress().retry(call.id())).isTrue();
            MappedCall other = call("a", "{\"no\":\"a\",\"amount\":7}", new byte[]{7}).mapped();
            database().revisions().give(rejected,
                    new NewCall(call.id(), "invoice", 2, new byte[32], other, null, 3, lane.id()));
        });

        CallRecord again = database().progress().byId(call.id()).orElseThrow();
        assertThat(again.state()).isEqualTo(CallState.ACCEPTED);
        assertThat(again.seq()).isEqualTo(rejected);
        assertThat(again.event()).contains("7");
        assertThat(again.mappingVersion()).isEqualTo(2);
        assertThat(again.confirmations()).isEqualTo(3);
        assertThat(again.outcome()).isNull();
        assertThat(database().revisions().of(rejected)).singleElement().satisfies(revision -> {
            assertThat(revision.number()).isEqualTo(1);
            assertThat(revision.state()).isEqualTo(CallState.REJECTED);
            assertThat(revision.event()).isEqualTo(call.event());
            assertThat(revision.outcome()).contains("AP-409");
            assertThat(revision.revisedBy()).isEqualTo("ops");
        });
        assertThat(database().calls().had(call.id(), new byte[32])).isTrue();
        assertThat(database().calls().had(call.id(), new byte[]{7})).isFalse();
    }

    private static DeadLetterRows.ParkedEvent parked(String sourceKey) {
        return new DeadLetterRows.ParkedEvent("invoice", sourceKey, new byte[]{1}, null, true, null);
    }

    private List<LaneLease> take(String owner) {
        return database().lanes().free(owner, false).stream().flatMap(free -> database().transactions()
                .commit(() -> database().lanes().take(free.id(), owner, Duration.ofSeconds(10), false)).stream())
                .toList();
    }

    private void accept(String... keys) {
        database().transactions()
                .commit(() -> database().calls().insert(List.of(keys).stream().map(this::call).toList()));
    }

    private NewCall call(String key) {
        return call(key, "{\"no\":\"" + key + "\"}", new byte[32]);
    }

    private NewCall call(String key, String event, byte[] payloadHash) {
        MappedCall mapped = new MappedCall(key, event, payloadHash, "supplier-1", "main",
                "invoice-registry", SENDER, "register(bytes32)", "{}", new byte[]{1, 2, 3},
                BigInteger.TWO.pow(256).subtract(BigInteger.ONE), List.of("erp"), new GasLimit.Fixed(21_000), false,
                new Confirmations.Default());
        return new NewCall(UUID.randomUUID(), "invoice", 1, KeyHash.of("invoice", key).bytes(), mapped, null, null,
                lane.id());
    }

    private SigningChain signing() {
        return new SigningChain(new LaneLease(lane.id(), "me", 1), "erp");
    }

    private void sign(NewAttempt... attempts) {
        database().transactions().commit(() -> {
            database().attempts().insert(signing(), List.of(attempts));
            database().progress().signed(List.of(attempts));
        });
    }

    /** Signs all accepted calls and mines each in its block. */
    private void mine(long... blocks) {
        List<CallRecord> calls = database().progress().accepted(lane.id(), blocks.length);
        sign(IntStream.range(0, blocks.length).mapToObj(i -> attempt(i, 0, calls.get(i))).toArray(NewAttempt[]::new));
        List<CallRecord> signed = database().progress().bySeq(calls.stream().map(CallRecord::seq).toList()).values()
                .stream().sorted(Comparator.comparingLong(CallRecord::seq)).toList();
        database().progress().outcomes(IntStream.range(0, blocks.length).mapToObj(i -> new CallOutcome(signed.get(i),
                CallState.MINED, blocks[i], "0x" + i, "{}", null, null, List.of())).toList());
    }

    private void cancel(CallRecord call) {
        database().progress().outcomes(
                List.of(new CallOutcome(call, CallState.CANCELLED, null, null, null, "cancelled", null, List.of())));
    }

    private static NewAttempt attempt(long nonce, int number, CallRecord call) {
        return new NewAttempt(nonce, number, AttemptKind.CALL, call,
                new SignedTransaction("0x" + "ab".repeat(32), new byte[]{9}),
                new Fee.DynamicFee(BigInteger.TEN, BigInteger.ONE), 21_000, null, "file");
    }

    private static CallOutcome rejected(CallRecord call, int writeBacks) {
        return new CallOutcome(call, CallState.REJECTED, null, null, "{}", "AP-409", null,
                IntStream.range(0, writeBacks)
                        .mapToObj(rule -> new NewWriteBack(rule, rule, "rejected", "{}", null)).toList());
    }
}
