package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallOutcome.Reverts;
import io.enterpriseproxy.chain.CallOutcome.Unknown;
import io.enterpriseproxy.chain.Hex;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;

/**
 * What the errors of eth_call and eth_estimateGas mean: the contract refuses (or the EVM stops it), or the node cannot
 * tell. Known shapes: geth, reth and anvil (code 3, data is hex), Besu (data is hex), Nethermind and OpenEthereum
 * (data is "Reverted 0x…"), Hardhat and Ganache (data is an object that holds the hex).
 */
final class CallErrors {
    private static final List<String> STOPPED = List.of("revert", "execution reverted", "vm execution error",
            "evm error", "invalid opcode", "bad instruction", "out of gas", "gas required exceeds", "stack underflow",
            "stack limit reached", "stack overflow", "invalid jump", "bad jump", "write protection",
            "could not be completed due to an exception");
    private static final List<String> DATA_FIELDS = List.of("data", "result", "return", "output");

    private CallErrors() {}

    static boolean isVerdict(RpcError error) {
        return error.code() == RpcError.EXECUTION_REVERTED || error.says(STOPPED);
    }

    static CallOutcome outcome(RpcError error) {
        return isVerdict(error)
                ? new Reverts(data(error.data()), error.shown())
                : new Unknown("the node could not try the call: " + error.shown());
    }

    private static byte[] data(JsonNode data) {
        if (data.isString()) {
            return hexIn(data.asString());
        }
        if (!data.isObject()) {
            return new byte[0];
        }
        for (String field : DATA_FIELDS) {
            byte[] found = data(data.path(field));
            if (found.length > 0) {
                return found;
            }
        }
        // Ganache has the object under the transaction's hash.
        return data.size() == 1 ? data(data.iterator().next()) : new byte[0];
    }

    private static byte[] hexIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int start = lower.indexOf("0x");
        if (start < 0 || !lower.substring(start).matches("0x([0-9a-f]{2})*")) {
            return new byte[0];
        }
        return Hex.decode(lower.substring(start));
    }
}
