package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AbiFunctionTest {
    private static final String SUPPLIER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    private static final BigInteger LARGEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    /** The example of the ABI specification: sam(bytes,bool,uint256[]) with "dave", true and [1,2,3]. */
    @Test
    void encodesTheExampleOfTheSpecification() {
        // Given
        AbiFunction sam = TestAbi.function("sam", "bytes", "bool", "uint256[]");
        // When
        byte[] input = encoded(sam, Map.of("a", "0x64617665", "b", true, "c", List.of(1, 2, 3)));
        // Then
        assertThat(Hex.encode(input)).isEqualTo("0xa5643bf2"
                + "0000000000000000000000000000000000000000000000000000000000000060"
                + "0000000000000000000000000000000000000000000000000000000000000001"
                + "00000000000000000000000000000000000000000000000000000000000000a0"
                + "0000000000000000000000000000000000000000000000000000000000000004"
                + "6461766500000000000000000000000000000000000000000000000000000000"
                + "0000000000000000000000000000000000000000000000000000000000000003"
                + "0000000000000000000000000000000000000000000000000000000000000001"
                + "0000000000000000000000000000000000000000000000000000000000000002"
                + "0000000000000000000000000000000000000000000000000000000000000003");
    }

    @Test
    void integerIsTakenInEveryExactForm() {
        for (Object form : List.of(255, 255L, (short) 255, new BigInteger("255"), new BigDecimal("255"),
                new BigDecimal("255.000"), new BigDecimal("2.55E+2"), new BigDecimal("25500").movePointLeft(2), "255",
                "000255", "0xff", "0xFF", "0x00ff")) {
            assertThat(word("uint8", form)).as("%s %s", form.getClass(), form).isEqualTo("00".repeat(31) + "ff");
        }
        assertThat(word("uint8", (byte) 7)).endsWith("07");
        assertThat(word("int8", "-128")).isEqualTo("ff".repeat(31) + "80");
        assertThat(word("uint8", new BigDecimal("0E+2000000000"))).isEqualTo("00".repeat(32));
        assertThat(word("uint256", LARGEST)).isEqualTo("ff".repeat(32));
        assertThat(word("uint256", new BigDecimal("1E+77"))).startsWith("dd15fe86");
    }

    @ParameterizedTest
    @CsvSource({"uint8,256", "uint8,-1", "int8,128", "int8,-129", "uint256,-1", "uint64,18446744073709551616",
            "int256,57896044618658097711785492504343953926634992332820282019728792003956564819968"})
    void integerOutOfRangeIsRefused(String type, String value) {
        for (Object form : List.of(value, new BigInteger(value), new BigDecimal(value), new BigDecimal(value + ".0"))) {
            assertThat(fault(type, form).expected()).startsWith(type + ": an integer from ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "+1", "1.0", "1e3", "0x", "0xg", "-0x1", "-", "--1", "1_000", "1,000", "٣",
            "１", "NaN", "true", "0X1"})
    void textThatIsNoIntegerIsRefused(String text) {
        assertThat(fault("uint256", text))
                .isEqualTo(new ArgumentFault("a", '"' + text + '"', "uint256: an integer from 0 to 2^256-1"));
    }

    @Test
    void fractionIsRefused() {
        for (String fraction : List.of("0.5", "1.0000000000000000001", "-0.1", "1E-400", "1e-2147483647")) {
            assertThat(fault("int256", new BigDecimal(fraction)).expected()).startsWith("int256: an integer");
        }
    }

    @Test
    void hugeExponentIsRefusedWithoutBeingWrittenOut() {
        assertThat(Duration.ofNanos(timed(() -> {
            assertThat(fault("uint256", new BigDecimal("1e400")).found()).isEqualTo("1E+400");
            assertThat(fault("uint256", new BigDecimal("1e2147483647")).found()).isEqualTo("1E+2147483647");
            assertThat(fault("uint256", "9".repeat(1_000_000)).found()).hasSize(83);
            assertThat(fault("uint256", BigInteger.ONE.shiftLeft(50_000_000)).found())
                    .isEqualTo("an integer of 50000001 bits");
            assertThat(fault("uint256", new BigDecimal(BigInteger.ONE.shiftLeft(50_000_000), 10)).found())
                    .isEqualTo("a number of very many digits");
        }))).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void floatingPointIsRefusedEvenIfItLooksWhole() {
        assertThat(fault("uint256", 5.0d).found()).isEqualTo("5.0, a value that went through floating point");
        assertThat(fault("uint256", 5.0f).found()).isEqualTo("5.0, a value that went through floating point");
        assertThat(fault("uint256", Double.NaN).found()).startsWith("NaN");
    }

    @Test
    void bytesAreTakenAsHexOrArrayOfTheRightLength() {
        assertThat(word("bytes4", "0xDeadBeef")).isEqualTo("deadbeef" + "00".repeat(28));
        assertThat(word("bytes4", new byte[]{1, 2, 3, 4})).isEqualTo("01020304" + "00".repeat(28));
        assertThat(fault("bytes4", "0xdeadbe").expected()).isEqualTo("bytes4: 0x and 8 hex digits, not 6 characters");
        assertThat(fault("bytes4", new byte[5])).isEqualTo(
                new ArgumentFault("a", "5 bytes", "bytes4: 0x and 8 hex digits"));
        assertThat(fault("bytes", "0xabc").expected())
                .isEqualTo("bytes: 0x and an even number of hex digits, not 3 characters");
        assertThat(fault("bytes", "deadbeef").found()).isEqualTo("\"deadbeef\"");
        assertThat(fault("bytes", "0xzz").expected()).startsWith("bytes: 0x and an even number");
        assertThat(fault("bytes32", 1).found()).isEqualTo("1");
    }

    @Test
    void addressMustCarryItsChecksumWhenCaseIsMixed() {
        String digits = "00".repeat(12) + "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
        assertThat(word("address", SUPPLIER)).isEqualTo(digits);
        assertThat(word("address", Address.parse(SUPPLIER))).isEqualTo(digits);
        assertThat(word("address", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")).isEqualTo(digits);
        assertThat(word("address", "0x" + "00".repeat(20))).isEqualTo("00".repeat(32));
        assertThat(fault("address", "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed").expected()).contains("checksum");
        assertThat(fault("address", SUPPLIER.substring(0, 41)).expected()).startsWith("address: 0x and 40 hex digits");
        assertThat(fault("address", 12).found()).isEqualTo("12");
    }

    @Test
    void boolIsNothingButTrueOrFalse() {
        assertThat(word("bool", true)).endsWith("1");
        for (Object lookalike : List.of("true", 1, "1", "yes")) {
            assertThat(fault("bool", lookalike).expected()).isEqualTo("bool: true or false");
        }
    }

    @Test
    void textWithHalfASurrogatePairIsRefused() {
        assertThat(fault("string", "ab\ud83d").expected()).contains("UTF-8");
        assertThat(fault("string", 1).expected()).isEqualTo("string: a text");
    }

    @Test
    void nullIsRefusedByEveryType() {
        for (String type : List.of("uint8", "bool", "address", "bytes", "bytes32", "string", "uint8[]", "bool[2]")) {
            assertThat(fault(type, null).found()).as(type).isEqualTo("null");
        }
    }

    @Test
    void arrayMustHaveTheDeclaredLength() {
        assertThat(fault("uint8[2]", List.of(1)))
                .isEqualTo(new ArgumentFault("a", "a list of 1", "uint8[2]: a list of 2"));
        assertThat(fault("uint8[]", "1").expected()).isEqualTo("uint8[]: a list");
        assertThat(fault("uint8[2][]", List.of(List.of(1, 2), List.of(1))).argument()).isEqualTo("a[1]");
        assertThat(fault("bool[]", Arrays.asList(true, null)).argument()).isEqualTo("a[1]");
    }

    @Test
    void everyFaultIsNamedWithItsPath() {
        // Given
        AbiFunction order = TestAbi.order();
        Map<String, Object> line = Map.of("sku", "0x01", "quantity", -1, "colour", "red");
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("id", 1.5d);
        arguments.put("lines", List.of(List.of("0x" + "00".repeat(32), 1), line, "line", List.of(1)));
        arguments.put("x".repeat(300), "surplus");
        // When
        EncodeOutcome outcome = order.encode(arguments);
        // Then
        assertThat(outcome).isInstanceOfSatisfying(EncodeOutcome.Refused.class, refused -> {
            assertThat(refused.faults()).extracting(ArgumentFault::argument)
                    .containsExactlyInAnyOrder("id", "lines[1].sku", "lines[1].quantity", "lines[1].colour", "lines[2]",
                            "lines[3]", "buyer", "x".repeat(80) + "…");
            assertThat(refused.faults()).contains(new ArgumentFault("buyer", "nothing", "address"),
                    new ArgumentFault("lines[1].colour", "\"red\"", "no such name here; known are: sku, quantity"),
                    new ArgumentFault("lines[2]", "\"line\"",
                            "(bytes32,uint32): an object with the fields sku, quantity, or a list of 2"));
        });
    }

    @Test
    void flawlessTupleIsTakenByNameOrByPosition() {
        AbiFunction order = TestAbi.order();
        String sku = "0x" + "07".repeat(32);
        byte[] byName = encoded(order, Map.of("id", 1, "buyer", SUPPLIER, "lines",
                List.of(Map.of("quantity", 5, "sku", sku))));
        byte[] byPosition = encoded(order, Map.of("id", 1, "buyer", SUPPLIER, "lines", List.of(List.of(sku, 5))));
        assertThat(byName).isEqualTo(byPosition);
    }

    @Test
    void unnamedInputsAreNumbered() {
        AbiFunction function = ContractAbi.parse("""
                [{"type":"function","name":"f","inputs":[{"type":"uint8","name":""},{"type":"bool"}],
                  "outputs":[{"type":"uint8","name":""},{"type":"bool","name":"ok"}]}]""").functions().getFirst();
        assertThat(function.inputs()).extracting(AbiParameter::name).containsExactly("arg0", "arg1");
        byte[] input = encoded(function, Map.of("arg0", 7, "arg1", true));
        assertThat(function.decodeOutput(Arrays.copyOfRange(input, 4, input.length)))
                .isEqualTo(Map.of("0", "7", "ok", true));
    }

    @Test
    void manyFaultsAreCutToAHundred() {
        List<Object> wrong = new ArrayList<>(Collections.nCopies(200_000, "x"));
        EncodeOutcome outcome = TestAbi.function("f", "uint8[]").encode(Map.of("a", wrong));
        assertThat(outcome).isInstanceOfSatisfying(EncodeOutcome.Refused.class,
                refused -> assertThat(refused.faults()).hasSize(100));
    }

    @Test
    void outputThatIsNoneIsRefusedInPlainWords() {
        AbiFunction function = TestAbi.function("f", "uint8", "string");
        assertThatThrownBy(() -> function.decodeOutput(new byte[0])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 bytes do not decode as (uint8,string)");
        AbiFunction small = TestAbi.function("f", "uint8");
        assertThatThrownBy(() -> small.decodeOutput(Hex.decode("0x" + "00".repeat(30) + "0100")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside of uint8");
    }

    @Test
    void outputShowsEveryTypeAsJsonWouldHaveIt() {
        // Given
        AbiFunction function = TestAbi.function("f", "int64", "bool", "address", "bytes2", "string", "uint8[]",
                "bytes[1]");
        byte[] input = encoded(function, Map.of("a", -5, "b", true, "c", SUPPLIER.toLowerCase(java.util.Locale.ROOT),
                "d", "0xABCD", "e", "Größe 😀", "f", List.of(1, 2), "g", List.of("0x01")));
        // When
        Map<String, Object> output = function.decodeOutput(Arrays.copyOfRange(input, 4, input.length));
        // Then
        assertThat(output).isEqualTo(Map.of("a", "-5", "b", true, "c", SUPPLIER, "d", "0xabcd", "e", "Größe 😀", "f",
                List.of("1", "2"), "g", List.of("0x01")));
    }

    private static String word(String type, Object value) {
        byte[] input = encoded(TestAbi.function("f", type), Map.of("a", value));
        return Hex.encode(input).substring(2 + 8);
    }

    private static ArgumentFault fault(String type, @Nullable Object value) {
        EncodeOutcome outcome = TestAbi.function("f", type).encode(Collections.singletonMap("a", value));
        assertThat(outcome).isInstanceOf(EncodeOutcome.Refused.class);
        List<ArgumentFault> faults = ((EncodeOutcome.Refused) outcome).faults();
        assertThat(faults).hasSize(1);
        return faults.getFirst();
    }

    private static byte[] encoded(AbiFunction function, Map<String, ?> arguments) {
        return TestAbi.encoded(function, arguments);
    }

    private static long timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
