package io.enterpriseproxy.mapping.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A value that stands on a chain for those who have its data key only:
 *
 * <pre>
 * version (1 byte: 1) | length of the key's name (1 byte) | the key's name (UTF-8) | nonce (12 bytes) |
 * AES-256-GCM of the value's UTF-8 bytes, and the tag (16 bytes)
 * </pre>
 *
 * What stands before the nonce is bound to it. The data key is not in it, and is none that the name stands for: that one
 * only wraps it. {@code open(k, seal(k, n, name, v)) = v}.
 */
public final class SealedValue {
    public static final int KEY_BYTES = AesGcm.KEY_BYTES;
    public static final int NONCE_BYTES = AesGcm.NONCE_BYTES;

    private static final byte VERSION = 1;
    private static final int NAME_AT = 2;

    private SealedValue() {}

    /**
     * Seals a value.
     *
     * @param key name of the key that wraps the data key, at most 64 characters
     */
    public static byte[] seal(byte[] dataKey, byte[] nonce, String key, byte[] value) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        byte[] head = ByteBuffer.allocate(NAME_AT + name.length).put(VERSION).put((byte) name.length).put(name).array();
        byte[] sealed = AesGcm.encrypt(dataKey, nonce, head, value);
        return ByteBuffer.allocate(head.length + nonce.length + sealed.length).put(head).put(nonce).put(sealed).array();
    }

    /** The value; empty if the data key is another, or the bytes are none that {@link #seal} gave. */
    public static Optional<byte[]> open(byte[] dataKey, byte[] bytes) {
        if (bytes.length < NAME_AT || bytes[0] != VERSION) {
            return Optional.empty();
        }
        int nonceAt = NAME_AT + Byte.toUnsignedInt(bytes[1]);
        int sealedAt = nonceAt + NONCE_BYTES;
        if (bytes.length < sealedAt + AesGcm.TAG_BYTES) {
            return Optional.empty();
        }
        return AesGcm.decrypt(dataKey, Arrays.copyOfRange(bytes, nonceAt, sealedAt), Arrays.copyOf(bytes, nonceAt),
                Arrays.copyOfRange(bytes, sealedAt, bytes.length));
    }
}
