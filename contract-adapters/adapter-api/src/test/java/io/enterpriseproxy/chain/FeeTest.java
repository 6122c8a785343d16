package io.enterpriseproxy.chain;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FeeTest {
    @Test
    void capIsTheMostThatAUnitOfGasMayCost() {
        assertThat(new Fee.DynamicFee(BigInteger.TEN, BigInteger.TWO).cap()).isEqualTo(10);
        assertThat(new Fee.LegacyFee(BigInteger.TWO).cap()).isEqualTo(2);
    }

    @Test
    void tipMayReachTheCapButNotPassIt() {
        assertThat(new Fee.DynamicFee(BigInteger.TWO, BigInteger.TWO).maxPriorityFeePerGas()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> new Fee.DynamicFee(BigInteger.ONE, BigInteger.TWO));
    }
}
