package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Frozen transactions on a real database. */
abstract class FrozenContract {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));

    abstract LedgerDatabase database();

    @BeforeEach
    void clear() {
        database().clear();
    }

    private FrozenRows rows() {
        return database().frozen();
    }

    private FrozenTransaction frozen(long call, long lane, Instant at) {
        FrozenTransaction frozen = new FrozenTransaction(UUID.randomUUID(), call, lane, 7, 90_000,
                BigInteger.TEN.pow(11), new byte[]{0x30, (byte) 0xc0}, new byte[]{1, 2, 3}, "0x" + "5a".repeat(32),
                FrozenState.OPEN, at, at.plus(Duration.ofHours(1)), null, null);
        rows().insert(frozen);
        return frozen;
    }

    private static HolderSignature signature(FrozenTransaction frozen, Address signer, Instant at) {
        byte[] r = new byte[32];
        Arrays.fill(r, (byte) 0xfe);
        return new HolderSignature(frozen.id(), signer, new Signature(r, new byte[32], 1), "desk", at);
    }

    @Test
    void oneOfALaneIsFoundUntilItEnds() {
        FrozenTransaction frozen = frozen(1, 10, NOON);
        frozen(2, 11, NOON.minusSeconds(1));
        assertThat(rows().open(10L)).hasValueSatisfying(found -> {
            assertThat(found).usingRecursiveComparison().isEqualTo(frozen);
            assertThat(found.isOpen(NOON.plusSeconds(3_599))).isTrue();
            assertThat(found.isOpen(NOON.plusSeconds(3_600))).isFalse();
        });
        assertThat(rows().open(5)).extracting(FrozenTransaction::call).containsExactly(2L, 1L);
        rows().end(frozen.id(), FrozenState.EXPIRED, "x".repeat(2_000));
        assertThat(rows().open(10L)).isEmpty();
        assertThat(rows().newestOf(1)).hasValueSatisfying(found -> {
            assertThat(found.state()).isEqualTo(FrozenState.EXPIRED);
            assertThat(found.reason()).hasSize(1_000);
            assertThat(found.endedAt()).isNotNull();
        });
        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> rows().end(frozen.id(), FrozenState.SIGNED, null));
    }

    @Test
    void newestOfACallCountsAndWhatWaitsCanBeDropped() {
        FrozenTransaction first = frozen(1, 10, NOON);
        rows().drop(1, "cancelled by ops");
        FrozenTransaction second = frozen(1, 10, NOON.plusSeconds(1));
        assertThat(rows().newestOf(1)).hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(second.id()));
        database().transactions().commit(() -> assertThat(rows().lock(first.id()).state())
                .isEqualTo(FrozenState.DROPPED));
        rows().drop(1, "again");
        assertThat(rows().open(10L)).isEmpty();
        assertThat(rows().newestOf(2)).isEmpty();
    }

    @Test
    void eachKeySignsOnceAndAllOfItGoesWithItsCall() {
        FrozenTransaction frozen = frozen(1, 10, NOON);
        rows().sign(signature(frozen, BOB, NOON));
        rows().sign(signature(frozen, ALICE, NOON.plus(1, ChronoUnit.SECONDS)));
        assertThat(rows().signatures(frozen.id())).extracting(HolderSignature::signer).containsExactly(BOB, ALICE);
        assertThat(rows().signatures(frozen.id()).getFirst()).satisfies(found -> {
            assertThat(found.sameAs(signature(frozen, BOB, NOON))).isTrue();
            assertThat(found.client()).isEqualTo("desk");
            assertThat(found.at()).isEqualTo(NOON);
        });
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> rows().sign(signature(frozen, BOB, NOON)));
        database().transactions().commit(() -> new SettledCalls(database().jdbc()).empty(List.of(1L)));
        assertThat(rows().newestOf(1)).isEmpty();
        assertThat(rows().signatures(frozen.id())).isEmpty();
    }
}
