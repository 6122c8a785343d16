package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/** A key in this process's memory: held as bytes, wiped when the signer is closed. */
public final class KeyPairSigner implements Signer {
    /** From here on the work is worth more than handing it to other cores. */
    private static final int LARGE_BATCH = 64;
    private static final String CLOSED = "the key is closed";
    private final String store;
    private final Secp256k1Curve library;
    private final KeyPair key;
    /** Signing reads, closing writes: no signature is ever made with a half-wiped key. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Takes the key over.
     *
     * @param store where it comes from, for {@link #toString()}
     */
    public KeyPairSigner(String store, KeyPair key, Secp256k1Curve library) {
        this.store = store;
        this.key = key;
        this.library = library;
    }

    @Override
    public Address address() {
        return key.address();
    }

    @Override
    public Signed sign(List<SigningRequest> requests) {
        lock.readLock().lock();
        try {
            return closed ? new Signed(List.of(), CLOSED) : new Signed(signAll(requests), null);
        } finally {
            lock.readLock().unlock();
        }
    }

    private List<Signature> signAll(List<SigningRequest> requests) {
        IntStream indexes = IntStream.range(0, requests.size());
        return (requests.size() > LARGE_BATCH ? indexes.parallel() : indexes)
                .mapToObj(index -> library.sign(requests.get(index).digest(), key.privateKey(), key.publicKey()))
                .toList();
    }

    @Override
    public Optional<String> trouble() {
        lock.readLock().lock();
        try {
            return closed ? Optional.of(CLOSED) : Optional.empty();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            key.wipe();
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public String toString() {
        return store + " key of " + key.address();
    }
}
