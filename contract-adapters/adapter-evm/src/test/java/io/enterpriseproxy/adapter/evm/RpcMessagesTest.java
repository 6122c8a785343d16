package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RpcMessagesTest {
    @Test
    void oneCallIsAnObjectAndSeveralAreABatch() {
        // Given
        RpcRequest one = RpcRequest.of("eth_call", Map.of("to", "0x1"), "latest");
        RpcRequest other = RpcRequest.of("eth_feeHistory", "0x1", "latest", List.of());

        // Then
        assertThat(text(RpcMessages.write(List.of(one)))).isEqualTo(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_call\",\"params\":[{\"to\":\"0x1\"},\"latest\"]}");
        assertThat(text(RpcMessages.write(List.of(one, other)))).isEqualTo(
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_call\",\"params\":[{\"to\":\"0x1\"},\"latest\"]},"
                        + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_feeHistory\","
                        + "\"params\":[\"0x1\",\"latest\",[]]}]");
    }

    @Test
    void repliesAreMatchedByIdWhateverTheirOrder() {
        // When
        List<RpcReply<String>> replies = read(5, """
                [{"result": "third", "jsonrpc": "2.0", "id": 3},
                 {"jsonrpc": "2.0", "id": 1, "result": "first", "error": null},
                 {"id": 4, "result": null},
                 {"id": 5, "error": {"code": -32000, "message": "no", "data": {"a": [1]}}, "result": null},
                 {"id": 77, "result": "of nobody"}, {"id": null, "error": {"code": 1, "message": "of nobody"}}]
                """);

        // Then
        assertThat(replies).element(0).isEqualTo(new Value<>("first"));
        assertThat(replies).element(1).isInstanceOf(Unanswered.class);
        assertThat(replies).element(2).isEqualTo(new Value<>("third"));
        assertThat(replies).element(3).isEqualTo(new Nothing<>());
        assertThat(replies).element(4).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.error().shown()).isEqualTo("error -32000: no"));
    }

    @Test
    void errorWithoutIdAnswersASingleCall() {
        assertThat(read(1, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"parse\"}}"))
                .first().isInstanceOf(Refused.class);
    }

    @Test
    void errorInPlaceOfABatchRefusesItAsAWhole() {
        assertThatThrownBy(() -> read(2, "{\"id\":null,\"error\":{\"code\":-32600,\"message\":\"batch too large\"}}"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("batch too large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "5", "\"x\"", "<html><body>502</body></html>", "{", "[", "[{]", "{}",
            "{\"id\":1}", "{\"id\":2,\"result\":\"0x1\"}", "{\"id\":1,\"result\":5}", "{\"id\":1,\"result\":{\"a\":1}}",
            "{\"id\":1,\"error\":\"text\"}", "[1,2]", "[[]]", "{\"id\":1,\"result\":\"0x", "{\"id\":1e999999999}",
            "{\"id\":99999999999999999999,\"result\":\"x\"}", "\u0000\u0001", "{\"message\":\"forbidden\"}"})
    void whatIsNoReplyIsRefusedAsSuch(String body) {
        assertThatThrownBy(() -> read(1, body)).isInstanceOfAny(JacksonException.class, IllegalArgumentException.class);
    }

    @Test
    void endlessNestingIsRefused() {
        assertThatThrownBy(() -> read(1, "{\"id\":1,\"x\":" + "[".repeat(200_000)))
                .isInstanceOf(JacksonException.class);
    }

    private static List<RpcReply<String>> read(int calls, String body) {
        return RpcMessages.read(body.getBytes(StandardCharsets.UTF_8), calls, ResultReader.TEXT);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
