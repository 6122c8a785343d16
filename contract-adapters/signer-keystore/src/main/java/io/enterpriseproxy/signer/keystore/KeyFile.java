package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.signer.CreatedKey;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.Secp256k1Curve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A key that exists already: in a keystore file with its passphrase beside it, or as 64 hex digits. Wiped when closed. */
public final class KeyFile implements AutoCloseable {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int HEX_DIGITS = 64;
    private static final int HEX = 16;

    private final KeyPair key;

    private KeyFile(KeyPair key) {
        this.key = key;
    }

    /**
     * Reads it.
     *
     * @throws KeystoreException if the file holds no key; its content is not shown
     */
    public static KeyFile open(Path file) {
        byte[] content = content(file);
        try {
            return new KeyFile(content.length > 0 && content[0] == '{' ? keystore(file) : hex(file, content));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /**
     * Brings the key into a new keystore file.
     *
     * @throws KeystoreException if it cannot be made
     */
    public NewKeystore into(Path keystore) {
        return NewKeystore.of(key, keystore);
    }

    /**
     * Brings the key into a store.
     *
     * @param name in the store
     * @throws KeyStoreException if the store does not take it
     */
    public CreatedKey into(KeyStore store, String name) {
        return store.importKey(name, key);
    }

    @Override
    public void close() {
        key.wipe();
    }

    private static KeyPair keystore(Path file) {
        byte[] bytes = content(NewKeystore.passphraseOf(file));
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        char[] passphrase = new char[text.remaining()];
        text.get(passphrase);
        try {
            return KeystoreFiles.open(file, withoutLineEnd(passphrase), Secp256k1Curve.load());
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(passphrase, '\0');
            Arrays.fill(text.array(), '\0');
        }
    }

    private static char[] withoutLineEnd(char[] text) {
        int length = text.length;
        if (length > 0 && text[length - 1] == '\n') {
            length--;
        }
        if (length > 0 && text[length - 1] == '\r') {
            length--;
        }
        return length == text.length ? text : Arrays.copyOf(text, length);
    }

    private static KeyPair hex(Path file, byte[] content) {
        int from = content.length > 1 && content[0] == '0' && content[1] == 'x' ? 2 : 0;
        int to = content.length;
        while (to > from && Character.isWhitespace(content[to - 1])) {
            to--;
        }
        byte[] key = new byte[HEX_DIGITS / 2];
        boolean isHex = to - from == HEX_DIGITS;
        for (int i = 0; isHex && i < key.length; i++) {
            int high = Character.digit(content[from + 2 * i], HEX);
            int low = Character.digit(content[from + 2 * i + 1], HEX);
            isHex = high >= 0 && low >= 0;
            key[i] = (byte) (high << 4 | low);
        }
        if (!isHex) {
            Arrays.fill(key, (byte) 0);
            throw new KeystoreException(file, "it holds no key; expected is a web3 keystore file, or a private key as "
                    + HEX_DIGITS + " hex digits", null);
        }
        try {
            return KeyPair.of(key, Secp256k1Curve.load());
        } catch (IllegalArgumentException fault) {
            Arrays.fill(key, (byte) 0);
            throw new KeystoreException(file, "the key is " + fault.getMessage() + "; expected is one above 0 and below"
                    + " the order of the curve", null);
        }
    }

    private static byte[] content(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES);
        } catch (IOException fault) {
            throw new KeystoreException(file,
                    "it cannot be read (" + fault + "); check that it exists and who may read it",
                    fault);
        }
    }
}
