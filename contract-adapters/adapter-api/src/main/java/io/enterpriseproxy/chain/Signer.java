package io.enterpriseproxy.chain;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * One key in a key store. Key material never crosses this port: requests go in, signatures come out. Thread-safe.
 */
public interface Signer extends AutoCloseable {
    /** The sender that its signatures recover to; known from the start. */
    Address address();

    /** The public key, 65 bytes: 4, x, y; empty while it is not known here, since no signature has shown it yet. Not copied. */
    default Optional<byte[]> publicKey() {
        return Optional.empty();
    }

    /**
     * Signs in order. On a failure the signatures before it are answered, and what was signed behind it is thrown away.
     * Takes no longer than the store's time-out.
     */
    Signed sign(List<SigningRequest> requests);

    /** What keeps it from signing right now, in a plain sentence; empty if it works, or would if it were not locked. */
    Optional<String> trouble();

    /** Wipes what this process holds of the key; signing fails until it is unlocked. Blocks for signatures in memory only. */
    void lock();

    /** Lets it sign again. What was wiped is read from its store when it is next to sign. */
    void unlock();

    /** Forgets the key; signing fails from then on. */
    @Override
    void close();

    /**
     * The signatures of a batch.
     *
     * @param signatures for the first requests, in order; all of them if there is no fault
     * @param fault why the next one failed, in a plain sentence without key material
     */
    record Signed(List<Signature> signatures, @Nullable String fault) {
        public Signed {
            signatures = List.copyOf(signatures);
        }
    }
}
