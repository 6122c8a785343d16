package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.SigningRequest;

/** A key that stays in its store. Thread-safe. */
@FunctionalInterface
public interface StoreKey {
    /**
     * Has the store sign. Blocks for the store's answer.
     *
     * @throws KeyStoreException if it does not answer a signature
     */
    StoreSignature sign(SigningRequest request);

    /** Wipes what this process holds of the key, if anything. */
    default void forget() {}
}
