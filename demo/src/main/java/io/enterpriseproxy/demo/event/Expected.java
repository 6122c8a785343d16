package io.enterpriseproxy.demo.event;

/**
 * What is expected to come of an event.
 *
 * @param status confirmed, reverted or rejected
 * @param code the ERP code that the mapping gives a refusal; empty if confirmed
 */
public record Expected(String status, String code) {
    /** The contract takes it. */
    public static final Expected CONFIRMED = new Expected("confirmed", "");

    /** The contract refuses it on the chain, after it took a nonce. */
    public static Expected reverted(String code) {
        return new Expected("reverted", code);
    }

    /** The simulation shows that the contract would refuse it, so nothing is signed. */
    public static Expected rejected(String code) {
        return new Expected("rejected", code);
    }

    /** Whether the contract takes it. */
    public boolean isConfirmed() {
        return equals(CONFIRMED);
    }
}
