package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Address;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** {@code ./ep key}: makes a signing key in a keystore file. */
public final class KeyMain {
    static final String USAGE = """
            Usage: ./ep key FILE [--import]

            Makes a signing key in a web3 keystore file, with a random passphrase in a file beside it (FILE with .pass in
            place of .json), both readable by their owner only, and prints the key's address.

              --import   reads an existing private key (64 hex digits) from standard input instead of making a new one
              --help     this text
            """;

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int MOST_CHARACTERS = 100;

    private KeyMain() {}

    /** Ends with 2 if it is misused, with 1 if the files cannot be made. */
    public static void main(String[] words) {
        System.exit(run(List.of(words), System.in, System.out, System.err));
    }

    static int run(List<String> words, InputStream in, PrintStream out, PrintStream err) {
        if (words.contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        List<String> files = words.stream().filter(word -> !word.startsWith("--")).toList();
        if (files.size() != 1 || words.stream().anyMatch(word -> word.startsWith("--") && !word.equals("--import"))) {
            err.println("expected one FILE, and --import or nothing");
            err.print(USAGE);
            return MISUSED;
        }
        try {
            make(Path.of(files.getFirst()), words.contains("--import"), in, out);
            return 0;
        } catch (KeystoreException | IllegalArgumentException fault) {
            err.println("No key was made: " + fault.getMessage() + ".");
            return FAILED;
        }
    }

    private static void make(Path keystore, boolean imported, InputStream in, PrintStream out) {
        Path passphraseFile = keystore.resolveSibling(
                String.valueOf(keystore.getFileName()).replaceFirst("\\.json$", "") + ".pass");
        byte[] privateKey = imported ? read(in) : new byte[0];
        String passphrase = random();
        KeystoreFiles.write(passphraseFile, passphrase.getBytes(StandardCharsets.US_ASCII));
        try {
            Address address = imported
                    ? KeystoreFiles.create(keystore, privateKey, passphrase.toCharArray(), ScryptCost.LIGHT)
                    : KeystoreFiles.create(keystore, passphrase.toCharArray(), ScryptCost.LIGHT);
            out.println("Address     " + address.checksummed());
            out.println("Keystore    " + keystore);
            out.println("Passphrase  " + passphraseFile);
        } catch (KeystoreException fault) {
            delete(passphraseFile);
            throw fault;
        } finally {
            Arrays.fill(privateKey, (byte) 0);
        }
    }

    private static String random() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(InputStream in) {
        try {
            String hex = new String(in.readNBytes(MOST_CHARACTERS), StandardCharsets.US_ASCII).strip();
            return HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex);
        } catch (IllegalArgumentException notShown) {
            throw new IllegalArgumentException("standard input holds no private key; expected 64 hex digits");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
