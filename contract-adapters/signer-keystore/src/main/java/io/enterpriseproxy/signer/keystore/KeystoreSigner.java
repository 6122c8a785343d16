package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.Signer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/** The key of a keystore file: decrypted once, held as bytes, wiped when the signer is closed. */
public final class KeystoreSigner implements Signer {
    /** From here on the work is worth more than handing it to other cores. */
    private static final int LARGE_BATCH = 64;
    private static final int DIGEST_BYTES = 32;
    private static final String CLOSED = "the key is closed";
    private final Secp256k1Library library;
    private final KeyPair key;
    /** Signing reads, closing writes: no signature is ever made with a half-wiped key. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    KeystoreSigner(KeyPair key, Secp256k1Library library) {
        this.key = key;
        this.library = library;
    }

    /**
     * Decrypts the key. Takes as long as the file's key derivation was told to take, usually a second.
     *
     * @param keystore a web3 keystore file of version 3
     * @param passphrase not kept; the caller wipes it
     * @throws KeystoreException if the passphrase is wrong or the file is not usable
     */
    public static KeystoreSigner open(Path keystore, char[] passphrase) {
        Secp256k1Library library = Secp256k1Library.load();
        return new KeystoreSigner(KeystoreFiles.open(keystore, passphrase, library), library);
    }

    @Override
    public Address address() {
        return key.address();
    }

    @Override
    public Signed sign(List<byte[]> digests) {
        lock.readLock().lock();
        try {
            if (closed) {
                return new Signed(List.of(), CLOSED);
            }
            int sound = 0;
            while (sound < digests.size() && digests.get(sound).length == DIGEST_BYTES) {
                sound++;
            }
            String fault = sound == digests.size()
                    ? null
                    : "digest " + sound + " of the batch has " + digests.get(sound).length
                            + " bytes; expected are " + DIGEST_BYTES;
            return new Signed(signAll(digests.subList(0, sound)), fault);
        } finally {
            lock.readLock().unlock();
        }
    }

    private List<Signature> signAll(List<byte[]> digests) {
        IntStream indexes = IntStream.range(0, digests.size());
        return (digests.size() > LARGE_BATCH ? indexes.parallel() : indexes)
                .mapToObj(index -> library.sign(digests.get(index), key.privateKey(), key.publicKey()))
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
        return "keystore key of " + key.address();
    }
}
