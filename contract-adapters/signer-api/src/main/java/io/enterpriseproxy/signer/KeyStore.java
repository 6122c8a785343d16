package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;

/** Keys that stay where they are and sign there. Thread-safe. */
public interface KeyStore extends AutoCloseable {
    /**
     * Asks for a key's public half.
     *
     * @param key its name in the store
     * @throws KeyStoreException if there is none, or it is not of the curve secp256k1, or the store cannot be reached
     */
    Address address(String key);

    /** What signs with a key. Asks nothing of the store yet. */
    StoreKey key(String key);

    /**
     * Has the store make a key, which never leaves it.
     *
     * @param name in the store; one that is there is never overwritten
     * @throws KeyStoreException if the store makes none, has one of this name, or cannot be reached
     */
    default CreatedKey create(String name) {
        throw new KeyStoreException("a store of this kind makes no keys for others; make the key with its own tools",
                null);
    }

    /**
     * Puts an existing key into the store.
     *
     * @param name in the store; one that is there is never overwritten
     * @param key stays the caller's, who wipes it
     * @throws KeyStoreException if the store takes none, has one of this name, or cannot be reached
     */
    default CreatedKey importKey(String name, KeyPair key) {
        throw new KeyStoreException("a store of this kind takes no existing keys from others; make a new key in it, or"
                + " bring the old one there with the store's own tools", null);
    }

    /** Ends connections and sessions. */
    @Override
    void close();
}
