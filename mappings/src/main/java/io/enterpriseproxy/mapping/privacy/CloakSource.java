package io.enterpriseproxy.mapping.privacy;

import java.util.Set;

/**
 * What cloaking needs besides the event: chance, and keys that nobody else sees. The same event has another cloaked form
 * each time that it is mapped. Thread-safe.
 */
public interface CloakSource {
    /** Without keys, and with zeros for chance: the same event gives the same bytes. Of no use but for test cases. */
    CloakSource FIXED = fixed(Set.of());

    /** The names of the keys that encrypted fields may be under. */
    Set<String> keys();

    /** Bytes that nobody can guess. */
    byte[] random(int length);

    /**
     * Encrypts a data key under one of the keys.
     *
     * @param key one of {@link #keys}
     * @return what only this key turns into the data key again
     */
    byte[] wrap(String key, byte[] dataKey);

    /** {@link #FIXED} with the names of keys. */
    static CloakSource fixed(Set<String> keys) {
        return new FixedCloakSource(Set.copyOf(keys));
    }
}
