package io.enterpriseproxy.server.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The SHA-256 of a mapping's name and an idempotency key: what is unique, and all that is kept of both after a purge. */
public final class KeyHash implements Comparable<KeyHash> {
    private final byte[] bytes;

    KeyHash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static KeyHash of(String mapping, String idempotencyKey) {
        MessageDigest digest = Sha256.digest();
        digest.update(mapping.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return new KeyHash(digest.digest(idempotencyKey.getBytes(StandardCharsets.UTF_8)));
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
