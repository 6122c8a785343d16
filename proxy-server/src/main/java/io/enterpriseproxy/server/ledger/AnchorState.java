package io.enterpriseproxy.server.ledger;

import java.util.Arrays;

/** Where a tree of records stands. */
public enum AnchorState {
    /** Its records are chosen; nothing is on its way to the chain. */
    BUILT(1),
    /** A call is to put its root on the chain. */
    SUBMITTED(2),
    /** That call is confirmed; its records are being told. */
    ANCHORED(3),
    /** All its records are confirmed. */
    SETTLED(4);

    private final int code;

    AnchorState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static AnchorState of(int code) {
        return Arrays.stream(values()).filter(state -> state.code == code).findFirst()
                .orElseThrow(() -> new IllegalStateException("no state of an anchor has the number " + code));
    }
}
