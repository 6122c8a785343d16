package io.enterpriseproxy.chain;

/**
 * A recoverable secp256k1 signature with low s (EIP-2).
 *
 * @param r 32 bytes, big-endian
 * @param s 32 bytes, big-endian, at most half the order
 * @param recoveryId 0 or 1, the parity of R.y
 */
public record Signature(byte[] r, byte[] s, int recoveryId) {
    public Signature {
        if (r.length != 32 || s.length != 32 || (recoveryId & ~1) != 0) {
            throw new IllegalArgumentException("a signature is 32 + 32 bytes and a recovery id of 0 or 1");
        }
    }
}
