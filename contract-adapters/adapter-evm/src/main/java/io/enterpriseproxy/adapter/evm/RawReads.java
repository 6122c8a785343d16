package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Exchange.Answered;
import io.enterpriseproxy.adapter.evm.Exchange.Failed;
import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import io.enterpriseproxy.chain.RawRead;
import io.enterpriseproxy.chain.RawReadOutcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads that others ask for, beside the breaker: one that no node can answer in time says nothing of the nodes, and must not
 * take them from the flow.
 */
final class RawReads {
    private static final ResultReader<JsonNode> TREE = parser -> parser.readValueAsTree();

    private final NodePool nodes;

    RawReads(NodePool nodes) {
        this.nodes = nodes;
    }

    List<RawReadOutcome> read(List<RawRead> reads) {
        List<RpcRequest> calls = reads.stream().map(read -> new RpcRequest(read.method(), List.copyOf(read.params())))
                .toList();
        String why = "no node of the chain is usable";
        for (Node node : nodes.usable()) {
            switch (inBatches(node, calls)) {
                case Answered<JsonNode> answered when answered.replies().stream().noneMatch(RawReads::isBusy) -> {
                    return answered.replies().stream().map(RawReads::outcome).toList();
                }
                case Answered<JsonNode> busy -> why = node + " cannot serve now";
                case Failed<JsonNode> failed -> why = node + " " + failed.fault().reason();
            }
        }
        String reason = why;
        return reads.stream().<RawReadOutcome>map(read -> new RawReadOutcome.Unknown(reason)).toList();
    }

    private Exchange<JsonNode> inBatches(Node node, List<RpcRequest> calls) {
        List<RpcReply<JsonNode>> replies = new ArrayList<>();
        int most = node.limit().current();
        for (int from = 0; from < calls.size(); from += most) {
            List<RpcRequest> some = calls.subList(from, Math.min(calls.size(), from + most));
            switch (node.sendBesides(some, TREE, nodes.timeout())) {
                case Answered<JsonNode> answered -> replies.addAll(answered.replies());
                case Failed<JsonNode> failed -> {
                    return failed;
                }
            }
        }
        return new Answered<>(replies);
    }

    private static boolean isBusy(RpcReply<JsonNode> reply) {
        return reply instanceof Refused<JsonNode> refused && NodeErrors.isBusy(refused.error());
    }

    private static RawReadOutcome outcome(RpcReply<JsonNode> reply) {
        return switch (reply) {
            case Value<JsonNode> value -> new RawReadOutcome.Result(value.value());
            case Nothing<JsonNode> nothing -> new RawReadOutcome.Result(NullNode.getInstance());
            case Refused<JsonNode> refused -> new RawReadOutcome.Refused(refused.error().code(),
                    refused.error().message(), refused.error().data());
            case Unanswered<JsonNode> unanswered -> new RawReadOutcome.Unknown(unanswered.reason());
        };
    }
}
