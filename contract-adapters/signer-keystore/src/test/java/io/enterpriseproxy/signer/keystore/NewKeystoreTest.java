package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.Secp256k1Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NewKeystoreTest {
    private final KeyPair key = KeyPair.random(Secp256k1Curve.load());

    @TempDir
    private Path directory;

    @Test
    void opensWithThePassphraseBesideIt() throws IOException {
        // When
        NewKeystore made = NewKeystore.of(key, directory.resolve("erp.json"));
        // Then
        assertThat(made.passphraseFile()).isEqualTo(directory.resolve("erp.pass"));
        char[] passphrase = Files.readString(made.passphraseFile()).toCharArray();
        assertThat(KeystoreSigner.open(made.keystore(), passphrase::clone).address()).isEqualTo(key.address())
                .isEqualTo(made.address());
        assertThat(List.of(made.keystore(), made.passphraseFile())).allSatisfy(file -> assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
    }

    @Test
    void neitherFileIsOverwritten() throws IOException {
        // Given
        Path keystore = Files.writeString(directory.resolve("erp.json"), "mine");
        Path passphrase = Files.writeString(directory.resolve("other.pass"), "mine");
        // Then
        assertThatExceptionOfType(KeystoreException.class).isThrownBy(() -> NewKeystore.of(key, keystore));
        assertThatExceptionOfType(KeystoreException.class)
                .isThrownBy(() -> NewKeystore.of(key, directory.resolve("other.json")));
        assertThat(directory).isDirectoryNotContaining("glob:**/erp.pass")
                .isDirectoryNotContaining("glob:**/other.json");
        assertThat(keystore).hasContent("mine");
        assertThat(passphrase).hasContent("mine");
    }
}
