package io.enterpriseproxy.server.ledger;

import java.util.Arrays;
import java.util.Locale;

/** Where a frozen transaction stands. */
public enum FrozenState {
    /** Its holders are to sign it. */
    OPEN(1),
    /** Enough have; it is an attempt of its call now. */
    SIGNED(2),
    /** Too few have in time. */
    EXPIRED(3),
    /** It is not wanted any more, or has to be another one. */
    DROPPED(4);

    private final int code;

    FrozenState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** As in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FrozenState of(int code) {
        return Arrays.stream(values()).filter(state -> state.code == code).findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no state of a frozen transaction has the number " + code));
    }
}
