package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Keccak256;

import java.util.Arrays;

/** A private key with what follows from it. */
record KeyPair(byte[] privateKey, byte[] publicKey, Address address) {
    /** @throws IllegalArgumentException if the private key is not in the range of the curve */
    static KeyPair of(byte[] privateKey, Secp256k1Library library) {
        byte[] publicKey = library.publicKey(privateKey);
        byte[] hash = Keccak256.hash(Arrays.copyOfRange(publicKey, 1, publicKey.length));
        return new KeyPair(privateKey, publicKey, Address.of(Arrays.copyOfRange(hash, 12, 32)));
    }

    void wipe() {
        Arrays.fill(privateKey, (byte) 0);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
