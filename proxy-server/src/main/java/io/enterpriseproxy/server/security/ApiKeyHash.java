package io.enterpriseproxy.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of an API key: all that is kept of it. A key has 190 bits and more, so a plain hash cannot be reversed. */
final class ApiKeyHash {
    private final byte[] hash;

    private ApiKeyHash(byte[] hash) {
        this.hash = hash;
    }

    static ApiKeyHash ofKey(String key) {
        try {
            return new ApiKeyHash(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static ApiKeyHash ofHex(String hex) {
        return new ApiKeyHash(HexFormat.of().parseHex(hex));
    }

    static ApiKeyHash ofBytes(byte[] hash) {
        return new ApiKeyHash(hash);
    }

    byte[] bytes() {
        return hash.clone();
    }

    /** Takes the same time whether or not they are equal. */
    boolean matches(ApiKeyHash other) {
        return MessageDigest.isEqual(hash, other.hash);
    }
}
