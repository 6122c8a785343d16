package io.enterpriseproxy.adapter.evm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class QuantityTest {
    @Test
    void integersAreReadAsTheyWereWritten() {
        BigInteger large = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

        assertThat(Quantity.of(0)).isEqualTo("0x0");
        assertThat(Quantity.of(1024)).isEqualTo("0x400");
        assertThat(Quantity.toLong("0x7fffffffffffffff")).isEqualTo(Long.MAX_VALUE);
        assertThat(Quantity.toBigInteger(Quantity.of(large))).isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "12", "0xg", "0x-1", "0x8000000000000000", "0x+1"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.toLong(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x-1", "0x+1", "0x",
            "0x10000000000000000000000000000000000000000000000000000000000000000"})
    void largeIntegersAreAtMost256BitsAndNotNegative(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.toBigInteger(text));
    }
}
