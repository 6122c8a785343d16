package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Fee.DynamicFee;
import io.enterpriseproxy.chain.Fee.LegacyFee;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.UnsignedTransaction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign.SignatureData;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;

import java.math.BigInteger;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class EvmTransactionCodecTest {
    private static final Account ACCOUNT = Account.ofKey("46".repeat(32));
    private static final Address RECIPIENT = Address.parse("0x" + "35".repeat(20));

    private final EvmTransactionCodec codec = new EvmTransactionCodec();
    private final Random random = new Random(20260101);

    @Test
    void legacyTransactionIsTheExampleOfEip155() {
        // Given
        UnsignedTransaction transaction = new UnsignedTransaction(1, ACCOUNT.address(), 9, RECIPIENT,
                BigInteger.TEN.pow(18), new byte[0], 21000, new LegacyFee(BigInteger.valueOf(20_000_000_000L)));

        // When
        byte[] digest = codec.digest(transaction);
        SignedTransaction signed = codec.assemble(transaction, ACCOUNT.sign(digest));

        // Then
        assertThat(Hex.encode(digest))
                .isEqualTo("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
        assertThat(Hex.encode(signed.raw())).isEqualTo(
                "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025"
                        + "a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
                        + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83");
        assertThat(signed.hash()).isEqualTo("0x33469b22e9f636356c4160a87eb19df52b7412e8eac32a4a55ffe88ea8350788");
    }

    /** Made with ethers 6.17 from the same key. */
    @ParameterizedTest
    @CsvSource({
            "31337, 129, 100000000000, 1500000000, 90000, call, 1, 0xa9059cbb000000000000000000000000353535353535353535"
                    + "35353535353535353535350000000000000000000000000000000000000000000000000000000000000007, "
                    + "0x11b70db18973671dbed37698173832d343e6947b8805a1a2241a8612fe448e78, "
                    + "0xb3126bb2dfaed8eb0cebfcdbfbc9778e11246486bbd0f934c7fb7a984549318a",
            "1, 0, 1606938044258990275541962092341162602522202993782792835301376, 0, 3000000, create, 0, 0x6000, "
                    + "0xde70642a06fa7224542619af35a8888cf15886b34c4d6640e424eb8918cb2873, "
                    + "0x7ca5ece39bb1d3bff8d72edd9d18faaeacc32740076356e122c51651e88a4b68",
            "8217, 0, 25000000000, , 3000000, create, 0, 0x05, "
                    + "0xa29a6c4612606ba2c23dedfeddb1f59a4111beff27f16cfe0b7534e751ad3651, "
                    + "0x04cea17965f4f5fa66501f181081405cc2e885fd8decaac7ee5ac813a31d5af3"})
    void digestAndHashAreThoseOfAnotherLibrary(long chainId, long nonce, BigInteger cap, @Nullable BigInteger tip,
            long gasLimit, String kind, BigInteger value, String input, String digest, String hash) {
        // Given
        Fee fee = tip == null ? new LegacyFee(cap) : new DynamicFee(cap, tip);
        UnsignedTransaction transaction = new UnsignedTransaction(chainId, ACCOUNT.address(), nonce,
                kind.equals("create") ? null : RECIPIENT, value, Hex.decode(input), gasLimit, fee);

        // When
        SignedTransaction signed = ACCOUNT.sign(codec, transaction);

        // Then
        assertThat(Hex.encode(codec.digest(transaction))).isEqualTo(digest);
        assertThat(signed.hash()).isEqualTo(hash);
    }

    @Test
    void randomTransactionsAreByteEqualToThoseOfWeb3j() throws Exception {
        for (int i = 0; i < 500; i++) {
            // Given
            UnsignedTransaction transaction = randomTransaction();

            // When
            SignedTransaction signed = ACCOUNT.sign(codec, transaction);

            // Then
            assertThat(Hex.encode(signed.raw())).isEqualTo(Hex.encode(signedByWeb3j(transaction)));
            assertThat(((SignedRawTransaction) TransactionDecoder.decode(Hex.encode(signed.raw()))).getFrom())
                    .isEqualTo(ACCOUNT.address().lowerCase());
        }
    }

    @Test
    void leadingZerosOfSignaturesAreLeftOut() {
        for (int i = 0; i < 100; i++) {
            // Given: one signature in 256 has a leading zero, so this one is made by hand
            byte[] r = randomBytes(32);
            byte[] s = randomBytes(32);
            r[0] = 0;
            s[0] = 0;
            s[1] = 0;
            UnsignedTransaction transaction = randomTransaction();

            // When
            SignedTransaction signed = codec.assemble(transaction, new Signature(r, s, 1));

            // Then
            long v = transaction.fee() instanceof LegacyFee ? transaction.chainId() * 2 + 36 : 28;
            assertThat(Hex.encode(signed.raw())).isEqualTo(Hex.encode(TransactionEncoder.encode(ofWeb3j(transaction),
                    new SignatureData(BigInteger.valueOf(v).toByteArray(), r, s))));
        }
    }

    private UnsignedTransaction randomTransaction() {
        BigInteger cap = new BigInteger(random.nextInt(1, 100), random);
        return new UnsignedTransaction(random.nextLong(1, 1L << random.nextInt(1, 40)), ACCOUNT.address(),
                random.nextLong(1L << random.nextInt(1, 50)), random.nextInt(10) == 0 ? null : RECIPIENT,
                new BigInteger(random.nextInt(0, 120), random), randomBytes(random.nextInt(0, 600)),
                random.nextLong(1L << random.nextInt(1, 40)),
                random.nextBoolean() ? new LegacyFee(cap) : new DynamicFee(cap, cap.shiftRight(random.nextInt(100))));
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] signedByWeb3j(UnsignedTransaction transaction) {
        return transaction.fee() instanceof DynamicFee
                ? TransactionEncoder.signMessage(ofWeb3j(transaction), ACCOUNT.credentials())
                : TransactionEncoder.signMessage(ofWeb3j(transaction), transaction.chainId(), ACCOUNT.credentials());
    }

    private static RawTransaction ofWeb3j(UnsignedTransaction transaction) {
        BigInteger nonce = BigInteger.valueOf(transaction.nonce());
        BigInteger gasLimit = BigInteger.valueOf(transaction.gasLimit());
        Address to = transaction.to();
        String recipient = to == null ? "" : to.lowerCase();
        String input = Hex.encode(transaction.input());
        return switch (transaction.fee()) {
            case DynamicFee fee -> RawTransaction.createTransaction(transaction.chainId(), nonce, gasLimit, recipient,
                    transaction.value(), input, fee.maxPriorityFeePerGas(), fee.maxFeePerGas());
            case LegacyFee fee -> RawTransaction.createTransaction(nonce, fee.gasPrice(), gasLimit, recipient,
                    transaction.value(), input);
        };
    }
}
