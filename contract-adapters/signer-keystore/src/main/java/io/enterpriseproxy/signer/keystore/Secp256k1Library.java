package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/**
 * ECDSA over secp256k1 with the nonce of RFC 6979 and low s: all of them give the same bytes. Thread-safe; no key is
 * kept.
 */
sealed interface Secp256k1Library permits RecoverableSecp256k1, NativeSecp256k1, JavaSecp256k1 {
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

    /**
     * libsecp256k1 with the recovery id from signing, or if that function cannot be bound with one more recovery, or if
     * the library cannot be loaded on this machine the pure Java one, which is some forty times slower.
     */
    static Secp256k1Library load() {
        return Loaded.LIBRARY;
    }

    /** Tried once per process. */
    final class Loaded {
        private static final Logger LOG = LoggerFactory.getLogger(Secp256k1Library.class);
        private static final Secp256k1Library LIBRARY = tryNative();

        private Loaded() {}

        private static Secp256k1Library tryNative() {
            NativeSecp256k1 library;
            try {
                library = new NativeSecp256k1();
            } catch (Exception | LinkageError fault) {
                // It is Kotlin: a checked exception of its loader comes out undeclared.
                LOG.warn("libsecp256k1 cannot be loaded; signing goes on in pure Java, some forty times slower. "
                        + "Its library is for Linux and macOS on x86-64 and arm64 and for Windows on x86-64, and needs "
                        + "a writable temporary folder (java.io.tmpdir)", fault);
                return new JavaSecp256k1();
            }
            return tryRecoverable(library);
        }

        private static Secp256k1Library tryRecoverable(NativeSecp256k1 library) {
            try {
                return new RecoverableSecp256k1(library);
            } catch (IOException | LinkageError fault) {
                // Windows has no cure, so it is no warning.
                LOG.info("libsecp256k1's recoverable signing cannot be bound; signing goes on without it and takes "
                        + "two to three times as long: {}", fault.toString());
                return library;
            }
        }
    }
}
