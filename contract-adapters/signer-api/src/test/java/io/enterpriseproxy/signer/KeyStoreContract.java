package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SignerContract;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What holds for every {@link KeyStore}, beside what holds for every signer. A store's test extends it. */
public abstract class KeyStoreContract extends SignerContract {
    private static final Address OTHER = Address.parse("0x" + "35".repeat(20));
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    /** What is wrapped. */
    protected static final byte[] SECRET = "32 bytes that nobody is to see..".getBytes(StandardCharsets.US_ASCII);
    private final List<OpenKeyStore> opened = new ArrayList<>();

    /** A new connection to the store. */
    protected abstract KeyStore connect();

    /** The name of a key that may sign. */
    protected abstract String key();

    /** A key's name of the right form that the store does not know. */
    protected abstract String unknownKey();

    /** The key may not sign any more. */
    protected abstract void revoke();

    /** A name by which the store can make a key; null: it makes none. */
    protected @Nullable String newKey() {
        return null;
    }

    /** A name by which the store takes a key; null: it takes none. */
    protected @Nullable String importedKey() {
        return null;
    }

    /** The name of a key that wraps others; null: the store wraps none. */
    protected @Nullable String wrappingKey() {
        return null;
    }

    /** The name of another key that wraps. */
    protected String otherWrappingKey() {
        throw new UnsupportedOperationException("the store wraps no keys");
    }

    /** What a store that wraps none says. */
    protected String refusesToWrap() {
        return "a store of this kind wraps no keys";
    }

    /** A new connection to the store, closed after the test. */
    protected final OpenKeyStore openStore() {
        OpenKeyStore store = new OpenKeyStore("store", connect(), 4, TIMEOUT);
        opened.add(store);
        return store;
    }

    @Override
    protected final Signer openSigner() {
        return openStore().signer(key(), null);
    }

    @AfterEach
    void closeStores() {
        opened.forEach(OpenKeyStore::close);
    }

    @Test
    void publicKeyIsThatOfTheAddress() {
        try (KeyStore store = connect()) {
            assertThat(store.publicKey(key()).map(PublicKeys::compressed).map(PublicKeys::addressOf)
                    .orElseGet(() -> store.address(key()))).isEqualTo(store.address(key()));
        }
    }

