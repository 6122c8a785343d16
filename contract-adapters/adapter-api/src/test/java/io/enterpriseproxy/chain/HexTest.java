package io.enterpriseproxy.chain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HexTest {
    @Test
    void bytesComeBackFromTheirHex() {
        Random random = new Random(3);
        for (int length = 0; length < 100; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Hex.decode(Hex.encode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void hexIsWrittenInLowerCaseAndReadInBoth() {
        assertThat(Hex.encode(new byte[]{(byte) 0xab, 0x0c})).isEqualTo("0xab0c");
        assertThat(Hex.decode("0xAB0c")).containsExactly(0xab, 0x0c);
        assertThat(Hex.encode(new byte[0])).isEqualTo("0x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "ab", "0X00", "0xabc", "0xzz", "0x 0", " 0x00"})
    void textThatIsNoHexIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Hex.decode(text));
    }
}
