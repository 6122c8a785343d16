package io.enterpriseproxy.server.ledger;

import java.util.Arrays;

/** What a budget counts. */
public enum BudgetMeasure {
    /** Native value, in wei. */
    VALUE(1),
    /** What gas may cost, in wei; once the call is final, what it did cost. */
    GAS_COST(2),
    /** An argument, in its own units. */
    ARG(3),
    /** Calls. */
    CALLS(4);

    private final int code;

    BudgetMeasure(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static BudgetMeasure of(int code) {
        return Arrays.stream(values()).filter(measure -> measure.code == code).findFirst()
                .orElseThrow(() -> new IllegalStateException("no measure has the number " + code));
    }
}