    @Test
    void unknownKeyIsRefused() {
        OpenKeyStore store = openStore();
        assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.signer(unknownKey(), null))
                .withMessageContaining(unknownKey());
    }

    @Test
    void keyThatItMakesSigns() {
        String name = newKey();
        try (KeyStore store = connect()) {
            if (name == null) {
                assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.create("new"))
                        .withMessageContaining("own tools");
            } else {
                CreatedKey made = store.create(name);
                assertSigns(made);
                assertNotOverwritten(name, made, () -> store.create(name));
            }
        }
    }

    @Test
    void keyThatItTakesSigns() {
        String name = importedKey();
        KeyPair existing = KeyPair.random(Secp256k1Curve.load());
        try (KeyStore store = connect()) {
            if (name == null) {
                assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.importKey("old", existing))
                        .withMessageContaining("own tools");
            } else {
                CreatedKey imported = store.importKey(name, existing);
                assertThat(imported.address()).isEqualTo(existing.address());
                assertSigns(imported);
                assertNotOverwritten(name, imported, () -> store.importKey(name, existing));
            }
        }
    }

    private void assertSigns(CreatedKey made) {
        Signer.Signed signed = openStore().signer(made.name(), null).sign(requests("made", 3));
        assertThat(signed.fault()).isNull();
        assertThat(signed.signatures()).hasSize(3);
        assertThat(openStore().signer(made.name(), null).address()).isEqualTo(made.address());
    }

    /** A store that gives names of its own has nothing to overwrite. */
    private static void assertNotOverwritten(String name, CreatedKey first, ThrowingCallable again) {
        if (first.name().startsWith(name)) {
            assertThatExceptionOfType(KeyStoreException.class).isThrownBy(again).withMessageContaining(name);
        }
    }

    /** Null if the store wraps none, which then refuses. */
    protected final @Nullable String wrappingKeyOf(KeyStore store) {
        String key = wrappingKey();
        if (key == null) {
            assertRefused(() -> store.wrap("kek", SECRET)).withMessageContaining(refusesToWrap());
            assertRefused(() -> store.unwrap("kek", SECRET)).withMessageContaining(refusesToWrap());
        }
        return key;
    }

    @Test
    void wrappedSecretIsUnwrappedByItsKeyOnly() {
        try (KeyStore store = connect()) {
            String key = wrappingKeyOf(store);
            if (key == null) {
                return;
            }
            byte[] wrapped = store.wrap(key, SECRET.clone());
            assertThat(store.wrap(key, SECRET.clone())).as("wrapped again").isNotEqualTo(wrapped);
            assertThat(new String(wrapped, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(SECRET, StandardCharsets.ISO_8859_1));
            assertThat(store.unwrap(key, wrapped)).isEqualTo(SECRET);
            try (KeyStore later = connect()) {
                assertThat(later.unwrap(key, wrapped)).as("by another connection").isEqualTo(SECRET);
            }
            assertRefused(() -> store.unwrap(otherWrappingKey(), wrapped)).withMessageContaining(otherWrappingKey());
            wrapped[wrapped.length - 2] ^= 1;
            assertRefused(() -> store.unwrap(key, wrapped)).withMessageContaining(key);
            assertRefused(() -> store.unwrap(key, new byte[0])).withMessageContaining(key);
        }
    }

    @Test
    void keyThatCannotWrapIsRefused() {
        try (KeyStore store = connect()) {
            String wrappingKey = wrappingKeyOf(store);
            if (wrappingKey == null) {
                return;
            }
            byte[] wrapped = store.wrap(wrappingKey, SECRET.clone());
            for (String key : List.of(unknownKey(), key())) {
                assertRefused(() -> store.wrap(key, SECRET.clone())).withMessageContaining(key);
                assertRefused(() -> store.unwrap(key, wrapped)).withMessageContaining(key);
            }
        }
    }

    @Test
    void keyThatMayNotUnwrapAnyMoreSaysSo() {
        try (KeyStore store = connect()) {
            String key = wrappingKeyOf(store);
            if (key == null) {
                return;
            }
            byte[] wrapped = store.wrap(key, SECRET.clone());
            revoke();
            assertRefused(() -> store.unwrap(key, wrapped)).withMessageContaining(key)
                    .withMessageNotContaining("cannot be reached");
        }
    }

    /** In a plain sentence, without the secret. */
    protected static ThrowableAssertAlternative<KeyStoreException> assertRefused(ThrowingCallable request) {
        return assertThatExceptionOfType(KeyStoreException.class).isThrownBy(request)
                .withMessageNotContaining(Base64.getEncoder().encodeToString(SECRET));
    }

    @Test
    void signatureOfAnotherKeyIsNotAnswered() {
        // Given
        Signer signer = openStore().signer(key(), OTHER);
        // When
        Signer.Signed signed = signer.sign(requests("other", 3));
        // Then
        assertThat(signed.signatures()).isEmpty();
        assertThat(signed.fault()).contains("another key", OTHER.checksummed());
        assertThat(signer.trouble()).contains(String.valueOf(signed.fault()));
    }

    @Test
    void keyThatMayNotSignAnyMoreSaysSo() {
        // Given
        Signer signer = openStore().signer(key(), null);
        revoke();
        // When
        Signer.Signed signed = signer.sign(requests("revoked", 3));
        // Then
        assertThat(signed.signatures()).isEmpty();
        assertThat(signed.fault()).isNotBlank().doesNotContain("cannot be reached");
        assertThat(signer.trouble()).isPresent();
    }
}
