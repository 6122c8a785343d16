package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SignerContract;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;

class KeyPairSignerTest extends SignerContract {
    private byte[] held = {};
    private byte[] privateKey = HexFormat.of().parseHex("11".repeat(32));

    @Override
    protected Signer openSigner() {
        Secp256k1Curve library = Secp256k1Curve.load();
        return new KeyPairSigner("test", () -> {
            held = privateKey.clone();
            return KeyPair.of(held, library);
        }, library);
    }

    @Test
    void closingWipesTheKey() {
        // When
        openSigner().close();
        // Then
        assertThat(held).hasSize(32).containsOnly(0);
    }

    @Test
    void lockingWipesTheKey() {
        try (Signer signer = openSigner()) {
            // When
            signer.lock();
            // Then
            assertThat(held).hasSize(32).containsOnly(0);
            // When
            signer.unlock();
            // Then
            assertThat(held).as("nothing is read before it is needed").containsOnly(0);
            assertThat(signer.sign(requests("again", 1)).fault()).isNull();
            assertThat(held).isEqualTo(privateKey);
        }
    }

    @Test
    void anotherKeyInItsPlaceIsRefused() {
        try (Signer signer = openSigner()) {
            // Given
            signer.lock();
            privateKey = HexFormat.of().parseHex("12".repeat(32));
            signer.unlock();
            // When
            Signer.Signed signed = signer.sign(requests("another", 1));
            // Then
            assertThat(signed.signatures()).isEmpty();
            assertThat(signed.fault()).contains("another one now", "put that of " + signer.address() + " back");
            assertThat(signer.trouble()).contains(String.valueOf(signed.fault()));
            assertThat(held).containsOnly(0);
        }
    }

    @Test
    void sourceThatFailsIsAskedAgain() {
        // Given
        AtomicBoolean there = new AtomicBoolean(true);
        Secp256k1Curve library = Secp256k1Curve.load();
        try (Signer signer = new KeyPairSigner("test", () -> {
            if (!there.get()) {
                throw new KeyStoreException("the file is gone; put it back", null);
            }
            return KeyPair.of(privateKey.clone(), library);
        }, library)) {
            signer.lock();
            there.set(false);
            signer.unlock();
            // When
            assertThat(signer.sign(requests("gone", 1)).fault()).isEqualTo("the file is gone; put it back");
            there.set(true);
            // Then
            assertThat(signer.sign(requests("back", 1)).fault()).isNull();
            assertThat(signer.trouble()).isEmpty();
        }
    }

    @Test
    void signerIsShownByItsAddressOnly() {
        try (Signer signer = openSigner()) {
            assertThat(signer).hasToString("test key of " + signer.address());
        }
    }
}
