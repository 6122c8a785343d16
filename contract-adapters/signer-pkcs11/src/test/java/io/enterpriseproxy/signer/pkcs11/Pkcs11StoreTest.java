package io.enterpriseproxy.signer.pkcs11;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreContract;
import io.enterpriseproxy.signer.KeyStoreException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** On SoftHSM2. */
class Pkcs11StoreTest extends KeyStoreContract {
    private static final AtomicInteger KEYS = new AtomicInteger();
    private static Pkcs11Store admin;
    private final Set<String> made = new HashSet<>();
    private final String label = "key-" + KEYS.incrementAndGet();

    @BeforeAll
    static void makeToken() {
        SoftHsm.makeToken();
        admin = store(SoftHsm.PIN);
    }

    @AfterAll
    static void closeAdmin() {
        admin.close();
    }

    private static Pkcs11Store store(String pin) {
        return new Pkcs11Store("hsm", new Pkcs11Settings(SoftHsm.library(), 0, pin.toCharArray()));
    }

    @Override
    protected KeyStore connect() {
        if (made.add(label)) {
            admin.create(label);
        }
        if (made.add(wrappingKey())) {
            SoftHsm.makeAesKey(wrappingKey());
            SoftHsm.makeAesKey(otherWrappingKey());
        }
        return store(SoftHsm.PIN);
    }

    @Override
    protected String key() {
        return label;
    }

    @Override
    protected String newKey() {
        return label + "-new";
    }

    @Override
    protected String unknownKey() {
        return "nobodys";
    }

    @Override
    protected void revoke() {
        SoftHsm.delete(label);
        SoftHsm.delete(wrappingKey());
    }

    @Override
    protected String wrappingKey() {
        return label + "-kek";
    }

    @Override
    protected String otherWrappingKey() {
        return label + "-kek-other";
    }

    @Test
    void tokenThatHasLoggedUsOutIsLoggedInToAgain() {
        // Given
        Signer signer = openStore().signer(key(), null);
        // When
        SoftHsm.logOut();
        Signer.Signed out = signer.sign(requests("out", 1));
        // Then
        assertThat(out.signatures()).isEmpty();
        assertThat(out.fault()).contains("token");
        // When
        Signer.Signed back = signer.sign(requests("back", 3));
        // Then
        assertThat(back.fault()).isNull();
        assertThat(back.signatures()).hasSize(3);
    }

    @Test
    void tokenThatHasLoggedUsOutUnwrapsWhenItIsLoggedInToAgain() {
        try (KeyStore store = connect()) {
            byte[] wrapped = store.wrap(wrappingKey(), SECRET.clone());
            SoftHsm.logOut();
            assertRefused(() -> store.unwrap(wrappingKey(), wrapped)).withMessageContaining("token");
            assertThat(store.unwrap(wrappingKey(), wrapped)).isEqualTo(SECRET);
        }
    }

    @Test
    void wrongPinIsTriedOnce() {
        Address made = admin.address(label);
        // A process that is logged in is not asked for the PIN again.
        SoftHsm.logOut();
        try (Pkcs11Store store = store("9999")) {
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.address(label))
                        .withMessageContaining("PIN");
            }
        }
        try (Pkcs11Store right = store(SoftHsm.PIN)) {
            assertThat(right.address(label)).isEqualTo(made);
        }
    }

    @Test
    void libraryThatIsNoneIsRefused() {
        assertThatExceptionOfType(KeyStoreException.class)
                .isThrownBy(() -> new Pkcs11Store("hsm",
                        new Pkcs11Settings(Path.of("/nowhere.so"), 0, SoftHsm.PIN.toCharArray())))
                .withMessageContaining("/nowhere.so");
    }
}
