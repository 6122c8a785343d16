package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.mapping.privacy.CloakSource;
import io.enterpriseproxy.mapping.privacy.Cloaked;
import io.enterpriseproxy.mapping.privacy.PersonalData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What is left of old calls, and which are let be, on every database. */
abstract class PurgeContract {
    private static final Address SENDER = Address.parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static final Duration HOUR = Duration.ofHours(1);

    private LaneRecord lane;
    private LaneLease lease;

    abstract LedgerDatabase database();

    @BeforeEach
    void emptyLedgerWithOneLane() {
        database().clear();
        database().jdbc().update("UPDATE purge_place SET seq = -1, lowest_left = NULL, due_at = CURRENT_TIMESTAMP");
        database().lanes().create("main", SENDER, "erp");
        lane = database().lanes().find("main", SENDER).orElseThrow();
        lease = database().transactions()
                .commit(() -> database().lanes().take(lane.id(), "me", Duration.ofMinutes(1), false)).orElseThrow();
    }

    @Test
    void ofAnOldCallOnlyWhatKeepsItsKeyUniqueIsLeft() {
        accept("a");
        confirm("a", 0, List.of(new NewWriteBack(0, 0, "confirmed", "{\"secret\":1}", null)));
        database().transactions().commit(() -> database().lanes().reached(lease, read(), 0, 0));
        CallRecord before = call("a");
        deliver();
        database().jdbc().update("INSERT INTO lane_request (call_seq, lane, action, reason, done, requested_at) VALUES"
                + " (?, ?, 1, 'x', TRUE, CURRENT_TIMESTAMP)", before.seq(), lane.id());

        assertThat(purge(Duration.ZERO)).hasValue(new PurgeRows.Purged(1, true));

        CallRecord left = call("a");
        assertThat(left.purged()).isTrue();
        assertThat(left).extracting(CallRecord::id, CallRecord::seq, CallRecord::state, CallRecord::lane,
                CallRecord::nonce, CallRecord::mapping)
                .containsExactly(before.id(), before.seq(), CallState.CONFIRMED, lane.id(), 0L, "invoice");
        assertThat(Stream.of(left.event(), left.arguments(), String.valueOf(left.outcome()), left.idempotencyKey(),
                String.valueOf(left.source()), String.valueOf(left.orderingKey())))
                .noneMatch(text -> text.contains("a-"));
        assertThat(left.input()).isEmpty();
        assertThat(database().calls().holders(List.of(KeyHash.of("invoice", "a"))).values()).singleElement()
                .satisfies(holder -> {
                    assertThat(holder.id()).isEqualTo(before.id());
                    assertThat(holder.payloadHash()).isEqualTo(hash("a"));
                });
        for (String table : List.of("attempt", "write_back", "lane_request", "cloaked_field", "call_subject")) {
            assertThat(count(table)).as(table).isZero();
        }
    }

    @Test
    void revisionsKeepTheHashOfTheirEventsOnly() {
        accept("a");
        reject("a");
        CallRecord call = call("a");
        database().transactions().commit(() -> {
            database().revisions().keep(call.seq(), "ops");
            database().progress().retry(call.id());
        });
        reject("a");

        assertThat(purge(Duration.ZERO)).hasValue(new PurgeRows.Purged(1, true));

        assertThat(database().revisions().of(call.seq())).singleElement().satisfies(revision -> {
            assertThat(revision.event()).isEqualTo("null");
            assertThat(revision.outcome()).isNull();
        });
        assertThat(database().calls().had(call.id(), hash("a"))).isTrue();
        assertThat(database().revisions().keep(call.seq(), "ops")).as("it cannot be executed again").isFalse();
    }

    @Test
    void ofAnErasedCallWhatTheChainHasIsLeftToo() {
        accept("a", "b");
        confirm("a", 0, List.of(new NewWriteBack(0, 0, "confirmed", "{\"secret\":\"a-result\"}", null)));
        database().transactions().commit(() -> database().lanes().reached(lease, read(), 0, 0));
        deliver();
        reject("b");

        assertThat(erase("a-person")).extracting(ErasureRecord::found, ErasureRecord::waiting).containsExactly(1, 0);

        CallRecord left = call("a");
        assertThat(left.purged()).isTrue();
        assertThat(left.blockNumber()).isEqualTo(7);
        assertThat(count("attempt")).isEqualTo(1);
        assertThat(count("write_back")).isEqualTo(1);
        for (String gone : List.of("a-event", "a-argument", "a-source", "a-order", "a-value", "a-x", "a-result",
                "a-person")) {
            assertThat(LedgerSearch.tablesWith(database().jdbc(), gone)).as(gone).isEmpty();
        }
        assertThat(LedgerSearch.tablesWith(database().jdbc(), "b-event")).containsExactly("contract_call");
        assertThat(database().calls().holders(List.of(KeyHash.of("invoice", "a"))).values()).singleElement()
                .satisfies(holder -> assertThat(holder.payloadHash()).isEqualTo(hash("a")));
        assertThat(purge(Duration.ZERO)).as("the other is purged as ever").hasValue(new PurgeRows.Purged(1, true));
    }

