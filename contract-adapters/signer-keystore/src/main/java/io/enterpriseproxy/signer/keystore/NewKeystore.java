package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.Secp256k1Curve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A keystore file that was made with a random passphrase in a file beside it, both readable by their owner only.
 *
 * @param passphraseFile the keystore's name with {@code .pass} in place of {@code .json}
 */
public record NewKeystore(Path keystore, Path passphraseFile, Address address) {
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Makes both files, with a new random key; neither is ever overwritten.
     *
     * @throws KeystoreException if they cannot be made
     */
    public static NewKeystore random(Path keystore) {
        KeyPair key = KeyPair.random(Secp256k1Curve.load());
        try {
            return of(key, keystore);
        } finally {
            key.wipe();
        }
    }

    /** Makes both files; neither is ever overwritten. The key stays the caller's, who wipes it. */
    static NewKeystore of(KeyPair key, Path keystore) {
        Path passphraseFile = passphraseOf(keystore);
        String passphrase = randomText();
        KeystoreFiles.write(passphraseFile, passphrase.getBytes(StandardCharsets.US_ASCII));
        try {
            return new NewKeystore(keystore, passphraseFile, KeystoreFiles.create(keystore, key.privateKey(),
                    passphrase.toCharArray(), ScryptCost.LIGHT));
        } catch (KeystoreException fault) {
            delete(passphraseFile);
            throw fault;
        }
    }

    /** Where the passphrase of a keystore file is. */
    static Path passphraseOf(Path keystore) {
        return keystore.resolveSibling(String.valueOf(keystore.getFileName()).replaceFirst("\\.json$", "") + ".pass");
    }

    private static String randomText() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
