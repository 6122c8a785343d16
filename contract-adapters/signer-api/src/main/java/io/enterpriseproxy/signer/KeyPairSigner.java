package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A key in this process's memory: held as bytes, wiped while the signer is locked and when it is closed. */
public final class KeyPairSigner implements Signer {
    /** From here on the work is worth more than handing it to other cores. */
    private static final int LARGE_BATCH = 64;
    private final String store;
    private final Secp256k1Curve library;
    private final Supplier<KeyPair> source;
    private final Address address;
    private final byte[] publicKey;
    /** Signing reads, all else writes: no signature is ever made with a half-wiped key. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private State state = State.OPEN;
    /** Null while it is wiped. */
    private @Nullable KeyPair key;
    private @Nullable String trouble;

    private enum State {
        OPEN, LOCKED, CLOSED
    }

    /**
     * Reads the key.
     *
     * @param store where it comes from, for {@link #toString()}
     * @param source answers the key, which is then this signer's; asked again when it is to sign after it was locked
     * @throws KeyStoreException if the source does
     */
    public KeyPairSigner(String store, Supplier<KeyPair> source, Secp256k1Curve library) {
        this.store = store;
        this.source = source;
        this.library = library;
        KeyPair first = source.get();
        this.address = first.address();
        this.publicKey = first.publicKey();
        this.key = first;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Optional<byte[]> publicKey() {
        return Optional.of(publicKey);
    }

    @Override
    public Signed sign(List<SigningRequest> requests) {
        read();
        lock.readLock().lock();
        try {
            KeyPair held = key;
            return held == null ? new Signed(List.of(), fault()) : new Signed(signAll(requests, held), null);
        } finally {
            lock.readLock().unlock();
        }
    }

    private List<Signature> signAll(List<SigningRequest> requests, KeyPair held) {
        IntStream indexes = IntStream.range(0, requests.size());
        return (requests.size() > LARGE_BATCH ? indexes.parallel() : indexes)
                .mapToObj(index -> library.sign(requests.get(index).digest(), held.privateKey(), held.publicKey()))
                .toList();
    }

    private String fault() {
        return switch (state) {
            case CLOSED -> "the key is closed";
            case LOCKED -> "the key is locked";
            case OPEN -> trouble == null ? "the key was locked meanwhile" : trouble;
        };
    }

    /** Reads the key again if it was wiped and may be used. */
    private void read() {
        if (!isToRead()) {
            return;
        }
        lock.writeLock().lock();
        try {
            if (key == null && state == State.OPEN) {
                key = readAgain();
                trouble = null;
            }
        } catch (KeyStoreException fault) {
            trouble = fault.sentence();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private boolean isToRead() {
        lock.readLock().lock();
        try {
            return key == null && state == State.OPEN;
        } finally {
            lock.readLock().unlock();
        }
    }

    private KeyPair readAgain() {
        KeyPair found = source.get();
        if (!found.address().equals(address)) {
            found.wipe();
            throw new KeyStoreException("the key is another one now, that of " + found.address() + "; put that of "
                    + address + " back, or start the server again", null);
        }
        return found;
    }

    @Override
    public Optional<String> trouble() {
        lock.readLock().lock();
        try {
            return state == State.CLOSED ? Optional.of(fault()) : Optional.ofNullable(trouble);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void lock() {
        become(State.LOCKED);
    }

    @Override
    public void unlock() {
        become(State.OPEN);
    }

    @Override
    public void close() {
        become(State.CLOSED);
    }

    private void become(State next) {
        lock.writeLock().lock();
        try {
            if (state == State.CLOSED) {
                return;
            }
            state = next;
            if (next != State.OPEN && key != null) {
                key.wipe();
                key = null;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public String toString() {
        return store + " key of " + address;
    }
}