    @Test
    void erasedRevisionsKeepTheHashOfTheirEventsOnly() {
        accept("a");
        reject("a");
        CallRecord call = call("a");
        database().transactions().commit(() -> {
            database().revisions().keep(call.seq(), "ops");
            database().progress().retry(call.id());
        });
        assertThat(erase("a-person")).extracting(ErasureRecord::found, ErasureRecord::waiting).containsExactly(1, 1);
        reject("a");
        assertThat(erase("a-person")).as("the earlier wish is met too").extracting(ErasureRecord::waiting).isEqualTo(0);

        assertThat(database().erasures().newest(Long.MAX_VALUE, 10)).extracting(ErasureRecord::waiting)
                .containsExactly(0, 0);
        assertThat(LedgerSearch.tablesWith(database().jdbc(), "a-event")).isEmpty();
        assertThat(LedgerSearch.tablesWith(database().jdbc(), "a-error")).isEmpty();
        assertThat(database().calls().had(call.id(), hash("a"))).isTrue();
        assertThat(database().revisions().keep(call.seq(), "ops")).as("it cannot be executed again").isFalse();
    }

    private ErasureRecord erase(String subject) {
        ErasureRows rows = database().erasures();
        ErasureRecord asked = database().transactions()
                .commit(() -> rows.ask(SubjectHash.of(subject), "dpo", "asked for"));
        database().transactions().commit(() -> rows.erase(rows.due(-1, 100)));
        return rows.find(asked.id()).orElseThrow();
    }

    @Test
    void youngCallsAndThoseThatAreNotOverAreLetBe() {
        accept("waiting", "young", "unmined");
        reject("young");
        confirm("unmined", 0, List.of());

        assertThat(purge(HOUR)).hasValue(new PurgeRows.Purged(0, true));
        assertThat(purgeAgain(Duration.ZERO)).hasValue(new PurgeRows.Purged(1, true));

        assertThat(call("young").purged()).isTrue();
        assertThat(call("waiting").purged()).isFalse();
        assertThat(call("unmined").purged()).as("its lane has not come so far").isFalse();
    }

    @Test
    void callWithAnOpenResultOrDeadLetterIsPurgedOnceThatIsSettled() {
        accept("pending", "parked", "letter", "free");
        List<NewWriteBack> result = List.of(new NewWriteBack(0, 0, "rejected", "{}", null));
        reject("pending", result);
        reject("parked", result);
        reject("letter");
        reject("free");
        WriteBackRows writeBacks = database().writeBacks(Clock.systemUTC());
        WriteBackRecord parked = waiting().get(1);
        database().transactions().commit(() -> {
            writeBacks.park(parked.seq(), "bad");
            database().deadLetters().parkWriteBack(parked, "write-back-failed", "bad");
        });
        UUID event = database().deadLetters()
                .parkEvent(new DeadLetterRows.ParkedEvent("invoice", "x", new byte[]{1}, null,
                        true, call("letter").id()), "idempotency-key-reused", "taken");

        assertThat(purge(Duration.ZERO)).hasValue(new PurgeRows.Purged(1, true));
        assertThat(call("free").purged()).isTrue();
        assertThat(purgeAgain(Duration.ZERO)).hasValue(new PurgeRows.Purged(0, true));

        deliver();
        writeBacks.skip(parked.seq());
        database().deadLetters().newest(DeadLetterFilter.OPEN, Long.MAX_VALUE, 10)
                .forEach(letter -> database().deadLetters().skip(letter.id(), "not needed"));
        assertThat(purgeAgain(Duration.ZERO)).hasValue(new PurgeRows.Purged(3, true));
        assertThat(database().deadLetters().find(event)).as("a settled one holds an event too").isEmpty();
    }

