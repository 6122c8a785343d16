package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;

import java.util.Optional;

/** Keys that stay where they are and sign there. Thread-safe. */
public interface KeyStore extends AutoCloseable {
    /**
     * Asks for a key's public half.
     *
     * @param key its name in the store
     * @throws KeyStoreException if there is none, or it is not of the curve secp256k1, or the store cannot be reached
     */
    Address address(String key);

    /**
     * A key's public half, 65 bytes: 4, x, y; empty if the store tells addresses only.
     *
     * @param key its name in the store
     * @throws KeyStoreException as {@link #address}
     */
    default Optional<byte[]> publicKey(String key) {
        return Optional.empty();
    }

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

    /**
     * Has the store encrypt a secret under a key of its own that is for that, and for no signatures.
     *
     * @param key its name in the store
     * @param secret stays the caller's, who wipes it
     * @return what {@link #unwrap} under the same key turns into the secret again
     * @throws KeyStoreException if the store wraps nothing, does not do it with this key, or cannot be reached
     */
    default byte[] wrap(String key, byte[] secret) {
        throw wrapsNothing();
    }

    /**
     * Has the store decrypt what {@link #wrap} has made.
     *
     * @param key its name in the store
     * @return the secret, which the caller wipes
     * @throws KeyStoreException if it was changed or wrapped with another key, the store does not do it with this key, or
     *     it cannot be reached
     */
    default byte[] unwrap(String key, byte[] wrapped) {
        throw wrapsNothing();
    }

    private static KeyStoreException wrapsNothing() {
        return new KeyStoreException("a store of this kind wraps no keys for others; use PKCS#11, AWS KMS, Google Cloud"
                + " KMS, Azure Key Vault or the transit engine of Vault for that", null);
    }

    /** Ends connections and sessions. */
    @Override
    void close();
}
