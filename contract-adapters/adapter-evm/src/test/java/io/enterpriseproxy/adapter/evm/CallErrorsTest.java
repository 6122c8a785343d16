package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.CallOutcome.Reverts;
import io.enterpriseproxy.chain.CallOutcome.Unknown;
import io.enterpriseproxy.chain.Hex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import static org.assertj.core.api.Assertions.assertThat;

class CallErrorsTest {
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            geth          | 3      | execution reverted: no           | "0x08c379a0"
            geth, no data | 3      | execution reverted               | "0x"
            anvil         | 3      | execution reverted: custom error | "0x08c379a0"
            besu          | 3      | Execution reverted               | "0x08c379a0"
            besu, old     | -32000 | Execution reverted               | "0x08c379a0"
            nethermind    | -32015 | VM execution error.              | "Reverted 0x08c379a0"
            nethermind    | 3      | execution reverted               | "0x08C379A0"
            hardhat       | -32603 | Error: VM Exception while processing transaction: reverted with reason string 'no' | {"message": "no", "txHash": "0x12", "data": "0x08c379a0"}
            ganache       | -32000 | VM Exception while processing transaction: revert no | {"0x12ab": {"error": "revert", "program_counter": 5, "return": "0x08c379a0", "reason": "no"}}
            ganache 7     | -32000 | VM Exception while processing transaction: revert no | {"hash": null, "programCounter": 5, "result": "0x08c379a0", "reason": "no", "message": "revert"}
            nested        | 3      | execution reverted               | {"data": {"data": "0x08c379a0"}}
            """)
    void revertDataIsFoundInTheShapeOfEachClient(String client, long code, String message, String data) {
        // When
        byte[] found = ((Reverts) CallErrors.outcome(error(code, message, data))).data();

        // Then
        assertThat(Hex.encode(found)).isEqualTo(data.equals("\"0x\"") ? "0x" : "0x08c379a0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out of gas", "Out of gas: gas required exceeds allowance: 30000000",
            "gas required exceeds allowance (50000000)", "invalid opcode: INVALID", "EVM error InvalidFEOpcode",
            "invalid jump destination", "stack underflow (0 <=> 2)", "stack limit reached 1024 (1023)",
            "Bad instruction fe", "write protection",
            "Transaction processing could not be completed due to an exception"})
    void callThatTheEvmStopsRevertsWithoutData(String message) {
        assertThat(CallErrors.outcome(error(-32000, message, null))).isInstanceOfSatisfying(Reverts.class,
                reverts -> assertThat(reverts.data()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient funds for transfer", "Insufficient funds for gas * price + value",
            "header not found", "missing trie node 12 (path )", "Internal error", "rate limit exceeded",
            "nonce too high", ""})
    void refusalThatIsNotTheContractsIsUnknown(String message) {
        assertThat(CallErrors.outcome(error(-32000, message, null))).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"0x1\"", "\"0xzz\"", "\"Reverted\"", "5", "[\"0x12\"]", "{}",
            "{\"a\":{},\"b\":1}",
            "null", "{\"a\":{\"a\":{\"a\":{}}}}"})
    void dataOfUnknownShapeIsEmpty(String data) {
        assertThat(CallErrors.outcome(error(3, "execution reverted", data))).isInstanceOfSatisfying(Reverts.class,
                reverts -> assertThat(reverts.data()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate limit exceeded", "insufficient funds", "header not found"})
    void reasonOfTheContractIsNotTakenForTheNodes(String reason) {
        assertThat(CallErrors.isVerdict(error(3, "execution reverted: " + reason, "\"0x08c379a0\""))).isTrue();
    }

    private static RpcError error(long code, String message, @Nullable String data) {
        return new RpcError(code, message,
                data == null ? MissingNode.getInstance() : JsonMapper.shared().readTree(data));
    }
}
