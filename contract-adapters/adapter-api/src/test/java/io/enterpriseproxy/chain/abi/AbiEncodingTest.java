package io.enterpriseproxy.chain.abi;

import com.sun.management.ThreadMXBean;
import io.enterpriseproxy.chain.Hex;
import org.junit.jupiter.api.Test;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Int64;
import org.web3j.abi.datatypes.generated.StaticArray2;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class AbiEncodingTest {
    @Test
    void randomTypesAreEncodedAsTheSpecificationDefinesAndDecodedBack() {
        Random random = new Random(20261101);
        for (int round = 0; round < 5_000; round++) {
            // Given
            List<RandomValue> values = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                values.add(RandomValue.of(random, 3));
            }
            String parameters = IntStream.range(0, values.size())
                    .mapToObj(i -> values.get(i).parameter("p" + i))
                    .collect(Collectors.joining(","));
            AbiFunction function = ContractAbi.parse("[{\"name\":\"f\",\"inputs\":[%s],\"outputs\":[%s]}]"
                    .formatted(parameters, parameters)).function("f").orElseThrow();
            Map<String, Object> given = new LinkedHashMap<>();
            Map<String, Object> shown = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                given.put("p" + i, values.get(i).given());
                shown.put("p" + i, values.get(i).shown());
            }
            // When
            byte[] input = TestAbi.encoded(function, given);
            // Then
            byte[] body = Arrays.copyOfRange(input, 4, input.length);
            assertThat(Hex.encode(body)).as(function.signature()).isEqualTo(Hex.encode(RandomValue.sequence(values)));
            assertThat(function.decodeOutput(body)).as(function.signature()).isEqualTo(shown);
            assertThat(TestAbi.encoded(function, function.decodeOutput(body))).isEqualTo(input);
        }
    }

    @Test
    void callIsByteEqualToWeb3js() {
        // Given
        AbiFunction order = ContractAbi.parse("""
                [{"type":"function","name":"order","inputs":[
                   {"name":"id","type":"uint256"},{"name":"buyer","type":"address"},{"name":"note","type":"string"},
                   {"name":"line","type":"tuple","components":[
                     {"name":"sku","type":"bytes32"},{"name":"quantity","type":"uint32"}]},
                   {"name":"party","type":"tuple","components":[
                     {"name":"name","type":"string"},{"name":"balance","type":"int64"}]},
                   {"name":"urgent","type":"bool"},{"name":"document","type":"bytes"},
                   {"name":"pair","type":"uint256[2]"},{"name":"tags","type":"string[]"}]}]""")
                .function("order")
                .orElseThrow();
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            BigInteger id = new BigInteger(256, random);
            byte[] buyer = bytes(random, 20);
            byte[] sku = bytes(random, 32);
            byte[] document = bytes(random, random.nextInt(100));
            long quantity = random.nextLong(1L << 32);
            long balance = random.nextLong();
            String note = "Überweisung " + random.nextLong();
            List<Type<?>> web3j = List.of(new Uint256(id), new org.web3j.abi.datatypes.Address(Hex.encode(buyer)),
                    new Utf8String(note), new StaticStruct(new Bytes32(sku), new Uint32(quantity)),
                    new DynamicStruct(new Utf8String("ACME"), new Int64(balance)),
                    new org.web3j.abi.datatypes.Bool(true), new DynamicBytes(document),
                    new StaticArray2<>(Uint256.class, new Uint256(1), new Uint256(id)),
                    new DynamicArray<>(Utf8String.class, new Utf8String("a"), new Utf8String(note)));
            Map<String, Object> arguments = new LinkedHashMap<>(Map.of("id", id, "buyer", Hex.encode(buyer), "note",
                    note,
                    "line", List.of(sku, quantity), "party", Map.of("name", "ACME", "balance", balance), "urgent", true,
                    "document", Hex.encode(document), "pair", List.of(1, id.toString()), "tags", List.of("a", note)));
            // When
            byte[] input = TestAbi.encoded(order, arguments);
            // Then
            assertThat(Hex.encode(input))
                    .isEqualTo(FunctionEncoder.encode(new Function("order", List.copyOf(web3j), List.of())));
        }
    }

    @Test
    void oneParsedAbiServesManyThreads() {
        AbiFunction order = TestAbi.order();
        List<String> inputs = IntStream.range(0, 4_000)
                .parallel()
                .mapToObj(i -> Hex.encode(TestAbi.encoded(order, arguments(i % 10))))
                .toList();
        for (int i = 0; i < inputs.size(); i++) {
            assertThat(inputs.get(i)).isEqualTo(inputs.get(i % 10));
        }
        assertThat(inputs.subList(0, 10)).doesNotHaveDuplicates();
    }

    /** Counted in bytes, not in time: parsing the ABI or a type once more takes many times that. */
    @Test
    void encodingDoesNotParseAgain() {
        // Given
        AbiFunction order = TestAbi.order();
        Map<String, Object> arguments = arguments(1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        IntStream.range(0, 1_000).forEach(i -> TestAbi.encoded(order, arguments));
        // When
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            order.encode(arguments);
        }
        // Then
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 1_000).isBetween(200L, 10_000L);
    }

    private static Map<String, Object> arguments(int id) {
        return Map.of("id", id, "buyer", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "lines",
                List.of(Map.of("sku", "0x" + "07".repeat(32), "quantity", 5)));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
