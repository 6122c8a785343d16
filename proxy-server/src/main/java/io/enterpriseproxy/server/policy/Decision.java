package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.server.ledger.BudgetMeasure;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/** What a policy says of a call. */
public sealed interface Decision {
    /** The rule that decided. */
    String rule();

    /**
     * It may be signed.
     *
     * @param charges what it takes off budgets
     * @param approval what is needed before; null: nothing
     */
    record Allowed(String rule, List<Charge> charges, @Nullable Approval approval) implements Decision {
        public Allowed {
            charges = List.copyOf(charges);
        }
    }

    /**
     * It may not.
     *
     * @param reason in a plain sentence, without a final stop
     */
    record Refused(String rule, String reason) implements Decision {}

    /**
     * What a call takes off a budget.
     *
     * @param limit of the budget
     */
    record Charge(String budget, BudgetMeasure measure, BigInteger amount, BigInteger limit, Duration period) {}

    /**
     * Who has to say yes.
     *
     * @param need so many
     * @param of of these
     */
    record Approval(int need, List<String> of, Duration expire) {
        public Approval {
            of = List.copyOf(of);
        }
    }
}
