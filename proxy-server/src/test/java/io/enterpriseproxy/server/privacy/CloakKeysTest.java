package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.mapping.privacy.Cloaked;
import io.enterpriseproxy.mapping.privacy.SealedValue;
import io.enterpriseproxy.server.config.CloakKeyConfig;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class CloakKeysTest {
    private static final CloakKeyConfig ONE = new CloakKeyConfig(new Secret("01".repeat(32)));
    private static final CloakKeyConfig OTHER = new CloakKeyConfig(
            new Secret(Base64.getEncoder().encodeToString(new byte[32]) + "\n"));

    private final CloakKeys keys = new CloakKeys(Map.of("new", ONE, "old", OTHER));

    @Test
    void dataKeyIsReadWithItsKeyOnly() {
        byte[] dataKey = keys.random(32);
        byte[] wrapped = keys.wrap("old", dataKey);

        assertThat(keys.unwrap("old", wrapped)).hasValue(dataKey);
        assertThat(keys.unwrap("new", wrapped)).isEmpty();
        assertThat(new CloakKeys(Map.of("old", ONE)).unwrap("old", wrapped)).as("another key under the name").isEmpty();
        assertThat(new CloakKeys(Map.of("new", OTHER)).unwrap("new", wrapped)).as("the key under another name")
                .isEmpty();
        assertThat(new CloakKeys(Map.of()).unwrap("old", wrapped)).as("the key is gone").isEmpty();
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
    void secretThatIsNoKeyIsKnown() {
        assertThat(new CloakKeyConfig(new Secret("01".repeat(31))).bytes()).isEmpty();
        assertThat(new CloakKeyConfig(new Secret("not a key")).bytes()).isEmpty();
        assertThat(OTHER.bytes()).hasValue(new byte[32]);
        assertThat(ONE.toString()).doesNotContain("0101");
    }
}
