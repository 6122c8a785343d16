package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SignerContract;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.Secp256k1Curve;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.UUID;

class KeystoreSignerTest extends SignerContract {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    @TempDir
    private Path folder;

    @Override
    protected Signer openSigner() {
        Path keystore = folder.resolve(UUID.randomUUID() + ".json");
        KeystoreFiles.create(keystore, newKey(), PASSPHRASE, ScryptCost.LIGHT);
        return KeystoreSigner.open(keystore, PASSPHRASE::clone);
    }

    private static byte[] newKey() {
        return KeyPair.random(Secp256k1Curve.load()).privateKey();
    }
}
