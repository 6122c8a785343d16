package io.enterpriseproxy.mapping.privacy;

import org.jspecify.annotations.Nullable;

/**
 * A field of a call in its cloaked form, and what turns it back. What is not on the chain is forgotten when the call's
 * personal data are erased.
 *
 * @param field its name under {@code cloak:}
 * @param onChain what the arguments carry: the commitment, or the sealed value
 * @param secret the salt, or the wrapped data key
 * @param value UTF-8 of the value of a salted hash; null if it is encrypted: then it is in {@code onChain}
 * @param key the name of the key that wraps the data key; null of a salted hash
 */
public record Cloaked(
        String field,
        CloakKind kind,
        byte[] onChain,
        byte[] secret,
        byte @Nullable [] value,
        @Nullable String key) {

    /** The commitment to a value. */
    public static Cloaked hashed(String field, byte[] value, CloakSource source) {
        byte[] salt = source.random(SaltedHash.SALT_BYTES);
        return new Cloaked(field, CloakKind.SALTED_HASH, SaltedHash.commit(salt, value), salt, value, null);
    }

    /** A value, sealed with a data key of its own. */
    public static Cloaked encrypted(String field, byte[] value, String key, CloakSource source) {
        byte[] dataKey = source.random(SealedValue.KEY_BYTES);
        byte[] sealed = SealedValue.seal(dataKey, source.random(SealedValue.NONCE_BYTES), key, value);
        return new Cloaked(field, CloakKind.ENCRYPTED, sealed, source.wrap(key, dataKey), null, key);
    }
}
