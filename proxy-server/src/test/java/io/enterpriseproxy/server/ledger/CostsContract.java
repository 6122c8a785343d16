package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.FeePayer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Sums of costs on a real database. */
abstract class CostsContract {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-30");
    private static final PayingKey TREASURY = new PayingKey("treasury", new FeePayer(Address.of(new byte[20]), 40));
    private static final Set<CostGroup> ALL = Set.of(CostGroup.values());

    abstract LedgerDatabase database();

    @BeforeEach
    void clear() {
        database().clear();
    }

    @Test
    void sumsGrowAndAreTakenBack() {
        add(key(MONDAY, "m", "erp", TREASURY, CallState.CONFIRMED), sum(3));
        add(key(MONDAY, "m", "erp", TREASURY, CallState.CONFIRMED), sum(5));
        assertThat(lines(ALL)).singleElement().satisfies(line -> {
            assertThat(line.sum()).isEqualTo(sum(3).plus(sum(5)));
            assertThat(line.calls()).containsEntry(CallState.CONFIRMED, 2L).containsEntry(CallState.REVERTED, 0L);
            assertThat(line.day()).isEqualTo(MONDAY);
            assertThat(line.client()).isEqualTo("erp");
            assertThat(line.feePayer()).isEqualTo(TREASURY);
        });
        add(key(MONDAY, "m", "erp", TREASURY, CallState.CONFIRMED), sum(3).plus(sum(5)).negated());
        assertThat(lines(ALL)).isEmpty();
    }

    @Test
    void whatIsNotSplitByIsSummedUp() {
        add(key(MONDAY, "m", "erp", TREASURY, CallState.CONFIRMED), sum(3));
        add(key(MONDAY.minusDays(1), "n", "", null, CallState.REVERTED), sum(5));
        add(key(MONDAY.minusDays(40), "n", "", null, CallState.REVERTED), sum(7));
        assertThat(lines(Set.of())).singleElement().satisfies(line -> {
            assertThat(line.sum()).isEqualTo(sum(3).plus(sum(5)));
            assertThat(line.mapping()).isNull();
        });
        assertThat(lines(Set.of(CostGroup.MAPPING))).extracting(CostLine::mapping).containsExactly("m", "n");
        assertThat(lines(Set.of(CostGroup.CLIENT))).extracting(CostLine::client).containsExactly(null, "erp");
        assertThat(lines(Set.of(CostGroup.DAY))).extracting(CostLine::day).containsExactly(MONDAY.minusDays(1), MONDAY);
    }

    @Test
    void whoMaySeeSomeMappingsSeesTheirsOnly() {
        add(key(MONDAY, "m", "erp", TREASURY, CallState.CONFIRMED), sum(3));
        add(new CostKey(MONDAY, "main", CostKey.NO_LANE, "", "shop", TREASURY, null), CostSum.UNKNOWN);
        CostQuery query = new CostQuery(database().jdbc());
        assertThat(query.lines(MONDAY, MONDAY, ALL, List.of("m"), 10)).extracting(CostLine::mapping)
                .containsExactly("m");
        assertThat(query.lines(MONDAY, MONDAY, ALL, List.of(), 10)).isEmpty();
        assertThat(lines(ALL)).hasSize(2).anySatisfy(line -> {
            assertThat(line.handedIn()).isEqualTo(1);
            assertThat(line.sum().unknown()).isEqualTo(1);
            assertThat(line.sender()).isNull();
        });
    }

    private List<CostLine> lines(Set<CostGroup> groups) {
        return new CostQuery(database().jdbc()).lines(MONDAY.minusDays(30), MONDAY, groups, null, 10);
    }

    private void add(CostKey key, CostSum sum) {
        database().transactions().commit(() -> database().costs().add(Map.of(key, sum)));
    }

    private static CostKey key(LocalDate day, String mapping, String client, @Nullable PayingKey payer,
            CallState state) {
        return new CostKey(day, "main", 7, mapping, client, payer, state);
    }

    /** More than 64 bits hold. */
    private static CostSum sum(int power) {
        BigInteger fee = BigInteger.TEN.pow(30).add(BigInteger.TWO.pow(power));
        return new CostSum(1, 0, BigInteger.valueOf(21_000), fee, fee.shiftRight(1));
    }
}
