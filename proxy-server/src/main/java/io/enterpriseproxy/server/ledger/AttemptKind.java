package io.enterpriseproxy.server.ledger;

/** Why a transaction was signed. */
public enum AttemptKind {
    /** The call itself, first or with a raised fee. */
    CALL(1),
    /** A transaction to oneself that fills the nonce of a call which is not wanted any more, or which no node takes. */
    CANCEL(2);

    private final int code;

    AttemptKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static AttemptKind of(int code) {
        return values()[code - 1];
    }
}
