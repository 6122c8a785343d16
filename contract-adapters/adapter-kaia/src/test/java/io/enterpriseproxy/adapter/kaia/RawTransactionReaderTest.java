package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.rlp.RlpItem;
import io.enterpriseproxy.chain.rlp.RlpList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RawTransactionReaderTest {
    private static final long SEED = 20261130;
    private static final List<JsonNode> VECTORS = Vectors.resource("vectors-generated.json");

    /** As caver hands it to a fee payer. */
    @Test
    void halfSignedWithTheZeroAddressIsReadAsWithoutAFeePayer() {
        for (JsonNode vector : VECTORS) {
            if (!Vectors.type(vector).isFeeDelegated()) {
                continue;
            }
            byte[] half = Vectors.bytes(vector, "senderTxHashRLP");
            RlpItem.Items body = (RlpItem.Items) RlpItem.decode(half, 1);
            RlpList caver = new RlpList();
            body.items().forEach(caver::add);
            caver.add(new byte[20]).add(new RlpItem.Items(List.of(new RlpItem.Items(
                    List.of(RlpItem.of(BigInteger.ONE), RlpItem.of(BigInteger.ZERO), RlpItem.of(BigInteger.ZERO))))));
            assertThat(RawTransactionReader.read(caver.encodeTyped(half[0])))
                    .isEqualTo(RawTransactionReader.read(half));
        }
    }

    @Test
    void blobTransactionIsReadWithItsBlobsToo() {
        KaiaTransaction transaction = KaiaTransaction.of(TransactionType.BLOB, 1001).set(Field.NONCE, 1)
                .set(Field.MAX_PRIORITY_FEE_PER_GAS, 0).set(Field.MAX_FEE_PER_GAS, 9).set(Field.GAS, 50_000)
                .set(Field.TO, Address.of(new byte[20])).set(Field.VALUE, 0).set(Field.INPUT, new byte[0])
                .set(Field.MAX_FEE_PER_BLOB_GAS, 7).set(Field.BLOB_VERSIONED_HASHES, new RlpItem.Items(List.of()))
                .build().signed(List.of(new TransactionSignature(BigInteger.ONE, BigInteger.TWO, BigInteger.TEN)));
        byte[] raw = transaction.raw();
        byte[] body = Arrays.copyOfRange(raw, 1, raw.length);
        byte[] withBlobs = new RlpList().add(RlpItem.decode(body)).add(new RlpItem.Items(List.of()))
                .add(new RlpItem.Items(List.of())).add(new RlpItem.Items(List.of())).encodeTyped(3);
        assertThat(RawTransactionReader.read(withBlobs)).isEqualTo(transaction);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0x                  | there are no bytes
            0x78                | it ends after 0x78
            0x7808c0            | there is no transaction type 0x7808
            0x7f                | there is no transaction type 0x7f
            0x18c0              | there is no transaction type 0x18
            0x08c0              | TxTypeValueTransfer has 7 items with its signature; found 0
            0x0880              | expected a list, found a string of bytes
            0xc0                | TxTypeLegacyTransaction has 9 items with its signature; found 0
            0x08c101            | TxTypeValueTransfer has 7 items with its signature; found 1
            0x08c10101          | 1 bytes are left over at byte 3
            0x03c0              | TxTypeEthereumBlob has 14 items with its signature; found 0
            0x7803c0            | TxTypeEthereumBlob has 14 items with its signature; found 0
            0x08f8              | the length at byte 1 is none
            0x08c2              | the item at byte 1 says that it has 2 bytes, and there are 0
            """)
    void brokenOnesAreNamed(String raw, String fault) {
        assertThatThrownBy(() -> RawTransactionReader.read(Hex.decode(raw)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(fault);
    }

    @Test
    void listsInListsCostNoStack() {
        byte[] nested = new byte[100_000];
        Arrays.fill(nested, (byte) 0xc1);
        nested[nested.length - 1] = (byte) 0xc0;
        assertThatThrownBy(() -> RawTransactionReader.read(nested)).isInstanceOf(IllegalArgumentException.class);
        assertThat(nested(RlpItem.DEEPEST)).isNotNull();
        assertThatThrownBy(() -> nested(RlpItem.DEEPEST + 1)).hasMessageContaining("nest deeper than");
    }

    private static RlpItem nested(int lists) {
        byte[] encoded = new RlpList().encode();
        for (int i = 1; i < lists; i++) {
            byte[] outer = new byte[encoded.length + 1];
            outer[0] = (byte) (0xc0 + encoded.length);
            System.arraycopy(encoded, 0, outer, 1, encoded.length);
            encoded = outer;
        }
        return RlpItem.decode(encoded);
    }

    /** Whatever is changed, it is refused in words, or read as another transaction; and what is read is encoded the same. */
    @Test
    void changedBytesAreRefusedOrAnotherTransaction() {
        Random random = new Random(SEED);
        int refused = 0;
        for (JsonNode vector : VECTORS) {
            byte[] raw = Vectors.bytes(vector, "rawTx");
            for (int i = 0; i < 60; i++) {
                byte[] changed = raw.clone();
                int at = random.nextInt(changed.length);
                changed[at] ^= (byte) (1 + random.nextInt(255));
                byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(changed, at) : changed;
                try {
                    KaiaTransaction read = RawTransactionReader.read(cut);
                    boolean prefixed = (cut[0] & 0xff) == TransactionType.ETHEREUM_PREFIX;
                    assertThat(prefixed ? read.kaiaRaw() : read.raw()).isEqualTo(cut);
                    assertThat(read.hash()).isNotEqualTo(Vectors.bytes(vector, "txHash"));
                    TransactionJson.ofRaw(cut);
                } catch (IllegalArgumentException fault) {
                    assertThat(fault).message().isNotBlank();
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }
}
