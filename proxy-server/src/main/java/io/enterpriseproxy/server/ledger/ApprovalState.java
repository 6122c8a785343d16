package io.enterpriseproxy.server.ledger;

import java.util.Arrays;
import java.util.Locale;

/** Where an approval stands. */
public enum ApprovalState {
    /** Nobody has decided yet, or not enough have. */
    OPEN(1),
    /** Enough have said yes. */
    APPROVED(2),
    /** Somebody has said no. */
    DECLINED(3),
    /** Nobody has decided in time. */
    EXPIRED(4),
    /** It is not needed any more: the call was cancelled, begins anew, or another approval was asked for. */
    CLOSED(5);

    private final int code;

    ApprovalState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** As in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ApprovalState of(int code) {
        return Arrays.stream(values()).filter(state -> state.code == code).findFirst()
                .orElseThrow(() -> new IllegalStateException("no state of an approval has the number " + code));
    }
}
