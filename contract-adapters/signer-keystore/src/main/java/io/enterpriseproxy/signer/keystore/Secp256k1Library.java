package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Signature;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ECDSA over secp256k1 with the nonce of RFC 6979 and low s: both libraries give the same bytes. Thread-safe; no key is
 * kept.
 */
sealed interface Secp256k1Library permits NativeSecp256k1, JavaSecp256k1 {
    /**
     * The public key, 65 bytes: 4, x, y.
     *
     * @throws IllegalArgumentException if the private key is not in the range of the curve
     */
    byte[] publicKey(byte[] privateKey);

    /**
     * Signs a digest.
     *
     * @param digest 32 bytes
     * @param publicKey of the private key, in the form of {@link #publicKey}: tells which recovery id is right
     */
    Signature sign(byte[] digest, byte[] privateKey, byte[] publicKey);

    /** libsecp256k1, or if it cannot be loaded on this machine the pure Java one, which is some five times slower. */
    static Secp256k1Library load() {
        return Loaded.LIBRARY;
    }

    /** Tried once per process. */
    final class Loaded {
        private static final Logger LOG = LoggerFactory.getLogger(Secp256k1Library.class);
        private static final Secp256k1Library LIBRARY = tryNative();

        private Loaded() {}

        private static Secp256k1Library tryNative() {
            try {
                return new NativeSecp256k1();
            } catch (Exception | LinkageError fault) {
                // It is Kotlin: a checked exception of its loader comes out undeclared.
                LOG.warn("libsecp256k1 cannot be loaded; signing goes on in pure Java, some five times slower. "
                        + "Its library is for Linux, macOS and Windows on x86-64 and needs a writable temporary folder "
                        + "(java.io.tmpdir)", fault);
                return new JavaSecp256k1();
            }
        }
    }
}
