package io.enterpriseproxy.mapping.privacy;

import io.enterpriseproxy.chain.Keccak256;

import java.nio.ByteBuffer;

/**
 * A commitment: Keccak-256 of the salt's 32 bytes followed by the value's UTF-8 bytes. A contract checks it by
 * {@code keccak256(abi.encodePacked(salt, value))}. Nobody can find a short value by trying all of them, since he would have
 * to try all salts too.
 */
public final class SaltedHash {
    public static final int SALT_BYTES = 32;

    private SaltedHash() {}

    /** 32 bytes. */
    public static byte[] commit(byte[] salt, byte[] value) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has " + SALT_BYTES + " bytes, not " + salt.length);
        }
        return Keccak256.hash(ByteBuffer.allocate(SALT_BYTES + value.length).put(salt).put(value).array());
    }
}
