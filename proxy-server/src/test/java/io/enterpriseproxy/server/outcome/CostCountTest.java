package io.enterpriseproxy.server.outcome;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.CostKey;
import io.enterpriseproxy.server.ledger.CostSum;
import io.enterpriseproxy.server.ledger.GasCost;
import io.enterpriseproxy.server.ledger.PayingKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class CostCountTest {
    private static final Instant YESTERDAY = Instant.parse("2026-11-29T23:59:59.999999Z");
    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
    private static final PayingKey TREASURY = new PayingKey("treasury", new FeePayer(Address.of(new byte[20]), 40));
    /** 101 gas at 3 wei: 303, of which 40 percent are 121.2. */
    private static final GasCost SHARED = new GasCost(101L, BigInteger.valueOf(3), TREASURY);

    @Test
    void feeIsSplitForEachCallBeforeItIsSummedUp() {
        CostSum sum = CostSum.of(SHARED).plus(CostSum.of(SHARED));
        assertThat(sum).isEqualTo(new CostSum(2, 0, BigInteger.valueOf(202), BigInteger.valueOf(606),
                BigInteger.valueOf(242)));
    }

    @Test
    void callCountsOnTheDayOfItsEndForTheClientThatSentIt() {
        assertThat(CostCount.of(List.of(
                outcome(CallState.MINED, CallState.CONFIRMED, SHARED, "{\"metadata\":{},\"client\":\"erp\"}"),
                outcome(CallState.MINED, CallState.CONFIRMED, SHARED, "{\"metadata\":{},\"client\":\"erp\"}"),
                outcome(CallState.ACCEPTED, CallState.REJECTED, null, null)), NOW))
                .isEqualTo(Map.of(
                        new CostKey(LocalDate.parse("2026-11-30"), "main", 7, "m", "erp", TREASURY,
                                CallState.CONFIRMED),
                        CostSum.of(SHARED).plus(CostSum.of(SHARED)),
                        new CostKey(LocalDate.parse("2026-11-30"), "main", 7, "m", "", null, CallState.REJECTED),
                        CostSum.FREE));
    }

    @Test
    void whatIsNotFinalDoesNotCount() {
        assertThat(CostCount.of(List.of(outcome(CallState.SIGNED, CallState.MINED, SHARED, null),
                outcome(CallState.MINED, CallState.SIGNED, SHARED, null)), NOW)).isEmpty();
    }

    @Test
    void whatAReorgTakesBackIsTakenOutOfTheDayOnWhichItHadEnded() {
        CostSum taken = CostSum.of(SHARED).negated();
        assertThat(CostCount.of(List.of(outcome(CallState.CONFIRMED, CallState.SIGNED, SHARED, null)), NOW))
                .isEqualTo(Map.of(new CostKey(LocalDate.parse("2026-11-29"), "main", 7, "m", "", TREASURY,
                        CallState.CONFIRMED), taken));
        assertThat(taken.plus(CostSum.of(SHARED))).isEqualTo(new CostSum(0, 0, BigInteger.ZERO, BigInteger.ZERO,
                BigInteger.ZERO));
    }

    @Test
    void callWhoseCostTheChainDoesNotSayIsCountedApart() {
        assertThat(CostSum.of(new GasCost(null, null, TREASURY))).isEqualTo(CostSum.UNKNOWN);
    }

    @Test
    void treesOfAnOutcomeSayWhatItCost() {
        Map<String, Object> tree = Map.of("transaction", Map.of("feePayer", TREASURY.tree()), "receipt",
                Map.of("gasUsed", 101, "effectiveGasPrice", "3"));
        assertThat(OutcomeTrees.cost(tree)).isEqualTo(SHARED);
        assertThat(OutcomeTrees.cost(OutcomeTrees.readObject(OutcomeTrees.write(tree)))).isEqualTo(SHARED);
        assertThat(OutcomeTrees.cost(Map.of("error", Map.of()))).isNull();
    }

    private static CallOutcome outcome(CallState from, CallState to, @Nullable GasCost cost, @Nullable String source) {
        CallRecord call = new CallRecord(1, new UUID(1, 2), "m", 1, "k", "{}", source, null, "main", 7, "c",
                Address.of(new byte[20]), "f()", "{}", new byte[0], BigInteger.ZERO, null, false, null, Instant.EPOCH,
                from, 0L, null, null, null, null, 0, from.isFinal() ? YESTERDAY : null, 1);
        return new CallOutcome(call, to, null, null, null, null, cost, List.of());
    }
}
