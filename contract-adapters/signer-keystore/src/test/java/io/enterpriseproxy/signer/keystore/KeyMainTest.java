package io.enterpriseproxy.signer.keystore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class KeyMainTest {
    private static final String DEV_KEY = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private static final String DEV_ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String input, String... words) {
        return KeyMain.run(List.of(words), new ByteArrayInputStream(input.getBytes(StandardCharsets.US_ASCII)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void newKeyOpensWithThePassphraseBesideIt() throws IOException {
        Path keystore = directory.resolve("erp.json");

        int status = run("", keystore.toString());

        assertThat(status).isZero();
        Path passphrase = directory.resolve("erp.pass");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(KeystoreSigner
                .open(keystore, Files.readString(passphrase).toCharArray()).address().checksummed());
        assertThat(List.of(keystore, passphrase)).allSatisfy(file -> assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
    }

    @Test
    void importedKeyKeepsItsAddress() {
        assertThat(run("0x" + DEV_KEY + "\n", directory.resolve("dev.json").toString(), "--import")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(DEV_ADDRESS).doesNotContain(DEV_KEY);
    }

    @Test
    void existingKeyIsNeverOverwritten() throws IOException {
        Path keystore = Files.writeString(directory.resolve("erp.json"), "mine");

        assertThat(run("", keystore.toString())).isEqualTo(1);
        assertThat(keystore).hasContent("mine");
        assertThat(directory.resolve("erp.pass")).doesNotExist();
    }

    @Test
    void badInputIsRefusedWithoutBeingShown() {
        assertThat(run("not-a-key", directory.resolve("erp.json").toString(), "--import")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("64 hex digits").doesNotContain("not-a-key");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void misuseShowsTheUsage() {
        assertThat(run("")).isEqualTo(2);
        assertThat(run("", "a.json", "--force")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(KeyMain.USAGE);
    }
}
