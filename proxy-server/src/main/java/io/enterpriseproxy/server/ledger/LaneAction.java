package io.enterpriseproxy.server.ledger;

/** What a lane's owner can be asked to do to a call that has a transaction. */
public enum LaneAction {
    /** Offer more for gas. */
    SPEED_UP(1),
    /** Use its nonce for a transaction to oneself. */
    CANCEL(2),
    /** The same, because no node takes the call's transaction. */
    FILL(3);

    private final int code;

    LaneAction(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static LaneAction of(int code) {
        return values()[code - 1];
    }
}
