package io.enterpriseproxy.signer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Really wraps and unwraps for stubs, with a key for each name: a nonce, and AES in Galois/counter mode. */
public final class WrappingService {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private WrappingService() {}

    public static byte[] wrap(String key, byte[] secret) {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(secret);
            return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty if it was changed, or wrapped with another key. */
    public static Optional<byte[]> unwrap(String key, byte[] wrapped) {
        if (wrapped.length < NONCE) {
            return Optional.empty();
        }
        try {
            byte[] nonce = new byte[NONCE];
            ByteBuffer.wrap(wrapped).get(nonce);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(wrapped, NONCE,
                    wrapped.length - NONCE));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, String key, byte[] nonce) throws GeneralSecurityException {
        byte[] bytes = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(bytes, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
