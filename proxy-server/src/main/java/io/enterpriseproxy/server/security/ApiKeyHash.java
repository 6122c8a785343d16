package io.enterpriseproxy.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The SHA-256 of an API key: all that is kept of it. A key has 190 bits and more, so a plain hash cannot be reversed. */
final class ApiKeyHash implements Comparable<ApiKeyHash> {
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
        return new ApiKeyHash(hash.clone());
    }

    byte[] bytes() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKeyHash that && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public int compareTo(ApiKeyHash other) {
        return Arrays.compare(hash, other.hash);
    }
}
