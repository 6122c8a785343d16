package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What calls become is held to be read again by {@link KaiaTransactionCodecTest}; here is all else that a block may have. */
class MinedContentTest {
    private static final Address SENDER = Address.of(new byte[20]);

    @ParameterizedTest
    @CsvSource({"0x60c0, 0x60c0", "0x7805c0, 0x05c0", "0x31c101, 0x31c101"})
    void typeThatCameLaterHasNoContent(String raw, String hashed) {
        assertThat(MinedContent.read(Hex.decode(raw), hash(hashed), SENDER)).isEmpty();
    }

    @Test
    void transactionThatNamesNoChainHasNoContent() {
        KaiaTransaction unprotected = legacy(27);
        assertThat(MinedContent.read(unprotected.raw(), Hex.encode(unprotected.hash()), SENDER)).isEmpty();
        KaiaTransaction onChain = legacy(2 * 1001 + 35);
        assertThat(MinedContent.read(onChain.raw(), Hex.encode(onChain.hash()), SENDER)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "0x78", "0x60c0", "0xf8", "0x31c101"})
    void brokenBytesAreNotTheTransaction(String raw) {
        assertThatThrownBy(() -> MinedContent.read(Hex.decode(raw), hash("0x60c101"), SENDER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Also one that no call becomes: it could hide one that a call became. */
    @ParameterizedTest
    @ValueSource(longs = {27, 2 * 1001 + 35})
    void bytesOfAnotherTransactionAreRefused(long v) {
        KaiaTransaction other = legacy(v);
        assertThatThrownBy(() -> MinedContent.read(other.raw(), hash("0x60c0"), SENDER))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(Hex.encode(other.hash()));
    }

    private static KaiaTransaction legacy(long v) {
        return KaiaTransaction.of(TransactionType.LEGACY, 1001).set(Field.NONCE, 1).set(Field.GAS_PRICE, 25)
                .set(Field.GAS, 21_000).set(Field.TO, SENDER).set(Field.VALUE, 1).set(Field.INPUT, new byte[0]).build()
                .signed(List.of(new TransactionSignature(BigInteger.valueOf(v), BigInteger.TWO, BigInteger.TEN)));
    }

    private static String hash(String bytes) {
        return Hex.encode(Keccak256.hash(Hex.decode(bytes)));
    }
}
