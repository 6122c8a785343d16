package io.enterpriseproxy.chain;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SignatureTest {
    private static final byte[] WORD = new byte[32];

    @Test
    void partsHaveThirtyTwoBytesAndARecoveryIdOfZeroOrOne() {
        assertThat(new Signature(WORD, WORD, 1).recoveryId()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Signature(new byte[31], WORD, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Signature(WORD, new byte[33], 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Signature(WORD, WORD, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Signature(WORD, WORD, 27));
        assertThatIllegalArgumentException().isThrownBy(() -> new Signature(WORD, WORD, -1));
    }
}
