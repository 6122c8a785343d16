package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A private key with what follows from it.
 *
 * @param privateKey 32 bytes, this record's own
 * @param publicKey 65 bytes: 4, x, y
 */
public record KeyPair(byte[] privateKey, byte[] publicKey, Address address) {
    private static final int PRIVATE_KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Takes over the array.
     *
     * @throws IllegalArgumentException if the private key is not in the range of the curve
     */
    public static KeyPair of(byte[] privateKey, Secp256k1Curve library) {
        byte[] publicKey = library.publicKey(privateKey);
        return new KeyPair(privateKey, publicKey, Secp256k1Curve.address(publicKey));
    }

    /** A new one. */
    public static KeyPair random(Secp256k1Curve library) {
        byte[] privateKey = new byte[PRIVATE_KEY_BYTES];
        RANDOM.nextBytes(privateKey);
        return of(privateKey, library);
    }

    /** Overwrites the private key. */
    public void wipe() {
        Arrays.fill(privateKey, (byte) 0);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
