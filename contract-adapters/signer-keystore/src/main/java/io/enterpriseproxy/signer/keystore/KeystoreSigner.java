package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.KeyPairSigner;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.Secp256k1Curve;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/** Opens keystore files for signing. */
public final class KeystoreSigner {
    private KeystoreSigner() {}

    /**
     * Decrypts the key. Takes as long as the file's key derivation was told to take, usually a second; so does the first
     * signature after it was locked.
     *
     * @param keystore a web3 keystore file of version 3
     * @param passphrase asked now, and again after the signer was locked; what it answers is wiped
     * @throws KeyStoreException if the passphrase is wrong or the file is not usable
     */
    public static Signer open(Path keystore, Supplier<char[]> passphrase) {
        Secp256k1Curve library = Secp256k1Curve.load();
        return new KeyPairSigner("keystore", () -> read(keystore, passphrase, library), library);
    }

    private static KeyPair read(Path keystore, Supplier<char[]> passphrase, Secp256k1Curve library) {
        char[] characters = passphrase.get();
        try {
            return KeystoreFiles.open(keystore, characters, library);
        } catch (KeystoreException fault) {
            throw new KeyStoreException(String.valueOf(fault.getMessage()), fault);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }
}
