package io.enterpriseproxy.server.ledger;

/** Where a write-back stands. */
public enum WriteBackState {
    PENDING(1), DELIVERED(2), PARKED(3),
    /** A person has decided that it is not delivered. */
    SKIPPED(4);

    private final int code;

    WriteBackState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static WriteBackState of(int code) {
        return values()[code - 1];
    }
}
