package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.SignedTransaction;

/**
 * A stored transaction to be handed to a node.
 *
 * @param number 0 for the first at its nonce, rising
 * @param call the call's accept number
 */
public record OutgoingAttempt(long nonce, int number, AttemptKind kind, long call, SignedTransaction transaction) {
    /** Of an attempt that was just stored. */
    public static OutgoingAttempt of(NewAttempt stored) {
        return new OutgoingAttempt(stored.nonce(), stored.number(), stored.kind(), stored.call().seq(),
                stored.transaction());
    }
}
