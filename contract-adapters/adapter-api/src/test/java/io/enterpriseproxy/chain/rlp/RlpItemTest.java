package io.enterpriseproxy.chain.rlp;

import io.enterpriseproxy.chain.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RlpItemTest {
    private static final long SEED = 20261130;

    /** Against web3j's encoder. */
    @Test
    void whatIsEncodedIsRead() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            RlpItem.Items item = items(random, 0);
            byte[] encoded = RlpEncoder.encode(web3j(item));
            assertThat(RlpItem.decode(encoded)).isEqualTo(item);
            assertThat(item.encode()).isEqualTo(encoded);
        }
    }

    private static RlpItem.Items items(Random random, int depth) {
        List<RlpItem> items = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            items.add(depth < 3 && random.nextInt(4) == 0 ? items(random, depth + 1) : string(random));
        }
        return new RlpItem.Items(items);
    }

    private static RlpItem string(Random random) {
        int[] lengths = {0, 1, 1, 2, 20, 32, 54, 55, 56, 57, 255, 256, 70_000};
        byte[] bytes = new byte[lengths[random.nextInt(random.nextInt(50) == 0 ? 13 : 12)]];
        random.nextBytes(bytes);
        return new RlpItem.Bytes(bytes);
    }

    private static RlpType web3j(RlpItem item) {
        return switch (item) {
            case RlpItem.Bytes bytes -> RlpString.create(bytes.value());
            case RlpItem.Items list ->
                new org.web3j.rlp.RlpList(list.items().stream().map(RlpItemTest::web3j).toList());
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0x            | it ends at byte 0 where an item is expected
            0x8100        | a single byte has a header at byte 0
            0x817f        | a single byte has a header at byte 0
            0x82ff        | the item at byte 0 says that it has 2 bytes, and there are 1
            0xb837        | the length at byte 0 has a shorter form
            0xb800        | the length at byte 0 is none
            0xb90038      | the length at byte 0 is none
            0xbf0100000000000000 | the length at byte 0 is none
            0xbb7fffffff  | the item at byte 0 says that it has 2147483647 bytes, and there are 0
            0xbbffffffff  | the item at byte 0 says that it has 4294967295 bytes, and there are 0
            0xc28201      | the item at byte 1 says that it has 2 bytes, and there are 1
            0xc0c0        | 1 bytes are left over at byte 1
            0xf800        | the length at byte 0 is none
            """)
    void whatIsNotTheOneFormIsRefused(String encoded, String fault) {
        assertThatThrownBy(() -> RlpItem.decode(Hex.decode(encoded))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(fault);
    }

    @Test
    void integersHaveOneForm() {
        assertThat(RlpItem.of(BigInteger.ZERO)).isEqualTo(new RlpItem.Bytes(new byte[0]));
        assertThat(RlpItem.of(BigInteger.valueOf(128))).isEqualTo(new RlpItem.Bytes(new byte[]{(byte) 128}));
        assertThat(new RlpItem.Bytes(new byte[]{(byte) 128}).integer()).isEqualTo(128);
        RlpItem.Bytes padded = new RlpItem.Bytes(new byte[]{0, 1});
        assertThatThrownBy(padded::integer).hasMessage("an integer begins with a zero byte");
        assertThatThrownBy(() -> RlpItem.of(BigInteger.valueOf(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
