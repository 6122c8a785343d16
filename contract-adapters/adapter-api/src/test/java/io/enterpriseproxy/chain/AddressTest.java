package io.enterpriseproxy.chain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AddressTest {
    private static final String MIXED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    /** The test cases of EIP-55. */
    @ParameterizedTest
    @ValueSource(strings = {"0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
            "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"})
    void checksumIsThatOfEip55(String address) {
        assertThat(Address.parse(address).checksummed()).isEqualTo(address);
        assertThat(Address.parse(address.toLowerCase(Locale.ROOT)).checksummed()).isEqualTo(address);
        assertThat(Address.of(Hex.decode(address))).hasToString(address).isEqualTo(Address.parse(address));
    }

    @Test
    void addressIsEqualByItsBytesWhateverItsCase() {
        Address upper = Address.parse("0x" + MIXED.substring(2).toUpperCase(Locale.ROOT));
        assertThat(upper).isEqualTo(Address.parse(MIXED))
                .hasSameHashCodeAs(Address.parse(MIXED))
                .isNotEqualTo(Address.of(new byte[20]));
        assertThat(upper.lowerCase()).isEqualTo(MIXED.toLowerCase(Locale.ROOT));
        assertThat(upper.bytes()).isEqualTo(Hex.decode(MIXED.toLowerCase(Locale.ROOT)));
    }

    @Test
    void oneLetterOfWrongCaseIsRefused() {
        for (int i = 2; i < MIXED.length(); i++) {
            char letter = MIXED.charAt(i);
            if (Character.isLetter(letter)) {
                char flipped = Character.isUpperCase(letter)
                        ? Character.toLowerCase(letter)
                        : Character.toUpperCase(letter);
                String wrong = MIXED.substring(0, i) + flipped + MIXED.substring(i + 1);
                assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(wrong))
                        .withMessageContaining("EIP-55");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae",
            "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaedd", "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed00",
            "0X5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg",
            " 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\n"})
    void textThatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text))
                .withMessage("an address is 0x and 40 hex digits");
    }

    @Test
    void bytesMustBeTwenty() {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of(new byte[21])).withMessageContaining("21");
    }
}
