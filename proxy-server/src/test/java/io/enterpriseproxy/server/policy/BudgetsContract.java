package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.server.ledger.BudgetCharge;
import io.enterpriseproxy.server.ledger.BudgetKey;
import io.enterpriseproxy.server.ledger.BudgetMeasure;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Budgets on a real database: all of one can be spent, and never more, however many lanes and instances want it at once. */
abstract class BudgetsContract {
    private static final BudgetKey KEY = new BudgetKey("payments", "a-day", Instant.parse("2026-12-02T00:00:00Z"));

    private final AtomicLong calls = new AtomicLong();
    private Budgets budgets;

    abstract LedgerDatabase database();

    @BeforeEach
    void clear() {
        database().clear();
        budgets = newBudgets();
    }

    /** As another instance would have it. */
    private Budgets newBudgets() {
        return new Budgets(database().transactions(), database().budgets(), () -> true);
    }

    @Test
    void lanesThatRaceSpendAllOfABudgetAndNoMore() throws InterruptedException, ExecutionException {
        for (long limit : new long[]{1, 7, 100}) {
            database().clear();
            List<Long> spent = race(8, limit);
            assertThat(spent.stream().mapToLong(Long::longValue).sum()).as("of %s", limit).isEqualTo(limit);
            assertThat(used()).isEqualTo(limit);
        }
    }

    /** Each lane spends one at a time, as an instance of its own, until nothing is left; answers what each has spent. */
    private List<Long> race(int lanes, long limit) throws InterruptedException, ExecutionException {
        List<Future<Long>> racers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
            for (long lane = 1; lane <= lanes; lane++) {
                long racer = lane;
                Budgets own = newBudgets();
                racers.add(threads.submit(() -> spendUntilNothingIsLeft(own, racer, limit)));
            }
        }
        List<Long> spent = new ArrayList<>();
        for (Future<Long> racer : racers) {
            spent.add(racer.get());
        }
        return spent;
    }

    private long spendUntilNothingIsLeft(Budgets own, long lane, long limit) {
        long spent = 0;
        while (true) {
            List<Budgets.Spend> spend = spend(limit, 1);
            if (own.purse(lane, spend).promise(spend).isPresent()) {
                return spent;
            }
            try {
                database().transactions().commit(() -> own.take(lane, spend));
                spent++;
            } catch (OptimisticLockingFailureException takenBackMeanwhile) {
                // As a lane's worker does: once more from the rows.
            }
        }
    }

    @Test
    void promisesOfOneBatchDoNotExceedTheBudget() {
        List<Budgets.Spend> first = spend(10, 6);
        List<Budgets.Spend> second = spend(10, 5);
        List<Budgets.Spend> third = spend(10, 4);
        Budgets.Purse purse = budgets.purse(1, List.of(first.getFirst(), second.getFirst(), third.getFirst()));

        assertThat(purse.promise(first)).isEmpty();
        assertThat(purse.promise(second)).hasValueSatisfying(reason -> assertThat(reason)
                .contains("a-day", "payments", "4 left", "may take 5"));
        assertThat(purse.promise(third)).isEmpty();
    }

    @Test
    void whatOneLaneDoesNotUseAnotherGets() {
        take(1, spend(160, 1));
        assertThat(database().budgets().left(KEY, 1)).isEqualTo(BigInteger.valueOf(9));
        take(2, spend(160, 159));
        assertThat(used()).isEqualTo(160);
        assertThat(budgets.purse(1, spend(160, 1)).promise(spend(160, 1))).isPresent();
    }

    @Test
    void sliceThatWasTakenBackIsNotUsed() {
        List<Budgets.Spend> late = spend(16, 1);
        Budgets.Purse purse = budgets.purse(1, late);
        assertThat(purse.promise(late)).isEmpty();
        take(2, spend(16, 16));
        assertThatThrownBy(() -> database().transactions().commit(() -> budgets.take(1, late)))
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(used()).isEqualTo(16);
    }

    @Test
    void smallerLimitCountsForWhatLanesHaveAlready() {
        take(1, spend(160, 1));
        database().transactions().commit(() -> database().budgets().shrink(KEY.policy()));
        List<Budgets.Spend> more = spend(3, 3);
        assertThat(budgets.purse(1, more).promise(more)).isPresent();
        List<Budgets.Spend> rest = spend(3, 2);
        assertThat(budgets.purse(1, rest).promise(rest)).isEmpty();
    }

    private void take(long lane, List<Budgets.Spend> spend) {
        assertThat(budgets.purse(lane, spend).promise(spend)).isEmpty();
        database().transactions().commit(() -> budgets.take(lane, spend));
    }

    private List<Budgets.Spend> spend(long limit, long... amounts) {
        return LongStream.of(amounts)
                .mapToObj(amount -> new Budgets.Spend(new BudgetCharge(calls.incrementAndGet(), KEY,
                        BudgetMeasure.ARG, BigInteger.valueOf(amount), 100), BigInteger.valueOf(limit)))
                .toList();
    }

    private long used() {
        Long used = database().jdbc().queryForObject("SELECT sum(used) FROM budget_slice", Long.class);
        return used == null ? 0 : used;
    }
}
