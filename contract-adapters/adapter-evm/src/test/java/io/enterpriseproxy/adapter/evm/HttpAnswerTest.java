package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Exchange.Answered;
import io.enterpriseproxy.adapter.evm.Exchange.Failed;
import io.enterpriseproxy.adapter.evm.Fault.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class HttpAnswerTest {
    private static final String RECEIPT = """
            {"transactionHash":"0x01","blockHash":"0x02","blockNumber":"0x1","transactionIndex":"0x0","status":"0x1",
             "from":"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","gasUsed":"0x5208","effectiveGasPrice":"0x7",
             "logs":[{"address":"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","topics":["0x1"],"data":"0x",
             "logIndex":"0x0"}]}""";

    static Stream<ResultReader<?>> readers() {
        return Stream.of(BlockJson.READER, ReceiptJson.LIST_READER, ResultReader.NUMBER, ResultReader.BYTES);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void mutilatedAnswerIsReadOrBrokenButNeverThrows(ResultReader<?> reader) {
        // Given
        byte[] sound = ("""
                [{"jsonrpc":"2.0","id":1,"result":{"number":"0x10","hash":"0xab","parentHash":"0xaa",\
                "timestamp":"0x65","baseFeePerGas":"0x7","transactions":["0x1","0x2"]}},
                 {"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"no","data":"0x"}},
                 {"jsonrpc":"2.0","id":3,"result":[""" + RECEIPT + "]}]").getBytes(StandardCharsets.UTF_8);
        Random random = new Random(7);

        for (int i = 0; i < 20_000; i++) {
            // When
            byte[] body = sound.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }

            // Then
            switch (HttpAnswer.parse(200, body, 3, reader)) {
                case Answered<?> answered -> assertThat(answered.replies()).hasSize(3);
                case Failed<?> failed -> assertThat(failed.fault().kind()).isEqualTo(Kind.BROKEN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"from\":null", "\"from\":\"0x12\"", "\"transactionIndex\":\"0xffffffffffff\"",
            "\"blockNumber\":\"0xffffffffffffffff\"", "\"logs\":null", "\"logs\":[null]", "\"logs\":[{}]",
            "\"logs\":{}", "\"status\":null", "\"gasUsed\":{}", "\"gasUsed\":\"\""})
    void impossibleReceiptIsBroken(String member) {
        // Given: a later member of the same name counts
        String receipt = RECEIPT.substring(0, RECEIPT.length() - 1) + "," + member + "}";

        // Then
        assertThat(parse("[" + receipt + "]", ReceiptJson.LIST_READER)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.fault().reason()).startsWith("gave no usable answer (HTTP 200): "));
        assertThat(parse("[" + RECEIPT + "]", ReceiptJson.LIST_READER)).isInstanceOf(Answered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x7fffffffffffffff", "-1", ""})
    void impossibleTimeOfABlockIsBroken(String timestamp) {
        assertThat(parse("{\"number\":\"0x1\",\"hash\":\"0x1\",\"parentHash\":\"0x1\",\"timestamp\":\""
                + timestamp + "\"}", BlockJson.READER)).isInstanceOf(Failed.class);
    }

    private static <T> Exchange<T> parse(String result, ResultReader<T> reader) {
        return HttpAnswer.parse(200, ("{\"id\":1,\"result\":" + result + "}").getBytes(StandardCharsets.UTF_8), 1,
                reader);
    }
}
