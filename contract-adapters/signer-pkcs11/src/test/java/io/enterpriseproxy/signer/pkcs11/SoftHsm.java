package io.enterpriseproxy.signer.pkcs11;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.KeyGenerator;

/**
 * SoftHSM2 with one token. Its library reads the file that the environment variable SOFTHSM2_CONF of this process names when it
 * is first loaded.
 */
public final class SoftHsm {
    /** The user's, and the security officer's. */
    public static final String PIN = "1234";
    private static final int AES_BITS = 256;
    private static final List<Path> LIBRARIES = Stream.of("/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so").map(Path::of).toList();

    private SoftHsm() {}

    /** Its PKCS#11 library. */
    public static Path library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst().orElseThrow(() -> new IllegalStateException(
                "SoftHSM2 is not installed; ./ep test installs the package softhsm2 on Debian and Ubuntu"));
    }

    /** Makes a token in an empty folder and says so in the file of the environment variable. */
    public static void makeToken() {
        Path conf = Path.of(System.getenv("SOFTHSM2_CONF"));
        try {
            Path tokens = Files.createTempDirectory(conf.getParent(), "tokens");
            Files.writeString(conf, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
            Process process = new ProcessBuilder("softhsm2-util", "--init-token", "--free", "--label", "test", "--pin",
                    PIN, "--so-pin", PIN).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes an AES key that never leaves the token, as an administrator of the token does. */
    public static void makeAesKey(String label) {
        Provider provider = Security.getProvider("SunPKCS11").configure("""
                --name = "aes"
                library = "%s"
                slotListIndex = 0
                attributes(generate, CKO_SECRET_KEY, *) = {
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                }
                """.formatted(library()));
        try {
            KeyStore token = KeyStore.getInstance("PKCS11", provider);
            token.load(null, PIN.toCharArray());
            KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
            generator.init(AES_BITS);
            token.setKeyEntry(label, generator.generateKey(), null, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the log-in of this process, which all its sessions share. */
    static void logOut() {
        Pkcs11Token.open("log-out", new Pkcs11Settings(library(), 0, PIN.toCharArray())).logOut();
    }

    /** Deletes a key, as an administrator of the token does. */
    static void delete(String label) {
        Pkcs11Token.open("admin", new Pkcs11Settings(library(), 0, PIN.toCharArray())).delete(label);
    }
}
