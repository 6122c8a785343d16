package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Keccak256;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The cipher of keystore v3: AES-128-CTR, authenticated by Keccak-256 over half of the derived key and the cipher text. */
final class KeystoreCipher {
    static final int KEY_BYTES = 32;
    static final int IV_BYTES = 16;

    private KeystoreCipher() {}

    /** Empty if the authentication fails: a wrong passphrase or damaged bytes, which nothing tells apart. */
    static Optional<byte[]> decrypt(byte[] derivedKey, byte[] iv, byte[] cipherText, byte[] mac) {
        return MessageDigest.isEqual(mac, mac(derivedKey, cipherText))
                ? Optional.of(crypt(Cipher.DECRYPT_MODE, derivedKey, iv, cipherText))
                : Optional.empty();
    }

    static byte[] encrypt(byte[] derivedKey, byte[] iv, byte[] plainText) {
        return crypt(Cipher.ENCRYPT_MODE, derivedKey, iv, plainText);
    }

    static byte[] mac(byte[] derivedKey, byte[] cipherText) {
        return Keccak256.hash(ByteBuffer.allocate(16 + cipherText.length)
                .put(derivedKey, 16, 16)
                .put(cipherText)
                .array());
    }

    private static byte[] crypt(int mode, byte[] derivedKey, byte[] iv, byte[] text) {
        byte[] key = Arrays.copyOf(derivedKey, 16);
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("this Java cannot do AES-128-CTR", fault);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
