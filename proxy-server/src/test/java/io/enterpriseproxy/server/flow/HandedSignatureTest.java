package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.signer.Secp256k1Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HandedSignatureTest {
    private static final long CHAIN = 1001;
    private static final byte[] DIGEST = Keccak256.hash("a transaction".getBytes(StandardCharsets.US_ASCII));
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();
    private static final byte[] SECRET = Keccak256.hash("a key".getBytes(StandardCharsets.US_ASCII));
    private static final Signature SIGNATURE = CURVE.sign(DIGEST, SECRET, CURVE.publicKey(SECRET));
    private static final Address SIGNER = Secp256k1Curve.address(CURVE.publicKey(SECRET));

    /** @param v in hex */
    private static HandedSignature read(String v) {
        return HandedSignature.of(Hex.encode(SIGNATURE.r()) + Hex.encode(SIGNATURE.s()).substring(2) + v, CHAIN,
                DIGEST);
    }

    private static String hex(long v) {
        String digits = Long.toHexString(v);
        return digits.length() % 2 == 0 ? digits : "0" + digits;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 27, 2 * CHAIN + 35})
    void everyFormOfVLeadsToTheSigner(long base) {
        HandedSignature handed = read(hex(base + SIGNATURE.recoveryId()));
        assertThat(handed.signer()).isEqualTo(SIGNER);
        assertThat(handed.signature()).usingRecursiveComparison().isEqualTo(SIGNATURE);
        assertThat(read(hex(base + 1 - SIGNATURE.recoveryId())).signer()).isNotEqualTo(SIGNER);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 26, 29, 35, 2 * CHAIN + 34, 2 * CHAIN + 37, Long.MAX_VALUE})
    void otherVIsRefused(long v) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(hex(v))).withMessageContaining("its v is " + v);
    }

    @Test
    void wrongLengthAndHighSAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> read("")).withMessageContaining("64 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> read("00".repeat(9))).withMessageContaining("73 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> HandedSignature.of("1b", CHAIN, DIGEST));
        BigInteger high = Secp256k1Curve.ORDER.subtract(new BigInteger(1, SIGNATURE.s()));
        assertThatIllegalArgumentException().isThrownBy(() -> HandedSignature.of(Hex.encode(SIGNATURE.r())
                + "%064x".formatted(high) + "1b", CHAIN, DIGEST)).withMessageContaining("s is high");
        assertThatIllegalArgumentException().isThrownBy(() -> HandedSignature.of("0x" + "00".repeat(65), CHAIN, DIGEST))
                .withMessageContaining("no key");
    }
}
