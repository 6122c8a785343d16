package io.enterpriseproxy.server.config;

import io.enterpriseproxy.chain.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HolderConfigTest {
    /** The generator of the curve, which is the public key of 1. */
    private static final String X = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    private static final String Y = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
    private static final Address ONE = Address.parse("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");

    @ParameterizedTest
    @ValueSource(strings = {"0x02" + X, "0x04" + X + Y})
    void publicKeyStandsForItsAddress(String publicKey) {
        assertThat(new HolderConfig("alice", null, publicKey).key()).isEqualTo(ONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "02" + X, "0x05" + X, "0x02", "0x04" + X, "0x04" + X + X, "0x06" + X + Y,
            "0x00"})
    void otherPublicKeysAreRefused(String publicKey) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HolderConfig("alice", null, publicKey))
                .withMessageContaining("expected a point of secp256k1");
    }

    @Test
    void holderHasANameAndOneKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HolderConfig(" ", ONE, null))
                .withMessageContaining("without a name");
        assertThatIllegalArgumentException().isThrownBy(() -> new HolderConfig("alice", null, null))
                .withMessageContaining("neither");
        assertThatIllegalArgumentException().isThrownBy(() -> new HolderConfig("alice", ONE, "0x02" + X))
                .withMessageContaining("both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccountConfig(ONE, List.of("ours"), List.of(new HolderConfig("alice", ONE, null),
                        new HolderConfig("bob", null, "0x02" + X)), Duration.ofHours(1)))
                .withMessageContaining("each key once");
    }
}
