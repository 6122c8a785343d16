package io.enterpriseproxy.signer.pkcs11;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.PublicKeys;
import io.enterpriseproxy.signer.StoreSignature;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.security.auth.login.LoginException;

/**
 * A token that is logged in. Its signing keys are those that have a certificate, as the JDK's provider wants it; those that wrap
 * are AES keys.
 */
final class Pkcs11Token {
    private static final String ALGORITHM = "NONEwithECDSAinP1363Format";
    private static final String WRAPPING = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private final Provider provider;
    private final KeyStore keys;

    private Pkcs11Token(Provider provider, KeyStore keys) {
        this.provider = provider;
        this.keys = keys;
    }

    /** The library, loaded. Nothing is asked of the token yet. */
    private static Provider provider(String name, Pkcs11Settings settings) {
        Provider provider = Security.getProvider("SunPKCS11");
        if (provider == null) {
            throw new KeyStoreException("this Java runtime has no PKCS#11 provider; use one with the module"
                    + " jdk.crypto.cryptoki", null);
        }
        try {
            return provider.configure("""
                    --name = "%s"
                    library = "%s"
                    slotListIndex = %d
                    attributes(generate, CKO_PRIVATE_KEY, *) = {
                      CKA_SENSITIVE = true
                      CKA_EXTRACTABLE = false
                    }
                    """.formatted(name, settings.library(), settings.slotIndex()));
        } catch (InvalidParameterException | ProviderException | UnsupportedOperationException fault) {
            throw new KeyStoreException("the PKCS#11 library " + settings.library() + " cannot be used ("
                    + rootCause(fault) + "); check its path, and that slot number " + settings.slotIndex()
                    + " of its list holds a token", fault);
        }
    }

    /**
     * Logs in.
     *
     * @param name tells providers apart
     * @throws KeyStoreException if the token does not let in
     */
    static Pkcs11Token open(String name, Pkcs11Settings settings) {
        Provider provider = provider(name, settings);
        try {
            KeyStore keys = KeyStore.getInstance("PKCS11", provider);
            keys.load(null, settings.pin());
            return new Pkcs11Token(provider, keys);
        } catch (GeneralSecurityException | IOException | ProviderException fault) {
            throw new KeyStoreException("the token does not let in (" + rootCause(fault) + "); check the PIN, and that"
                    + " the token is there and not locked", fault);
        }
    }

    /** Whether a failed log-in was for the PIN: trying it again would lock the token. */
    static boolean isWrongPin(KeyStoreException fault) {
        return rootCause(fault).startsWith("CKR_PIN");
    }

    /** The address of a key. */
    Address address(String label) {
        return PublicKeys.addressOfPoint(publicKey(label));
    }

    byte[] publicKey(String label) {
        return PublicKeys.pointOfDer(certificate(label).getPublicKey().getEncoded());
    }

    private Certificate certificate(String label) {
        try {
            Certificate found = keys.getCertificate(label);
            if (found == null || !keys.isKeyEntry(label)) {
                throw new KeyStoreException("the token has no key with a certificate of the label " + label
                        + "; it has " + labels()
                        + ". A key without a certificate is not seen: give it a self-signed one of the same label",
                        null);
            }
            return found;
        } catch (GeneralSecurityException | ProviderException fault) {
            throw new KeyStoreException("the token does not list its keys (" + rootCause(fault) + ")", fault);
        }
    }

    private String labels() throws GeneralSecurityException {
        List<String> labels = Collections.list(keys.aliases());
        return labels.isEmpty() ? "none" : String.join(", ", labels);
    }

    /** Signs a digest of 32 bytes. */
    StoreSignature sign(String label, byte[] digest) {
        try {
            PrivateKey key = (PrivateKey) keys.getKey(label, null);
            if (key == null) {
                throw new KeyStoreException("the token has no key of the label " + label + " any more", null);
            }
            Signature signature = Signature.getInstance(ALGORITHM, provider);
            signature.initSign(key);
            signature.update(digest);
            return StoreSignature.ofConcatenated(signature.sign());
        } catch (GeneralSecurityException | ProviderException fault) {
            throw new KeyStoreException("the token does not sign (" + rootCause(fault) + ")", fault);
        }
    }

    /** A nonce, and the secret encrypted. */
    byte[] wrap(String label, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, label, nonce).doFinal(secret);
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException | ProviderException fault) {
            throw new KeyStoreException("the token does not wrap with the key " + label + " (" + rootCause(fault)
                    + "); it has to be an AES key that may encrypt, and the token to know AES-GCM", fault);
        }
    }

    /** What {@link #wrap} was given. */
    byte[] unwrap(String label, byte[] wrapped) {
        try {
            if (wrapped.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                // The provider does not ask the token about nothing.
                throw new AEADBadTagException("too short");
            }
            byte[] nonce = Arrays.copyOf(wrapped, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, label, nonce).doFinal(wrapped, NONCE_BYTES,
                    wrapped.length - NONCE_BYTES);
        } catch (GeneralSecurityException | ProviderException fault) {
            throw new KeyStoreException("the token does not unwrap with the key " + label + " (" + rootCause(fault)
                    + "); it has to be the one that wrapped just these bytes, and may decrypt", fault);
        }
    }

    private Cipher cipher(int mode, String label, byte[] nonce) throws GeneralSecurityException {
        if (!(keys.getKey(label, null) instanceof SecretKey key)) {
            throw new KeyStoreException("the token has no AES key of the label " + label + "; it has " + labels(),
                    null);
        }
        Cipher cipher = Cipher.getInstance(WRAPPING, provider);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    /** Makes a key that never leaves the token, with the certificate that lets it be seen. */
    void create(String label) {
        try {
            if (keys.containsAlias(label)) {
                throw new KeyStoreException("the token has a key of the label " + label + " already, and a key is never"
                        + " overwritten; give another label", null);
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
            generator.initialize(new ECGenParameterSpec("secp256k1"));
            KeyPair pair = generator.generateKeyPair();
            Signature signature = Signature.getInstance("NONEwithECDSA", provider);
            signature.initSign(pair.getPrivate());
            keys.setKeyEntry(label, pair.getPrivate(), null, new Certificate[]{
                    SelfSigned.certificate(label, pair.getPublic(), digest -> {
                        signature.update(digest);
                        return signature.sign();
                    })});
        } catch (GeneralSecurityException | ProviderException fault) {
            throw new KeyStoreException("the token does not make a key (" + rootCause(fault) + ")", fault);
        }
    }

    /** Destroys a key. */
    void delete(String label) {
        try {
            keys.deleteEntry(label);
        } catch (GeneralSecurityException | ProviderException fault) {
            throw new KeyStoreException("the token does not delete the key (" + rootCause(fault) + ")", fault);
        }
    }

    /** Ends the log-in, which all sessions of this process share. */
    void logOut() {
        try {
            ((AuthProvider) provider).logout();
        } catch (LoginException fault) {
            throw new KeyStoreException("the token does not let go (" + rootCause(fault) + ")", fault);
        }
    }

    private static String rootCause(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
