package io.enterpriseproxy.server.ledger;

import java.util.Arrays;

/**
 * Where a call's row stands. Broadcast is not here: it is a signed call whose nonce is at or below its lane's broadcast
 * watermark.
 */
public enum CallState {
    /** A record: the root of its tree is to be final. It has no transaction of its own. */
    AWAITING_ANCHOR(0), ACCEPTED(1), AWAITING_APPROVAL(2), SIGNED(3), MINED(4), CONFIRMED(5), REVERTED(6), REJECTED(7),
    CANCELLED(8);

    private final int code;

    CallState(int code) {
        this.code = code;
    }

    /** The number in the column. */
    public int code() {
        return code;
    }

    /** Whether nothing more happens to the call by itself. */
    public boolean isFinal() {
        return code >= CONFIRMED.code;
    }

    static CallState of(int code) {
        return Arrays.stream(values()).filter(state -> state.code == code).findFirst()
                .orElseThrow(() -> new IllegalStateException("no call state has the number " + code));
    }
}
