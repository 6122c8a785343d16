package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.Secp256k1Curve;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KaiaTransactionCodecTest {
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();
    private static final KeyPair SENDER = KeyPair.of(Hex.decode("0x" + "11".repeat(32)), CURVE);
    private static final KeyPair PAYER = KeyPair.of(Hex.decode("0x" + "22".repeat(32)), CURVE);
    private static final Address CONTRACT = Address.parse("0x7b65b75d204abed71587c9e519a89277766ee1d0");
    private static final Fee ONE_PRICE = new Fee.LegacyFee(BigInteger.valueOf(27_500_000_000L));
    private final KaiaTransactionCodec codec = new KaiaTransactionCodec();

    private static UnsignedTransaction call(@Nullable Address to, String input, Fee fee, @Nullable FeePayer payer) {
        return new UnsignedTransaction(1001, SENDER.address(), 7, to, BigInteger.ZERO, Hex.decode(input), 90_000, fee,
                payer);
    }

    private static Signature sign(byte[] payload, KeyPair key) {
        return CURVE.sign(Keccak256.hash(payload), key.privateKey(), key.publicKey());
    }

    private KaiaTransaction signed(UnsignedTransaction unsigned) {
        Signature sender = sign(codec.payload(unsigned), SENDER);
        SignedTransaction signed = unsigned.feePayer() == null
                ? codec.assemble(unsigned, sender)
                : codec.assemble(unsigned, List.of(sender), List.of(sign(codec.payerPayload(unsigned), PAYER)));
        KaiaTransaction read = RawTransactionReader.read(signed.raw());
        assertThat(signed.hash()).isEqualTo(Hex.encode(read.hash()));
        assertThat(read.signers()).containsExactly(SENDER.address());
        assertThatItsBytesTellAll(unsigned, signed);
        return read;
    }

    /** What a block has of it is known again as what was asked for; contracts are created by no call. */
    private void assertThatItsBytesTellAll(UnsignedTransaction unsigned, SignedTransaction signed) {
        Optional<MinedTransaction.Content> content = MinedContent.read(signed.raw(), signed.hash(),
                SENDER.address());
        assertThat(content.isPresent()).isEqualTo(unsigned.to() != null);
        content.ifPresent(found -> {
            assertThat(found.signed().hash()).isEqualTo(signed.hash());
            assertThat(found.signed().raw()).isEqualTo(signed.raw());
            assertThat(found.unsigned().to()).isEqualTo(unsigned.to());
            assertThat(found.unsigned().value()).isEqualTo(unsigned.value());
            assertThat(found.unsigned().input()).isEqualTo(unsigned.input());
            assertThat(found.unsigned().feePayer()).isEqualTo(unsigned.feePayer());
            assertThat(codec.payload(found.unsigned())).isEqualTo(codec.payload(unsigned));
        });
    }

    @Test
    void senderWhoPaysSendsEthereumsType() {
        KaiaTransaction read = signed(call(CONTRACT, "0x6353586b",
                new Fee.DynamicFee(BigInteger.valueOf(50_000_000_000L), BigInteger.ZERO), null));
        assertThat(read.type()).isEqualTo(TransactionType.DYNAMIC_FEE);
        assertThat(read.kaiaRaw()[0]).isEqualTo((byte) 0x78);
    }

    @Test
    void onePriceIsATypeOfKaia() {
        KaiaTransaction read = signed(call(CONTRACT, "0x6353586b", ONE_PRICE, null));
        assertThat(read.type()).isEqualTo(TransactionType.SMART_CONTRACT_EXECUTION);
        assertThat(read.from()).isEqualTo(SENDER.address());
        assertThat(signed(call(CONTRACT, "0x", ONE_PRICE, null)).type()).isEqualTo(TransactionType.VALUE_TRANSFER);
        assertThat(signed(call(null, "0x60", ONE_PRICE, null)).type()).isEqualTo(TransactionType.SMART_CONTRACT_DEPLOY);
        assertThat(signed(call(SENDER.address(), "0x", ONE_PRICE, null)).type()).isEqualTo(TransactionType.CANCEL);
    }

    @Test
    void feePayerPaysAllOrItsShare() {
        KaiaTransaction all = signed(call(CONTRACT, "0x6353586b", ONE_PRICE, new FeePayer(PAYER.address(), 100)));
        assertThat(all.type()).isEqualTo(TransactionType.FEE_DELEGATED_SMART_CONTRACT_EXECUTION);
        assertThat(all.feePayer()).isEqualTo(PAYER.address());
        assertThat(all.feePayerSigners()).containsExactly(PAYER.address());

        KaiaTransaction share = signed(call(CONTRACT, "0x6353586b", ONE_PRICE, new FeePayer(PAYER.address(), 30)));
        assertThat(share.type()).isEqualTo(TransactionType.FEE_DELEGATED_SMART_CONTRACT_EXECUTION_WITH_RATIO);
        assertThat(share.integer(Field.FEE_RATIO)).isEqualTo(30);
        assertThat(share.feePayerSigners()).containsExactly(PAYER.address());
        assertThat(signed(call(null, "0x60", ONE_PRICE, new FeePayer(PAYER.address(), 30))).type())
                .isEqualTo(TransactionType.FEE_DELEGATED_SMART_CONTRACT_DEPLOY_WITH_RATIO);
        assertThat(signed(call(SENDER.address(), "0x", ONE_PRICE, new FeePayer(PAYER.address(), 100))).type())
                .isEqualTo(TransactionType.FEE_DELEGATED_CANCEL);
    }

    @Test
    void furtherSignaturesTakeGas() {
        CallRequest call = new CallRequest(SENDER.address(), CONTRACT, BigInteger.ZERO, new byte[0]);
        assertThat(codec.moreGas(call, null, 0)).isZero();
        assertThat(codec.moreGas(call, null, 2)).isEqualTo(30_000);
        assertThat(codec.moreGas(call, new FeePayer(PAYER.address(), 100), 0)).isEqualTo(10_000);
        assertThat(codec.moreGas(call, new FeePayer(PAYER.address(), 99), 1)).isEqualTo(30_000);
    }

    private static String operation(String function, String argument, byte[] value) {
        EncodeOutcome encoded = ContractAbi.parse(KaiaOperations.ABI).function(function).orElseThrow()
                .encode(Map.of(argument, Hex.encode(value)));
        return Hex.encode(((EncodeOutcome.Encoded) encoded).input());
    }

    @Test
    void accountUpdateIsACallOfKaiaItself() {
        byte[] key = new AccountKey.Fail().encode();
        String input = operation("updateAccountKey(bytes)", "key", key);
        assertThat(codec.role(KaiaOperations.ADDRESS, Hex.decode(input))).isEqualTo(AccountRole.ACCOUNT_UPDATE);
        assertThat(codec.role(CONTRACT, Hex.decode(input))).isEqualTo(AccountRole.TRANSACTION);
        for (Fee fee : List.of(ONE_PRICE, new Fee.DynamicFee(BigInteger.TEN, BigInteger.ONE))) {
            KaiaTransaction read = signed(call(KaiaOperations.ADDRESS, input, fee, null));
            assertThat(read.type()).isEqualTo(TransactionType.ACCOUNT_UPDATE);
            assertThat(read.bytes(Field.KEY)).isEqualTo(key);
        }
        assertThat(signed(call(KaiaOperations.ADDRESS, input, ONE_PRICE, new FeePayer(PAYER.address(), 100))).type())
                .isEqualTo(TransactionType.FEE_DELEGATED_ACCOUNT_UPDATE);
    }

    @Test
    void dataIsAnchoredByATypeOfItsOwn() {
        KaiaTransaction read = signed(call(KaiaOperations.ADDRESS,
                operation("anchor(bytes)", "data", Hex.decode("0xc0ffee")), ONE_PRICE, null));
        assertThat(read.type()).isEqualTo(TransactionType.CHAIN_DATA_ANCHORING);
        assertThat(read.bytes(Field.INPUT)).isEqualTo(Hex.decode("0xc0ffee"));
    }

    @Test
    void whatKaiaDoesNotDoItselfIsRefused() {
        String update = operation("updateAccountKey(bytes)", "key", new byte[]{1, (byte) 0x99});
        for (String wrong : List.of("0x", "0x12345678", update, update.substring(0, 20), update.substring(0, 150))) {
            assertThatThrownBy(() -> codec.payload(call(KaiaOperations.ADDRESS, wrong, ONE_PRICE, null))).as(wrong)
                    .isInstanceOf(IllegalArgumentException.class).message().isNotBlank();
        }
    }

    @Test
    void severalKeysSignForSenderAndFeePayer() {
        UnsignedTransaction unsigned = call(CONTRACT, "0x6353586b", ONE_PRICE, new FeePayer(CONTRACT, 100));
        byte[] ofSender = codec.payload(unsigned);
        byte[] ofPayer = codec.payerPayload(unsigned);
        KaiaTransaction read = RawTransactionReader.read(codec.assemble(unsigned,
                List.of(sign(ofSender, SENDER), sign(ofSender, PAYER)),
                List.of(sign(ofPayer, PAYER), sign(ofPayer, SENDER))).raw());
        assertThat(read.signers()).containsExactly(SENDER.address(), PAYER.address());
        assertThat(read.feePayerSigners()).containsExactly(PAYER.address(), SENDER.address());
    }

    @Test
    void failuresAreTold() {
        assertThat(TransactionErrors.meaning("0x2")).isEqualTo("an error of the virtual machine (txError 0x2)");
        assertThat(TransactionErrors.meaning("0x9")).isEqualTo("the contract reverted (txError 0x9)");
        assertThat(TransactionErrors.meaning("0x0e")).isEqualTo("the fee ratio is not in 1 to 99 (txError 0x0e)");
        assertThat(TransactionErrors.meaning("0x1b")).contains("legacy key");
        assertThat(TransactionErrors.meaning("0x1e")).contains("code format");
        assertThat(TransactionErrors.meaning("0x17")).startsWith("the weights do not reach the threshold");
        assertThat(TransactionErrors.meaning("0xff")).isEqualTo("txError 0xff");
    }

    @Test
    void feePayerWithAFeeCapIsRefused() {
        UnsignedTransaction wrong = call(CONTRACT, "0x", new Fee.DynamicFee(BigInteger.TEN, BigInteger.ONE),
                new FeePayer(PAYER.address(), 100));
        assertThatThrownBy(() -> codec.payload(wrong)).hasMessageContaining("one gas price");
    }
}
