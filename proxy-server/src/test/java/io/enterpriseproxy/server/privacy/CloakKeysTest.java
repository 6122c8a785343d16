package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.mapping.privacy.Cloaked;
import io.enterpriseproxy.mapping.privacy.SealedValue;
import io.enterpriseproxy.server.config.CloakKeyConfig;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CloakKeysTest {
    private static final byte[] ONE = new byte[32];
    private static final byte[] OTHER = "32 bytes that nobody is to see..".getBytes(StandardCharsets.US_ASCII);

    private final CloakKeys keys = holding(Map.of("new", ONE, "old", OTHER));

    private static CloakKeys holding(Map<String, byte[]> keys) {
        CloakKeys holder = new CloakKeys(keys.keySet());
        holder.hold(keys);
        return holder;
    }

    @Test
    void dataKeyIsReadWithItsKeyOnly() {
        byte[] dataKey = keys.random(32);
        byte[] wrapped = keys.wrap("old", dataKey);

        assertThat(keys.unwrap("old", wrapped)).hasValue(dataKey);
        assertThat(keys.unwrap("new", wrapped)).isEmpty();
        assertThat(holding(Map.of("old", ONE)).unwrap("old", wrapped)).as("another key under the name").isEmpty();
        assertThat(holding(Map.of("new", OTHER)).unwrap("new", wrapped)).as("the key under another name")
                .isEmpty();
        assertThat(holding(Map.of()).unwrap("old", wrapped)).as("the key is gone").isEmpty();
    }

    @Test
    void nothingIsTheSameTwice() {
        byte[] value = "DE02120300000000202051".getBytes(StandardCharsets.UTF_8);
        Cloaked first = Cloaked.encrypted("iban", value, "new", keys);
        Cloaked second = Cloaked.encrypted("iban", value, "new", keys);
        assertThat(first.onChain()).isNotEqualTo(second.onChain());
        assertThat(first.secret()).isNotEqualTo(second.secret());
        assertThat(keys.unwrap("new", first.secret()).flatMap(key -> SealedValue.open(key, first.onChain())))
                .hasValue(value);
        assertThat(keys.unwrap("new", second.secret()).flatMap(key -> SealedValue.open(key, first.onChain())))
                .isEmpty();
        assertThat(Cloaked.hashed("tax", value, keys).onChain())
                .isNotEqualTo(Cloaked.hashed("tax", value, keys).onChain());
    }

    @Test
    void endedKeysAreWipedAndEncryptNothing() {
        byte[] key = OTHER.clone();
        CloakKeys ended = holding(Map.of("old", key));
        byte[] wrapped = ended.wrap("old", ended.random(32));

        ended.close();

        assertThat(key).containsOnly(0);
        assertThat(ended.unwrap("old", wrapped)).isEmpty();
        assertThatThrownBy(() -> ended.wrap("old", new byte[32])).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void secretThatIsNoKeyIsKnown() {
        assertThat(secret("01".repeat(31)).secretBytes()).isEmpty();
        assertThat(secret("not a key").secretBytes()).isEmpty();
        assertThat(secret(Base64.getEncoder().encodeToString(OTHER) + "\n").secretBytes()).hasValue(OTHER);
        assertThat(secret("0F".repeat(32)).secretBytes()).hasValueSatisfying(key -> assertThat(key).containsOnly(15));
        assertThat(secret("01".repeat(32)).toString()).doesNotContain("0101");
    }

    @Test
    void keyIsASecretOrWrappedInBase64() {
        Secret secret = new Secret("01".repeat(32));
        assertThat(new CloakKeyConfig(null, "hsm", "kek", "AQID").wrappedBytes()).containsExactly(1, 2, 3);
        for (ThrowingCallable neither : List.<ThrowingCallable>of(() -> new CloakKeyConfig(null, null, null, null),
                () -> new CloakKeyConfig(secret, "hsm", null, null),
                () -> new CloakKeyConfig(secret, null, null, "AQID"),
                () -> new CloakKeyConfig(null, "hsm", "kek", null))) {
            assertThatThrownBy(neither).hasMessage("expected either secret:, or store:, key: and wrapped:");
        }
        assertThatThrownBy(() -> new CloakKeyConfig(null, "hsm", "kek", "?"))
                .hasMessageContaining("found another text as wrapped; expected base64");
    }

    private static CloakKeyConfig secret(String text) {
        return new CloakKeyConfig(new Secret(text), null, null, null);
    }
}
