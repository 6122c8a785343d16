package io.enterpriseproxy.chain;

/** What the keys of an account are used for; some chains let an account have other keys for each. */
public enum AccountRole {
    TRANSACTION(0), ACCOUNT_UPDATE(1), FEE_PAYER(2);

    private final int place;

    AccountRole(int place) {
        this.place = place;
    }

    /** Where its key stands among those of an account, from 0 on. */
    public int place() {
        return place;
    }
}
