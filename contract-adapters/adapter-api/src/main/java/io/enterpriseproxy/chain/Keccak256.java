package io.enterpriseproxy.chain;

import com.joemelsha.crypto.hash.Keccak;

/** The hash of Ethereum (Keccak-256, not NIST SHA3-256). */
public final class Keccak256 {
    private Keccak256() {}

    /** 32 bytes. */
    public static byte[] hash(byte[] input) {
        return new Keccak(256).digest(input);
    }
}
