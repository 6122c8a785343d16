package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.signer.KeyPairSigner;
import io.enterpriseproxy.signer.Secp256k1Curve;

import java.nio.file.Path;

/** Opens keystore files for signing. */
public final class KeystoreSigner {
    private KeystoreSigner() {}

    /**
     * Decrypts the key. Takes as long as the file's key derivation was told to take, usually a second.
     *
     * @param keystore a web3 keystore file of version 3
     * @param passphrase not kept; the caller wipes it
     * @throws KeystoreException if the passphrase is wrong or the file is not usable
     */
    public static Signer open(Path keystore, char[] passphrase) {
        Secp256k1Curve library = Secp256k1Curve.load();
        return new KeyPairSigner("keystore", KeystoreFiles.open(keystore, passphrase, library), library);
    }
}
