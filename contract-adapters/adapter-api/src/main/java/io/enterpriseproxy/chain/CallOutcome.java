package io.enterpriseproxy.chain;

/** What a call that is only tried does. */
public sealed interface CallOutcome {
    /** It runs; {@code output} is what it returns (empty for an estimate), {@code gas} what it takes (0 if not asked). */
    record Succeeds(byte[] output, long gas) implements CallOutcome {}

    /**
     * The contract refuses it.
     *
     * @param data revert data of the contract; empty if it gave none
     * @param message what the node says of it
     */
    record Reverts(byte[] data, String message) implements CallOutcome {}

    /** The node could not tell: time-out, fault, or a refusal that is not the contract's (for example out of funds). */
    record Unknown(String reason) implements CallOutcome {}
}
