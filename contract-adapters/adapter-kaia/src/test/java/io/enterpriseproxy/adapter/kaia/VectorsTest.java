package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.Secp256k1Curve;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every byte and hash of every vector, both ways. */
class VectorsTest {
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();

    @TestFactory
    Stream<DynamicTest> generated() {
        List<JsonNode> vectors = Vectors.resource("vectors-generated.json");
        assertThat(vectors).hasSize(84);
        return tests(vectors);
    }

    @TestFactory
    Stream<DynamicTest> official() {
        List<JsonNode> vectors = Vectors.official().orElse(List.of());
        Assumptions.assumeFalse(vectors.isEmpty(), "the official samples are not at hand: they belong to others;"
                + " EP_KAIA_VECTORS names the directory of vectors-docs.json");
        assertThat(vectors).hasSize(26);
        return tests(vectors);
    }

    private static Stream<DynamicTest> tests(List<JsonNode> vectors) {
        return vectors.stream().map(vector -> DynamicTest.dynamicTest(vector.get("id").asString(),
                () -> compare(vector)));
    }

    static void compare(JsonNode vector) {
        decoded(vector, encoded(vector));
        json(vector);
    }

    private static KaiaTransaction encoded(JsonNode vector) {
        KaiaTransaction unsigned = Vectors.transaction(vector);
        assertHex(unsigned.payload(), vector, "sigRLP");
        assertHex(unsigned.digest(), vector, "sigHash");
        List<TransactionSignature> signatures = Vectors.signatures(vector.get("txSignatures"));
        List<byte[]> keys = Vectors.keys(vector, "privateKey", "privateKeys");
        if (!keys.isEmpty()) {
            assertThat(keys.stream().map(key -> sign(unsigned, unsigned.digest(), key)).toList())
                    .isEqualTo(signatures);
        }
        KaiaTransaction transaction = unsigned.signed(signatures);
        if (unsigned.type().isFeeDelegated()) {
            Address payer = Address.parse(vector.get("feePayer").asString());
            assertHex(transaction.payload(payer), vector, "sigFeePayerRLP");
            assertHex(transaction.digest(payer), vector, "sigFeePayerHash");
            List<TransactionSignature> paid = Vectors.signatures(vector.get("feePayerSignatures"));
            List<byte[]> payerKeys = Vectors.keys(vector, "feePayerPrivateKey", "feePayerPrivateKeys");
            if (!payerKeys.isEmpty()) {
                assertThat(payerKeys.stream().map(key -> sign(transaction, transaction.digest(payer), key)).toList())
                        .isEqualTo(paid);
            }
            return checked(vector, transaction.paid(payer, paid));
        }
        return checked(vector, transaction);
    }

    private static TransactionSignature sign(KaiaTransaction transaction, byte[] digest, byte[] key) {
        KeyPair pair = KeyPair.of(key, CURVE);
        var signature = CURVE.sign(digest, pair.privateKey(), pair.publicKey());
        return transaction.type().family() == TransactionType.Family.ETHEREUM
                ? TransactionSignature.ofParity(signature)
                : TransactionSignature.of(Objects.requireNonNull(transaction.chainId()), signature);
    }

    private static KaiaTransaction checked(JsonNode vector, KaiaTransaction transaction) {
        assertHex(transaction.senderRaw(), vector, "senderTxHashRLP");
        assertHex(transaction.senderTxHash(), vector, "senderTxHash");
        assertHex(transaction.raw(), vector, "txHashRLP");
        assertHex(transaction.hash(), vector, "txHash");
        assertHex(transaction.kaiaRaw(), vector, "rawTx");
        return transaction;
    }

    private static void decoded(JsonNode vector, KaiaTransaction signed) {
        KaiaTransaction read = RawTransactionReader.read(Vectors.bytes(vector, "rawTx"));
        assertThat(read).isEqualTo(signed);
        checked(vector, read);
        KaiaTransaction half = RawTransactionReader.read(Vectors.bytes(vector, "senderTxHashRLP"));
        assertThat(half.signatures()).isEqualTo(signed.signatures());
        assertThat(half.feePayerSignatures())
                .isEqualTo(signed.type().isFeeDelegated() ? List.of() : signed.feePayerSignatures());
        assertHex(half.senderTxHash(), vector, "senderTxHash");
        List<byte[]> keys = Vectors.keys(vector, "privateKey", "privateKeys");
        if (!keys.isEmpty()) {
            assertThat(read.signers()).isEqualTo(addresses(keys));
        } else {
            assertThat(read.signers()).containsExactly(Address.parse(vector.get("from").asString()));
        }
        List<byte[]> payerKeys = Vectors.keys(vector, "feePayerPrivateKey", "feePayerPrivateKeys");
        if (!payerKeys.isEmpty()) {
            assertThat(read.feePayerSigners()).isEqualTo(addresses(payerKeys));
        }
    }

    private static void json(JsonNode vector) {
        JsonNode json = TransactionJson.ofRaw(Vectors.bytes(vector, "rawTx"));
        assertThat(json.get("type")).isEqualTo(vector.get("type"));
        for (Field field : Vectors.type(vector).fields()) {
            JsonNode expected = vector.get("fields").get(field.word());
            if (expected.isString() && !expected.asString().equals("0x")) {
                assertThat(json.get(field.word())).as(field.word()).isEqualTo(expected);
            }
        }
        assertThat(json.get("hash").asString()).isEqualTo(vector.get("txHash").asString());
        assertThat(json.get("senderTxHash")).isEqualTo(vector.get("senderTxHash"));
        assertThat(json.get("sigHash")).isEqualTo(vector.get("sigHash"));
    }

    private static List<Address> addresses(List<byte[]> keys) {
        return keys.stream().map(key -> KeyPair.of(key, CURVE).address()).toList();
    }

    private static void assertHex(byte[] actual, JsonNode vector, String name) {
        assertThat(Hex.encode(actual)).as(name).isEqualTo(vector.get(name).asString());
    }
}
