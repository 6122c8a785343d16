package io.enterpriseproxy.server.ledger;

import java.util.Locale;

/** Where a dead letter stands. */
public enum DeadLetterState {
    OPEN(1), REPLAYED(2), SKIPPED(3);

    private final int code;

    DeadLetterState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** {@code open} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeadLetterState of(int code) {
        return values()[code - 1];
    }
}
