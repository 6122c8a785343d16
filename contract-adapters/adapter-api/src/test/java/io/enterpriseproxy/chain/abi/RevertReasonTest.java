package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class RevertReasonTest {
    private static final String WORD = "00".repeat(32);
    private static final ContractAbi ABI = ContractAbi.parse("""
            [{"type":"error","name":"InvoiceExists","inputs":[
               {"name":"invoiceId","type":"bytes32"},{"name":"registeredBy","type":"address"}]},
             {"type":"error","name":"Closed","inputs":[]},
             {"type":"error","name":"Many","inputs":[{"name":"reasons","type":"string[]"}]}]""");

    /** The example of the Solidity documentation: revert("Not enough Ether provided."). */
    @Test
    void reasonTextIsRead() {
        String data = "0x08c379a0"
                + "0000000000000000000000000000000000000000000000000000000000000020"
                + "000000000000000000000000000000000000000000000000000000000000001a"
                + "4e6f7420656e6f7567682045746865722070726f76696465642e000000000000";
        assertThat(ABI.revertReason(Hex.decode(data))).isEqualTo(new RevertReason("Error", "Not enough Ether provided.",
                Map.of("message", "Not enough Ether provided."), data));
    }

    @ParameterizedTest
    @CsvSource({"01,assertion", "11,overflow", "12,division by zero", "21,enum", "22,byte array", "31,pop()",
            "32,out of bounds", "41,memory", "51,unset internal function"})
    void panicIsReadWithItsMeaning(String code, String meaning) {
        RevertReason reason = ABI.revertReason(Hex.decode("0x4e487b71" + "00".repeat(31) + code));
        assertThat(reason.name()).isEqualTo("Panic");
        assertThat(reason.message()).startsWith("panic 0x" + code + ": ").contains(meaning);
        assertThat(reason.arguments()).isEqualTo(Map.of("code", String.valueOf(Integer.parseInt(code, 16))));
    }

    @Test
    void panicOfALaterCompilerIsStillAPanic() {
        assertThat(ABI.revertReason(Hex.decode("0x4e487b71" + "ff".repeat(32))).message()).startsWith("panic 1157920");
    }

    @Test
    void customErrorIsReadWithItsArguments() {
        RevertReason reason = ABI.revertReason(errorData("InvoiceExists(bytes32,address)",
                "07".repeat(32) + "00".repeat(12) + "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"));
        assertThat(reason.name()).isEqualTo("InvoiceExists");
        assertThat(reason.message()).isEqualTo("InvoiceExists(invoiceId: 0x" + "07".repeat(32)
                + ", registeredBy: 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed)");
        assertThat(reason.arguments()).containsEntry("registeredBy", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
        assertThat(ABI.revertReason(errorData("Closed()", "")).message()).isEqualTo("Closed()");
    }

    @Test
    void dataThatSaysNothingIsUnknown() {
        assertUnknown("0x", "no reason");
        assertUnknown("0x08c379", "cut off");
        assertUnknown("0xdeadbeef", "does not know");
        assertUnknown("0x08c379a0", "do not decode");
        assertUnknown("0x08c379a0" + "ff".repeat(64), "do not decode");
        assertUnknown("0x4e487b71" + "00".repeat(31), "do not decode");
        assertUnknown(Hex.encode(errorData("InvoiceExists(bytes32,address)", "ff".repeat(64))), "InvoiceExists");
    }

    @Test
    void arbitraryDataNeverThrows() {
        Random random = new Random(7);
        byte[][] heads = {Hex.decode("0x08c379a0"), Hex.decode("0x4e487b71"), errorData("Many(string[])", "")};
        for (int i = 0; i < 20_000; i++) {
            byte[] data = new byte[4 + random.nextInt(200)];
            if (random.nextBoolean()) {
                random.nextBytes(data);
            }
            for (int j = 0; j < 4; j++) {
                data[random.nextInt(data.length)] = (byte) (32 * random.nextInt(6));
            }
            System.arraycopy(heads[i % 3], 0, data, 0, 4);
            assertThat(ABI.revertReason(data).name()).isIn("Error", "Panic", "Many", "Unknown");
        }
    }

    @Test
    void dataThatUnfoldsToGigabytesIsUnknown() {
        // Given 4,000 strings that all stand at the same place
        StringBuilder body = new StringBuilder(word(32)).append(word(4_000));
        for (int i = 0; i < 4_000; i++) {
            body.append(word(4_000 * 32));
        }
        body.append(word(100_000)).append("61".repeat(100_000));
        // Then
        assertUnknown(Hex.encode(errorData("Many(string[])", body.toString())), "do not decode");
    }

    @Test
    void equalValuesMayShareAPlace() {
        RevertReason reason = ABI.revertReason(
                errorData("Many(string[])",
                        word(32) + word(2) + word(64) + word(64) + word(2) + "6869" + "00".repeat(30)));
        assertThat(reason.arguments()).isEqualTo(Map.of("reasons", List.of("hi", "hi")));
    }

    @Test
    void longReasonIsShortenedForPeopleOnly() {
        RevertReason reason = ABI.revertReason(errorDataOf("08c379a0", word(32) + word(6_400) + "61".repeat(6_400)));
        assertThat(reason.message()).hasSize(501).endsWith("a…");
        assertThat(reason.arguments()).isEqualTo(Map.of("message", "a".repeat(6_400)));
    }

    private static void assertUnknown(String data, String message) {
        RevertReason reason = ABI.revertReason(Hex.decode(data));
        assertThat(reason.name()).isEqualTo("Unknown");
        assertThat(reason.message()).contains(message);
        assertThat(reason.data()).isEqualTo(data);
    }

    private static byte[] errorData(String signature, String arguments) {
        byte[] selector = AbiFunction.selectorOf(signature);
        byte[] body = Hex.decode("0x" + arguments);
        byte[] data = Arrays.copyOf(selector, 4 + body.length);
        System.arraycopy(body, 0, data, 4, body.length);
        return data;
    }

    private static byte[] errorDataOf(String selector, String arguments) {
        return Hex.decode("0x" + selector + arguments);
    }

    private static String word(int value) {
        String hex = Integer.toHexString(value);
        return WORD.substring(hex.length()) + hex;
    }
}
