package io.enterpriseproxy.signer.keystore;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/** How a passphrase becomes a key of 32 bytes. Bounded: a file cannot ask for more memory or time than these. */
sealed interface KeyDerivation {
    /** A new array that the caller wipes. */
    byte[] derive(byte[] passphrase);

    /** RFC 7914. */
    record Scrypt(int iterations, int block, int parallelization, byte[] salt) implements KeyDerivation {
        private static final long MOST_BYTES = 1L << 29;

        public Scrypt {
            if (Integer.bitCount(iterations) != 1 || iterations < 2 || block < 1 || parallelization < 1) {
                throw new IllegalArgumentException("scrypt needs n as a power of two, and r and p above 0");
            }
            if (block == 1 && iterations > 1 << 15) {
                throw new IllegalArgumentException("scrypt with r 1 and n above 32768 is outside of RFC 7914");
            }
            if (128L * iterations * block > MOST_BYTES || 128L * block * parallelization > MOST_BYTES
                    || (long) parallelization * iterations * block > 1L << 25) {
                throw new IllegalArgumentException("scrypt with n " + iterations + ", r " + block + ", p "
                        + parallelization + " takes more than 512 MiB or a minute; n 262144, r 8, p 1 is usual");
            }
        }

        @Override
        public byte[] derive(byte[] passphrase) {
            return SCrypt.generate(passphrase, salt, iterations, block, parallelization, KeystoreCipher.KEY_BYTES);
        }
    }

    /** RFC 8018 with HMAC-SHA-256. */
    record Pbkdf2(int iterations, byte[] salt) implements KeyDerivation {
        private static final int MOST_ITERATIONS = 20_000_000;

        public Pbkdf2 {
            if (iterations < 1 || iterations > MOST_ITERATIONS) {
                throw new IllegalArgumentException("pbkdf2 with c " + iterations + "; 1 to 20000000 is accepted");
            }
        }

        @Override
        public byte[] derive(byte[] passphrase) {
            PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
            generator.init(passphrase, salt, iterations);
            return ((KeyParameter) generator.generateDerivedParameters(8 * KeystoreCipher.KEY_BYTES)).getKey();
        }
    }
}
