package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.mapping.privacy.AesGcm;
import io.enterpriseproxy.mapping.privacy.CloakSource;
import io.enterpriseproxy.server.config.CloakKeyConfig;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Salts, data keys, and the keys of the configuration that these are wrapped with. A wrapped data key is a nonce of 12 bytes
 * and the AES-256-GCM of it, bound to the name of the key. Thread-safe.
 */
public final class CloakKeys implements CloakSource {
    private final Map<String, CloakKeyConfig> keys;
    private final SecureRandom random = new SecureRandom();

    /** Looks at none of the keys before it is needed. */
    public CloakKeys(Map<String, CloakKeyConfig> keys) {
        this.keys = Map.copyOf(keys);
    }

    @Override
    public Set<String> keys() {
        return keys.keySet();
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
        byte[] wrapped = AesGcm.encrypt(find(key).orElseThrow(), nonce, bound(key), dataKey);
        return ByteBuffer.allocate(nonce.length + wrapped.length).put(nonce).put(wrapped).array();
    }

    /** The data key; empty if the key is gone from the configuration, or another stands under its name now. */
    Optional<byte[]> unwrap(String key, byte[] wrapped) {
        return find(key).flatMap(bytes -> AesGcm.decrypt(bytes, Arrays.copyOf(wrapped, AesGcm.NONCE_BYTES), bound(key),
                Arrays.copyOfRange(wrapped, AesGcm.NONCE_BYTES, wrapped.length)));
    }

    private Optional<byte[]> find(String key) {
        return Optional.ofNullable(keys.get(key)).flatMap(CloakKeyConfig::bytes);
    }

    private static byte[] bound(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
