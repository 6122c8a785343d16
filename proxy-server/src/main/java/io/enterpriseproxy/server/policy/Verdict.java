package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.ApprovalRecord;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** What becomes of a proposal. */
public sealed interface Verdict {
    /** In a plain sentence, without a final stop. */
    default String sentence() {
        return switch (this) {
            case Cleared cleared -> "it is allowed by " + cleared.decision();
            case Refused refused -> refused.reason();
            case Awaits awaits -> "it has to be approved";
            case NotNow notNow -> notNow.reason();
        };
    }

    /**
     * It may be signed.
     *
     * @param decision what allowed it, for the record
     * @param charges what it takes off budgets, if they have it
     */
    record Cleared(String decision, List<Budgets.Spend> charges) implements Verdict {
        public Cleared {
            charges = List.copyOf(charges);
        }
    }

    /**
     * It may not, and that is final.
     *
     * @param reason in a plain sentence
     */
    record Refused(ProblemCode problem, String reason) implements Verdict {}

    /**
     * People have to say yes first.
     *
     * @param ask to be asked for; null: it is asked for already
     */
    record Awaits(@Nullable ApprovalRecord ask) implements Verdict {}

    /** Not now; it is looked at again. */
    record NotNow(String code, String reason) implements Verdict {}
}
