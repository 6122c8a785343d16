package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.server.ledger.BudgetCharge;
import io.enterpriseproxy.server.ledger.BudgetKey;
import io.enterpriseproxy.server.ledger.BudgetMeasure;
import io.enterpriseproxy.server.ledger.BudgetRows;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.GasCost;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.springframework.dao.DuplicateKeyException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * What keys may spend in an hour or a day. What a call may cost at most is taken when it is signed; what it did cost is known
 * when it is final, and the rest goes back.
 */
public final class Budgets {
    private final LedgerTransactions transactions;
    private final BudgetRows rows;
    private final BooleanSupplier inUse;

    /** @param inUse whether there are any; what is final need not be settled else */
    public Budgets(LedgerTransactions transactions, BudgetRows rows, BooleanSupplier inUse) {
        this.transactions = transactions;
        this.rows = rows;
        this.inUse = inUse;
    }

    /**
     * What is taken off a budget.
     *
     * @param limit of the budget
     */
    public record Spend(BudgetCharge charge, BigInteger limit) {
        BudgetKey key() {
            return charge.key();
        }

        BigInteger amount() {
            return charge.amount();
        }

        /** What sender and fee payer of one call take together off the same budget: each its gas, but all else once. */
        Spend and(Spend other) {
            return charge.measure() == BudgetMeasure.GAS_COST
                    ? new Spend(new BudgetCharge(charge.call(), charge.key(), charge.measure(),
                            amount().add(other.amount()), charge.share() + other.charge.share()), limit)
                    : this;
        }
    }

    /** A budget whatever its period: a policy names each of its own once. */
    private record OfPolicy(String policy, String budget) {
        static OfPolicy of(BudgetKey key) {
            return new OfPolicy(key.policy(), key.budget());
        }
    }

    /**
     * What is left of budgets for a batch of one lane. What is promised to one proposal is not there for the next; it is taken
     * with {@link #take} in the commit that stores what was signed.
     */
    public static final class Purse {
        private final Map<BudgetKey, BigInteger> left;

        private Purse(Map<BudgetKey, BigInteger> left) {
            this.left = left;
        }

        /** The budget that has not got what these charges take; empty if all have, and it is promised. */
        public Optional<String> promise(List<Spend> charges) {
            for (Spend charge : charges) {
                BigInteger there = left.getOrDefault(charge.key(), BigInteger.ZERO);
                if (there.compareTo(charge.amount()) < 0) {
                    return Optional.of("the budget " + charge.key().budget() + " of the policy "
                            + charge.key().policy() + " has " + there + " left, and the call may take "
                            + charge.amount());
                }
            }
            charges.forEach(charge -> left.merge(charge.key(), charge.amount().negate(), BigInteger::add));
            return Optional.empty();
        }
    }

    /** What the budgets have for these charges of a lane; asks for more than the lane has, if it has not got enough. */
    public Purse purse(long lane, List<Spend> charges) {
        Map<BudgetKey, BigInteger> left = new HashMap<>();
        charges.stream().collect(Collectors.groupingBy(Spend::key)).forEach((key, ofKey) -> left.put(key,
                left(key, lane, ofKey.stream().map(Spend::amount).reduce(BigInteger.ZERO, BigInteger::add),
                        ofKey.getFirst().limit())));
        return new Purse(left);
    }

    private BigInteger left(BudgetKey key, long lane, BigInteger need, BigInteger limit) {
        BigInteger left = rows.left(key, lane);
        if (left.compareTo(need) >= 0) {
            return left;
        }
        try {
            return transactions.commit(() -> rows.grow(key, limit, lane, need));
        } catch (DuplicateKeyException anotherInstanceBeganThePeriod) {
            return transactions.commit(() -> rows.grow(key, limit, lane, need));
        }
    }

    /** Takes what was signed may cost. Inside the commit that stores it. */
    public void take(long lane, List<Spend> charges) {
        if (!charges.isEmpty()) {
            rows.take(lane, charges.stream().map(Spend::charge).toList());
        }
    }

    /** Takes what is not given back, and is no call's. Inside the commit that allows it. */
    public void spend(long lane, List<Spend> charges) {
        if (!charges.isEmpty()) {
            rows.spend(lane, charges.stream().map(Spend::charge).toList());
        }
    }

    /** What more than before calls take, if they are signed again at another price. */
    public List<Spend> more(List<Spend> charges) {
        if (charges.isEmpty()) {
            return List.of();
        }
        Map<Long, Map<OfPolicy, BudgetCharge>> taken = rows.of(charges.stream().map(charge -> charge.charge().call())
                .distinct().toList()).stream()
                .collect(Collectors.groupingBy(BudgetCharge::call,
                        Collectors.toMap(charge -> OfPolicy.of(charge.key()), charge -> charge)));
        List<Spend> more = new ArrayList<>();
        for (Spend charge : charges) {
            long call = charge.charge().call();
            BudgetCharge before = taken.getOrDefault(call, Map.of()).get(OfPolicy.of(charge.key()));
            if (before != null && charge.amount().compareTo(before.amount()) > 0) {
                more.add(new Spend(new BudgetCharge(call, before.key(), before.measure(),
                        charge.amount().subtract(before.amount()), before.share()), charge.limit()));
            }
        }
        return more;
    }

    /** Takes what {@link #more} says. Inside the commit that stores what was signed again. */
    public void takeMore(long lane, List<Spend> more) {
        rows.takeMore(lane, more.stream().map(Spend::charge).toList());
    }

    /** Settles those of the outcomes that are final. Inside their commit. */
    public void settle(List<CallOutcome> outcomes) {
        if (!inUse.getAsBoolean()) {
            return;
        }
        Map<Long, CallOutcome> finals = outcomes.stream().filter(outcome -> outcome.state().isFinal())
                .collect(Collectors.toMap(outcome -> outcome.call().seq(), outcome -> outcome));
        if (finals.isEmpty()) {
            return;
        }
        Map<Long, List<BudgetCharge>> byLane = rows.of(List.copyOf(finals.keySet())).stream()
                .collect(Collectors.groupingBy(charge -> of(finals, charge).call().lane()));
        byLane.forEach((lane, charges) -> rows.settle(lane, charges, charges.stream()
                .map(charge -> new BudgetCharge(charge.call(), charge.key(), charge.measure(),
                        charge.amount().subtract(spent(charge, of(finals, charge))), charge.share()))
                .toList()));
    }

    private static CallOutcome of(Map<Long, CallOutcome> outcomes, BudgetCharge charge) {
        return Objects.requireNonNull(outcomes.get(charge.call()));
    }

    /** What a call that is final has spent of what it had taken. */
    private static BigInteger spent(BudgetCharge charge, CallOutcome outcome) {
        boolean effective = outcome.state() == CallState.CONFIRMED;
        return switch (charge.measure()) {
            case VALUE, ARG -> effective ? charge.amount() : BigInteger.ZERO;
            case CALLS -> effective || outcome.state() == CallState.REVERTED ? charge.amount() : BigInteger.ZERO;
            case GAS_COST -> gasCost(outcome).map(cost -> FeePayer.share(cost, charge.share())).orElse(charge.amount());
        };
    }

    /** Empty if the chain does not say: then all counts that it may have cost. */
    private static Optional<BigInteger> gasCost(CallOutcome outcome) {
        GasCost cost = outcome.cost();
        if (cost == null) {
            // It used its nonce for nothing, or has lost it.
            return outcome.call().nonce() == null ? Optional.of(BigInteger.ZERO) : Optional.empty();
        }
        return cost.fee();
    }
}
