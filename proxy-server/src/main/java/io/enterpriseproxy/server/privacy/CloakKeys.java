package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.mapping.privacy.AesGcm;
import io.enterpriseproxy.mapping.privacy.CloakSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Salts, data keys, and the keys of the configuration that these are wrapped with. A wrapped data key is a nonce of 12 bytes
 * and the AES-256-GCM of it, bound to the name of the key. Thread-safe.
 */
public final class CloakKeys implements CloakSource, AutoCloseable {
    private final Set<String> names;
    private final SecureRandom random = new SecureRandom();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Map<String, byte[]> keys = Map.of();

    /** @param names of the keys, which {@link #hold} brings: mappings are read before, and need the names only */
    public CloakKeys(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Takes the keys over. */
    public void hold(Map<String, byte[]> opened) {
        lock.writeLock().lock();
        try {
            keys = Map.copyOf(opened);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public Set<String> keys() {
        return names;
    }

    @Override
    public byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public byte[] wrap(String key, byte[] dataKey) {
        byte[] nonce = random(AesGcm.NONCE_BYTES);
        byte[] wrapped = with(key, bytes -> AesGcm.encrypt(bytes, nonce, bound(key), dataKey)).orElseThrow();
        return ByteBuffer.allocate(nonce.length + wrapped.length).put(nonce).put(wrapped).array();
    }

    /** The data key; empty if the key is gone from the configuration, or another stands under its name now. */
    Optional<byte[]> unwrap(String key, byte[] wrapped) {
        return with(key, bytes -> AesGcm.decrypt(bytes, Arrays.copyOf(wrapped, AesGcm.NONCE_BYTES), bound(key),
                Arrays.copyOfRange(wrapped, AesGcm.NONCE_BYTES, wrapped.length))).flatMap(Function.identity());
    }

    /** Never while the key is being wiped. */
    private <T> Optional<T> with(String key, Function<byte[], T> use) {
        lock.readLock().lock();
        try {
            return Optional.ofNullable(keys.get(key)).map(use);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Wipes the keys: nothing is encrypted or decrypted any more. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            keys.values().forEach(key -> Arrays.fill(key, (byte) 0));
            keys = Map.of();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static byte[] bound(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
