package io.enterpriseproxy.chain;

/**
 * What a signature is asked for. Most key stores take the digest; some want to hash the payload themselves, or to encode
 * the transaction.
 *
 * @param transaction what the payload says
 * @param payload the bytes that are hashed; not copied
 * @param digest their Keccak-256 hash, 32 bytes; not copied
 */
public record SigningRequest(UnsignedTransaction transaction, byte[] payload, byte[] digest) {
    /** With the payload's digest. */
    public static SigningRequest of(UnsignedTransaction transaction, byte[] payload) {
        return new SigningRequest(transaction, payload, Keccak256.hash(payload));
    }
}
