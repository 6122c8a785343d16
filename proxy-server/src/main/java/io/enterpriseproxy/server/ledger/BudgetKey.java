package io.enterpriseproxy.server.ledger;

import java.time.Instant;
import java.util.Comparator;

/**
 * A budget in one of its hours or days.
 *
 * @param beginsAt when the hour or day begins
 */
public record BudgetKey(String policy, String budget, Instant beginsAt) implements Comparable<BudgetKey> {
    private static final Comparator<BudgetKey> ORDER = Comparator.comparing(BudgetKey::policy)
            .thenComparing(BudgetKey::budget).thenComparing(BudgetKey::beginsAt);

    @Override
    public int compareTo(BudgetKey other) {
        return ORDER.compare(this, other);
    }
}
