package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SignerContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class KeystoreSignerTest extends SignerContract {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    @TempDir
    private Path folder;

    @Override
    protected Signer openSigner() {
        Path keystore = folder.resolve(UUID.randomUUID() + ".json");
        KeystoreFiles.create(keystore, PASSPHRASE, ScryptCost.LIGHT);
        return KeystoreSigner.open(keystore, PASSPHRASE);
    }

    @Test
    void closingWipesTheKey() {
        // Given
        byte[] privateKey = HexFormat.of().parseHex("11".repeat(32));
        Secp256k1Library library = Secp256k1Library.load();
        KeystoreSigner signer = new KeystoreSigner(KeyPair.of(privateKey, library), library);
        // When
        signer.close();
        // Then
        assertThat(privateKey).containsOnly(0);
    }

    @Test
    void signerIsShownByItsAddressOnly() {
        try (Signer signer = openSigner()) {
            assertThat(signer).hasToString("keystore key of " + signer.address());
        }
    }
}
