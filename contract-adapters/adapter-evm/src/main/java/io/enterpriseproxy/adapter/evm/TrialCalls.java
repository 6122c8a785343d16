package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallOutcome.Succeeds;
import io.enterpriseproxy.chain.CallOutcome.Unknown;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.Hex;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Calls that are only tried: eth_estimateGas on the pending state, eth_call on a block's. */
final class TrialCalls {
    private final NodePool nodes;

    TrialCalls(NodePool nodes) {
        this.nodes = nodes;
    }

    List<CallOutcome> estimate(List<CallRequest> calls) {
        List<RpcRequest> requests = calls.stream()
                .map(call -> RpcRequest.of("eth_estimateGas", parameters(call), "pending")).toList();
        return nodes.ask(new Calls<>(requests, ResultReader.QUANTITY, CallErrors::isVerdict)).stream()
                .map(reply -> outcome(reply, gas -> new Succeeds(new byte[0], gas))).toList();
    }

    List<CallOutcome> call(List<CallRequest> calls, String block) {
        List<RpcRequest> requests = calls.stream().map(call -> RpcRequest.of("eth_call", parameters(call), block))
                .toList();
        return nodes.ask(new Calls<>(requests, ResultReader.BYTES, CallErrors::isVerdict)).stream()
                .map(reply -> outcome(reply, output -> new Succeeds(output, 0))).toList();
    }

    private static <T> CallOutcome outcome(RpcReply<T> reply, Function<T, CallOutcome> success) {
        return switch (reply) {
            case Value<T> value -> success.apply(value.value());
            case Nothing<T> nothing -> new Unknown("the node named no result");
            case Refused<T> refused -> CallErrors.outcome(refused.error());
            case Unanswered<T> unanswered -> new Unknown(unanswered.reason());
        };
    }

    /** No gas price is named, so that no node asks whether the sender could pay for the gas. */
    private static Map<String, String> parameters(CallRequest call) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("from", call.from().lowerCase());
        parameters.put("to", call.to().lowerCase());
        parameters.put("data", Hex.encode(call.input()));
        if (call.value().signum() != 0) {
            parameters.put("value", Quantity.of(call.value()));
        }
        return parameters;
    }
}
