package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SignerContract;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;

class KeyPairSignerTest extends SignerContract {
    private final byte[] privateKey = HexFormat.of().parseHex("11".repeat(32));

    @Override
    protected Signer openSigner() {
        Secp256k1Curve library = Secp256k1Curve.load();
        return new KeyPairSigner("test", KeyPair.of(privateKey, library), library);
    }

    @Test
    void closingWipesTheKey() {
        // When
        openSigner().close();
        // Then
        assertThat(privateKey).containsOnly(0);
    }

    @Test
    void signerIsShownByItsAddressOnly() {
        try (Signer signer = openSigner()) {
            assertThat(signer).hasToString("test key of " + signer.address());
        }
    }
}