    @Test
    void manyArePurgedInSmallBatches() {
        String[] keys = IntStream.range(0, 25).mapToObj(i -> "k" + i).toArray(String[]::new);
        accept(keys);
        Stream.of(keys).filter(key -> !key.equals("k3")).forEach(this::reject);

        List<PurgeRows.Purged> batches = IntStream.range(0, 3).mapToObj(i -> purge(Duration.ZERO, 10).orElseThrow())
                .toList();

        assertThat(batches).containsExactly(new PurgeRows.Purged(9, false), new PurgeRows.Purged(10, false),
                new PurgeRows.Purged(5, true));
        assertThat(purge(Duration.ZERO, 10)).as("the next round is not due").isEmpty();
        reject("k3");
        assertThat(purgeAgain(Duration.ZERO)).hasValue(new PurgeRows.Purged(1, true));
    }

    @Test
    void onlyOneInstancePurgesAtATime() {
        accept("a");
        reject("a");
        database().transactions().commit(() -> {
            assertThat(database().purge().next(Duration.ZERO, 10, HOUR)).isPresent();
            assertThat(CompletableFuture.supplyAsync(() -> purge(Duration.ZERO)).join()).isEmpty();
        });
    }

    private Optional<PurgeRows.Purged> purge(Duration age) {
        return purge(age, 500);
    }

    private Optional<PurgeRows.Purged> purge(Duration age, int limit) {
        return database().transactions().commit(() -> database().purge().next(age, limit, HOUR));
    }

    /** As if the pause were over. */
    private Optional<PurgeRows.Purged> purgeAgain(Duration age) {
        database().jdbc().update("UPDATE purge_place SET due_at = CURRENT_TIMESTAMP");
        return purge(age);
    }

    private void accept(String... keys) {
        database().transactions()
                .commit(() -> database().calls().insert(Stream.of(keys).map(this::newCall).toList()));
    }

    private NewCall newCall(String key) {
        MappedCall mapped = new MappedCall(key, "{\"no\":\"" + key + "-event\"}", hash(key), key + "-order", "main",
                "invoice-registry", SENDER, "register(bytes32)", "{\"no\":\"" + key + "-argument\"}",
                new byte[]{1, 2, 3},
                BigInteger.TEN, List.of("erp"), new GasLimit.Fixed(21_000), false, new Confirmations.Default(),
                new PersonalData(key + "-person", List.of(Cloaked.hashed("name",
                        (key + "-value").getBytes(StandardCharsets.UTF_8), CloakSource.FIXED))));
        return new NewCall(UUID.randomUUID(), "invoice", 1, KeyHash.of("invoice", key).bytes(), mapped,
                "{\"metadata\":{\"x\":\"" + key + "-source\"}}", null, lane.id());
    }

    private static byte[] hash(String key) {
        return KeyHash.of("payload", key).bytes();
    }

    private void reject(String key) {
        reject(key, List.of());
    }

    private void reject(String key, List<NewWriteBack> writeBacks) {
        end(new CallOutcome(call(key), CallState.REJECTED, null, null, "{\"error\":\"" + key + "-error\"}", "AP-409",
                null,
                writeBacks));
    }

    private void confirm(String key, long nonce, List<NewWriteBack> writeBacks) {
        NewAttempt attempt = new NewAttempt(nonce, 0, AttemptKind.CALL, call(key),
                new SignedTransaction("0x" + "a".repeat(64), new byte[]{1}),
                new Fee.LegacyFee(BigInteger.TEN), 21_000, null, "file");
        database().transactions().commit(() -> {
            database().attempts().insert(new SigningChain(lease, "erp"), List.of(attempt));
            database().progress().signed(List.of(attempt));
        });
        end(new CallOutcome(call(key), CallState.CONFIRMED, 7L, "0x" + "b".repeat(64), "{\"no\":\"" + key + "-x\"}",
                null, null,
                writeBacks));
    }

    private void end(CallOutcome outcome) {
        database().transactions().commit(() -> {
            database().progress().outcomes(List.of(outcome));
            database().writeBacks(Clock.systemUTC()).insert(List.of(outcome));
        });
    }

    private void deliver() {
        database().transactions().commit(() -> database().writeBacks(Clock.systemUTC()).delivered(waiting()));
    }

    private List<WriteBackRecord> waiting() {
        WriteBackRows rows = database().writeBacks(Clock.systemUTC());
        return rows.bySeq(rows.waiting("me", new TargetKey("invoice", 0), -1, List.of(), 100, HOUR).stream()
                .map(WaitingResult::seq).toList());
    }

    private CallRecord call(String key) {
        ExistingCall holder = database().calls().holders(List.of(KeyHash.of("invoice", key))).values().iterator()
                .next();
        return database().progress().byId(holder.id()).orElseThrow();
    }

    private LaneRecord read() {
        return database().lanes().find(lane.id()).orElseThrow();
    }

    private long count(String table) {
        return database().jdbc().query("SELECT count(*) FROM " + table, (row, i) -> row.getLong(1)).getFirst();
    }
}
