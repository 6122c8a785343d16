package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.adapter.kaia.AccountKey.PublicKey;
import io.enterpriseproxy.adapter.kaia.AccountKey.WeightedKey;
import io.enterpriseproxy.chain.Hex;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccountKeyTest {
    private static final PublicKey ONE = new PublicKey(
            Hex.decode("0x03e4a01407460c1c03ac0c82fd84f303a699b210c0b054f4aff72ff7dcdf01512d"));

    @TestFactory
    Stream<DynamicTest> vectors() {
        List<JsonNode> vectors = Vectors.resource("vectors-account-key.json");
        assertThat(vectors).hasSize(10);
        return vectors.stream().map(vector -> DynamicTest.dynamicTest(vector.get("id").asString(), () -> {
            AccountKey key = key(vector.get("object"));
            assertThat(Hex.encode(key.encode())).isEqualTo(vector.get("rlp").asString());
            assertThat(AccountKey.decode(Vectors.bytes(vector, "rlp"))).isEqualTo(key);
        }));
    }

    private static AccountKey key(JsonNode object) {
        return switch (object.get("type").asInt()) {
            case 0 -> new AccountKey.Nil();
            case 1 -> new AccountKey.Legacy();
            case 2 -> new AccountKey.Public(publicKey(object));
            case 3 -> new AccountKey.Fail();
            case 4 -> {
                List<WeightedKey> keys = new ArrayList<>();
                object.get("keys").forEach(each -> keys.add(new WeightedKey(each.get("weight").asLong(),
                        publicKey(each))));
                yield new AccountKey.WeightedMultiSig(object.get("threshold").asLong(), keys);
            }
            case 5 -> new AccountKey.RoleBased(object.get("keys").valueStream().map(AccountKeyTest::key).toList());
            default -> throw new IllegalArgumentException(object.toString());
        };
    }

    private static PublicKey publicKey(JsonNode object) {
        return new PublicKey(Hex.decode(object.get("key").asString()));
    }

    @Test
    void keysThatNoNodeTakesAreRefused() {
        assertThatThrownBy(() -> new AccountKey.WeightedMultiSig(1, List.of())).hasMessageContaining("1 to 10 keys");
        assertThatThrownBy(() -> new AccountKey.WeightedMultiSig(3, List.of(new WeightedKey(2, ONE))))
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> new AccountKey.WeightedMultiSig(0, List.of(new WeightedKey(1, ONE))))
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> new AccountKey.WeightedMultiSig(1,
                List.of(new WeightedKey(1, ONE), new WeightedKey(1, ONE)))).hasMessageContaining("twice");
        assertThatThrownBy(() -> new AccountKey.WeightedMultiSig(1, List.of(new WeightedKey(0, ONE))))
                .hasMessageContaining("weight");
        assertThatThrownBy(() -> new AccountKey.RoleBased(List.of())).hasMessageContaining("1 to 3 roles");
        assertThatThrownBy(() -> new AccountKey.RoleBased(List.of(new AccountKey.RoleBased(
                List.of(new AccountKey.Legacy()))))).hasMessageContaining("roles again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "0x80c0", "0x00", "0x01", "0x01c180", "0x03c101", "0x02", "0x0201", "0x02c0",
            "0x04c0", "0x04c101", "0x05c0", "0x06c0", "0x01c000", "0x05c281c0"})
    void brokenOnesAreRefused(String broken) {
        assertThatThrownBy(() -> AccountKey.decode(Hex.decode(broken))).isInstanceOf(IllegalArgumentException.class)
                .message().isNotBlank();
    }
}
