package io.enterpriseproxy.server.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The SHA-256 of an idempotency key: what is unique per mapping, and all that is kept of the key after a purge. */
public final class KeyHash implements Comparable<KeyHash> {
    private final byte[] bytes;

    KeyHash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static KeyHash of(String idempotencyKey) {
        try {
            return new KeyHash(
                    MessageDigest.getInstance("SHA-256").digest(idempotencyKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** 32 bytes; do not change them. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(KeyHash other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
