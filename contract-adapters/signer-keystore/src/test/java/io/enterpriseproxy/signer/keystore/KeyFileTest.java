package io.enterpriseproxy.signer.keystore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyFileTest {
    private static final String KEY = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private static final String ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {KEY, "0x" + KEY, KEY + "\n", "0x" + KEY + "\r\n"})
    void hexDigitsAreAKey(String content) throws IOException {
        try (KeyFile file = KeyFile.open(Files.writeString(directory.resolve("key.hex"), content))) {
            assertThat(file.into(directory.resolve("key.json")).address().checksummed()).isEqualTo(ADDRESS);
        }
    }

    @Test
    void keystoreFileIsAKeyWithItsPassphraseBesideIt() throws IOException {
        // Given
        Path hex = Files.writeString(directory.resolve("key.hex"), KEY);
        try (KeyFile file = KeyFile.open(hex)) {
            NewKeystore made = file.into(directory.resolve("key.json"));
            Files.writeString(made.passphraseFile(), Files.readString(made.passphraseFile()) + "\n");
        }
        // When
        try (KeyFile file = KeyFile.open(directory.resolve("key.json"))) {
            // Then
            assertThat(file.into(directory.resolve("copy.json")).address().checksummed()).isEqualTo(ADDRESS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "zz", "00000000000000000000000000000000000000000000000000000000000000000"})
    void whatIsNoKeyIsRefusedWithoutBeingShown(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("key.hex"), content);
        assertThatExceptionOfType(KeystoreException.class).isThrownBy(() -> KeyFile.open(file))
                .withMessageContaining("holds no key").withMessageContaining("64 hex digits")
                .satisfies(
                        fault -> assertThat(content.isEmpty() || !String.valueOf(fault.getMessage()).contains(content))
                                .isTrue());
    }

    @Test
    void keyOutsideOfTheCurveIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("key.hex"), "0".repeat(64));
        assertThatExceptionOfType(KeystoreException.class).isThrownBy(() -> KeyFile.open(file))
                .withMessageContaining("order of the curve");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        assertThatExceptionOfType(KeystoreException.class).isThrownBy(() -> KeyFile.open(directory.resolve("none")))
                .withMessageContaining("none");
        Path keystore = Files.writeString(directory.resolve("key.json"), "{}");
        assertThatExceptionOfType(KeystoreException.class).isThrownBy(() -> KeyFile.open(keystore))
                .withMessageContaining("key.pass");
    }
}
