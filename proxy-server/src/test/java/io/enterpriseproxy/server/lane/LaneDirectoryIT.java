package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.intake.LaneChoice.Wanted;
import io.enterpriseproxy.server.ledger.KeyHash;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import io.enterpriseproxy.server.ledger.NewCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LaneDirectoryIT {
    private static final Address CONTRACT = Address.parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");

    private final Map<String, Signer> keys = new LinkedHashMap<>();
    private LedgerDatabase database;
    private LaneDirectory directory;
    private long nanos;

    @BeforeEach
    void openLedger(@TempDir Path folder) {
        database = LedgerDatabase.h2(folder);
        for (String alias : List.of("treasury", "gr-1", "gr-2", "gr-3")) {
            keys.put(alias, new AddressOnly(Address.parse("0x" + Integer.toHexString(alias.hashCode()).repeat(8)
                    .substring(0, 40))));
        }
        directory = newDirectory();
    }

    private LaneDirectory newDirectory() {
        LaneLedger ledger = new LaneLedger(database.transactions(), database.lanes(), database.attempts(),
                database.progress(), database.requests(), database.unclaimed(), database.frozen());
        return new LaneDirectory(ledger, database.calls(), new KeyRing(keys, Map.of(), Map.of()), () -> nanos);
    }

    @AfterEach
    void closeLedger() throws Exception {
        database.close();
    }

    @Test
    void aKeyOfAnotherMappingNeverBorrowsItsSender() {
        accept(wanted("payment", "4711", "treasury"));
        assertThat(aliases(choose(wanted("goods-receipt", "4711", "gr-1", "gr-2")))).doesNotContain("treasury");
        // Nor within one batch.
        assertThat(aliases(choose(wanted("payment", "4712", "treasury"), wanted("goods-receipt", "4712", "gr-1"))))
                .containsExactly("treasury", "gr-1");
    }

    @Test
    void aKeyKeepsItsLaneWhileItHasUnfinishedCallsAlsoWhenThePoolChanges() {
        String first = accept(wanted("goods-receipt", "4711", "gr-1", "gr-2"));
        String other = first.equals("gr-1") ? "gr-2" : "gr-1";
        assertThat(aliases(choose(wanted("goods-receipt", 2, "4711", other)))).containsExactly(first);
        assertThat(aliases(choose(wanted("goods-receipt", 2, "4711", other, "gr-3")))).containsExactly(first);
        database.jdbc().update("UPDATE call_progress SET state = 5");
        assertThat(aliases(choose(wanted("goods-receipt", 2, "4711", other)))).containsExactly(other);
    }

    @Test
    void aKeyKeepsItsLaneAlsoWhileOnlyCallsOfTheNewPoolsVersionAreUnfinishedThere() {
        accept(wanted("receipt", "4711", "gr-1"));
        assertThat(accept(wanted("receipt", 2, "4711", "gr-2"))).isEqualTo("gr-1");
        database.jdbc().update("UPDATE call_progress SET state = 5 WHERE seq = (SELECT min(seq) FROM call_progress)");
        for (int look = 0; look < 5; look++) {
            nanos += Duration.ofSeconds(20).toNanos();
            assertThat(aliases(choose(wanted("receipt", 2, "4711", "gr-2")))).containsExactly("gr-1");
        }
        database.jdbc().update("UPDATE call_progress SET state = 5");
        assertThat(accept(wanted("receipt", 2, "4711", "gr-2"))).isEqualTo("gr-2");
    }

    @Test
    void aCallThatIsExecutedAgainFollowsTheUnfinishedCallsOfItsKeyAndElseTheCurrentPool() {
        assertThat(accept(wanted("receipt", "4711", "gr-1"))).isEqualTo("gr-1");
        assertThat(chooseAgain(wanted("receipt", 2, "4711", "gr-2"), "gr-1")).isEqualTo("gr-1");
        database.jdbc().update("UPDATE call_progress SET state = 7");
        assertThat(chooseAgain(wanted("receipt", 2, "4711", "gr-2"), "gr-1")).isEqualTo("gr-2");
        assertThat(chooseAgain(wanted("receipt", 2, null, "gr-2"), "gr-1")).isEqualTo("gr-2");

        // Its mapping has no sender for it any more.
        assertThat(chooseAgain(wanted("receipt", 2, "4711"), "gr-1")).isEqualTo("gr-1");
        assertThat(accept(wanted("receipt", 2, "4711", "gr-2"))).isEqualTo("gr-2");
        assertThat(chooseAgain(wanted("receipt", 2, "4711"), "gr-1")).isEqualTo("gr-2");
    }

    @Test
    void twoMappingsOfOnePoolKeepTheOrderOfAKeyTogether() {
        String first = accept(wanted("receipt", "4711", "gr-1", "gr-2", "gr-3"));
        assertThat(aliases(choose(wanted("shipment", "4711", "gr-3", "gr-2", "gr-1")))).containsExactly(first);
    }

    @Test
    void keysAreSpreadOverThePoolAndFewMoveWhenItGrows() {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> after = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            before.put("key-" + i, aliases(choose(wanted("receipt", "key-" + i, "gr-1", "gr-2"))).getFirst());
            after.put("key-" + i, aliases(choose(wanted("shipment", "key-" + i, "gr-1", "gr-2", "gr-3"))).getFirst());
        }
        assertThat(before.values().stream().filter("gr-1"::equals).count()).isBetween(110L, 190L);
        assertThat(after.values().stream().filter("gr-3"::equals).count()).isBetween(65L, 135L);
        assertThat(before.keySet()).allSatisfy(key -> assertThat(after.get(key)).isIn(before.get(key), "gr-3"));
    }

    @Test
    void callsWithoutAKeyGoRound() {
        Wanted[] calls = IntStream.range(0, 6).mapToObj(i -> wanted("receipt", null, "gr-1", "gr-2"))
                .toArray(Wanted[]::new);
        assertThat(aliases(choose(calls))).containsExactly("gr-1", "gr-2", "gr-1", "gr-2", "gr-1", "gr-2");
    }

    @Test
    void aLaneOutlivesTheAcceptThatFirstNeededIt() {
        TransactionTemplate accept = new TransactionTemplate(database.manager());
        assertThatThrownBy(() -> {
            directory.prepare(List.of(wanted("payment", null, "treasury")));
            accept.executeWithoutResult(status -> {
                directory.choose(List.of(wanted("payment", null, "treasury")));
                throw new IllegalStateException("the database is gone");
            });
        }).hasMessage("the database is gone");
        long lane = choose(wanted("payment", null, "treasury")).getFirst();
        assertThat(database.lanes().find(lane)).isPresent();
    }

    @Test
    void severalInstancesMakeOneLane() {
        List<Long> lanes = IntStream.range(0, 8).parallel().mapToObj(i -> {
            LaneDirectory instance = newDirectory();
            instance.prepare(List.of(wanted("payment", null, "treasury")));
            return instance.choose(List.of(wanted("payment", null, "treasury"))).getFirst();
        }).toList();
        assertThat(Set.copyOf(lanes)).hasSize(1);
    }

    private List<Long> choose(Wanted... wanted) {
        directory.prepare(List.of(wanted));
        return directory.choose(List.of(wanted));
    }

    private String chooseAgain(Wanted wanted, String before) {
        directory.prepare(List.of(wanted));
        long lane = database.lanes().all().stream().filter(row -> row.keyAlias().equals(before)).findFirst()
                .orElseThrow().id();
        return aliases(List.of(directory.chooseAgain(wanted, lane))).getFirst();
    }

    /** The key alias whose lane got the call. */
    private String accept(Wanted wanted) {
        long lane = choose(wanted).getFirst();
        MappedCall call = new MappedCall(UUID.randomUUID().toString(), "{}", new byte[32], wanted.orderingKey(),
                wanted.chain(), "registry", CONTRACT, "f()", "{}", new byte[]{1}, BigInteger.ZERO, wanted.senders(),
                new GasLimit.Fixed(21_000), false, new Confirmations.Default());
        database.transactions().commit(() -> database.calls().insert(List.of(new NewCall(UUID.randomUUID(),
                wanted.mapping(), wanted.mappingVersion(), KeyHash.of(wanted.mapping(), call.idempotencyKey()).bytes(),
                call, null, null, lane))));
        return aliases(List.of(lane)).getFirst();
    }

    private List<String> aliases(List<Long> lanes) {
        Map<Long, String> aliases = database.lanes().all().stream()
                .collect(Collectors.toMap(LaneRecord::id, LaneRecord::keyAlias));
        return lanes.stream().map(aliases::get).toList();
    }

    private static Wanted wanted(String mapping, @Nullable String orderingKey, String... senders) {
        return wanted(mapping, 1, orderingKey, senders);
    }

    private static Wanted wanted(String mapping, int version, @Nullable String orderingKey, String... senders) {
        return new Wanted(mapping, version, "main", List.of(senders), orderingKey);
    }

    private record AddressOnly(Address address) implements Signer {
        @Override
        public Signed sign(List<SigningRequest> requests) {
            throw new IllegalStateException("nothing is signed here");
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }

        @Override
        public void lock() {
            // There is nothing to wipe.
        }

        @Override
        public void unlock() {
            // There is nothing to read again.
        }

        @Override
        public void close() {
            // There is nothing to forget.
        }
    }
}
