package io.enterpriseproxy.server.ledger;

/** What targets were told of a contract event last. */
public enum ContractEventState {
    MINED(1), CONFIRMED(2), RETRACTED(3);

    private final int code;

    ContractEventState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static ContractEventState of(int code) {
        return values()[code - 1];
    }
}
