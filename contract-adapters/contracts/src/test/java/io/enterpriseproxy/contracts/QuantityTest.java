package io.enterpriseproxy.contracts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class QuantityTest {
    @Test
    void quantityHasNoLeadingZeros() {
        assertThat(Quantity.encode(0)).isEqualTo("0x0");
        assertThat(Quantity.encode(31337)).isEqualTo("0x7a69");
        assertThat(Quantity.encode(BigInteger.TWO.pow(255))).isEqualTo("0x8" + "0".repeat(63));
    }

    @Test
    void decodingUndoesEncoding() {
        assertThat(Quantity.decode(Quantity.encode(Long.MAX_VALUE))).isEqualTo(BigInteger.valueOf(Long.MAX_VALUE));
        assertThat(Quantity.decode("0x00fF")).isEqualTo(BigInteger.valueOf(255));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "12", "0x-1", "0xg", "0x1 "})
    void otherTextIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.decode(text)).withMessageContaining("quantity");
    }

    @Test
    void negativeNumberIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.encode(-1)).withMessageContaining("-1");
    }
}
