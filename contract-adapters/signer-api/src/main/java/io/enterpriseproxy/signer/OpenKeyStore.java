package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A key store with the threads that wait for it. */
public final class OpenKeyStore implements AutoCloseable {
    private final String name;
    private final KeyStore store;
    private final Duration timeout;
    /** Of the platform: a call into an HSM's library holds on to its thread. */
    private final ExecutorService threads;

    /**
     * Takes the store over.
     *
     * @param name of the store in the configuration
     * @param parallel signatures at the same time, of all keys
     * @param timeout for a batch of signatures
     */
    public OpenKeyStore(String name, KeyStore store, int parallel, Duration timeout) {
        this.name = name;
        this.store = store;
        this.timeout = timeout;
        this.threads = Executors.newFixedThreadPool(parallel,
                Thread.ofPlatform().name("key-store-" + name + "-", 0).daemon().factory());
    }

    /**
     * A signer with one of the store's keys.
     *
     * @param key its name in the store
     * @param address of the key; null: the store is asked
     * @throws KeyStoreException if the store is asked and does not know the key, or cannot be reached
     */
    public Signer signer(String key, @Nullable Address address) {
        return new StoreSigner(name + "/" + key, address == null ? store.address(key) : address, store.key(key),
                threads, timeout);
    }

    /**
     * Has the store decrypt a secret; see {@link KeyStore#unwrap}.
     *
     * @throws KeyStoreException if the store does not do it, or cannot be reached
     */
    public byte[] unwrap(String key, byte[] wrapped) {
        return store.unwrap(key, wrapped);
    }

    /** Its signers sign no more. */
    @Override
    public void close() {
        threads.shutdownNow();
        store.close();
    }
}
