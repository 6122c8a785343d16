package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.Signature;
import org.bouncycastle.util.BigIntegers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * ECDSA over secp256k1 with the nonce of RFC 6979 and low s: all of them give the same bytes. Thread-safe; no key is
 * kept.
 */
public sealed interface Secp256k1Curve permits RecoverableSecp256k1, NativeSecp256k1, JavaSecp256k1 {
    /** The order of the curve's group. */
    BigInteger ORDER = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

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
     * The public key with which a signature of a digest is valid, in the form of {@link #publicKey}.
     *
     * @param signature its recovery id is believed
     * @return empty if there is none
     */
    Optional<byte[]> recover(byte[] digest, Signature signature);

    /**
     * Makes a recoverable signature of what a key store answers: with low s, and with the recovery id that leads to the
     * signer.
     *
     * @throws IllegalArgumentException if it is not the signer's signature of the digest
     */
    default Signature recoverable(BigInteger r, BigInteger s, byte[] digest, Address signer) {
        if (r.signum() <= 0 || r.compareTo(ORDER) >= 0 || s.signum() <= 0 || s.compareTo(ORDER) >= 0) {
            throw new IllegalArgumentException("r or s is not in the range of the curve");
        }
        byte[] r32 = BigIntegers.asUnsignedByteArray(32, r);
        byte[] s32 = BigIntegers.asUnsignedByteArray(32, s.min(ORDER.subtract(s)));
        // r is never so close to the order (2^-127) that ids 2 and 3 come into play.
        for (int recoveryId = 0; recoveryId < 2; recoveryId++) {
            Signature signature = new Signature(r32, s32, recoveryId);
            if (recover(digest, signature).map(Secp256k1Curve::address).filter(signer::equals).isPresent()) {
                return signature;
            }
        }
        throw new IllegalArgumentException("the signature is not that of " + signer);
    }

    /** The address of a public key in the form of {@link #publicKey}. */
    static Address address(byte[] publicKey) {
        byte[] hash = Keccak256.hash(Arrays.copyOfRange(publicKey, 1, publicKey.length));
        return Address.of(Arrays.copyOfRange(hash, 12, 32));
    }

    /**
     * libsecp256k1 with the recovery id from signing, or if that function cannot be bound with one more recovery, or if
     * the library cannot be loaded on this machine the pure Java one, which is some forty times slower.
     */
    static Secp256k1Curve load() {
        return Loaded.LIBRARY;
    }

    /** Tried once per process. */
    final class Loaded {
        private static final Logger LOG = LoggerFactory.getLogger(Secp256k1Curve.class);
        private static final Secp256k1Curve LIBRARY = tryNative();

        private Loaded() {}

        private static Secp256k1Curve tryNative() {
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

        private static Secp256k1Curve tryRecoverable(NativeSecp256k1 library) {
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
