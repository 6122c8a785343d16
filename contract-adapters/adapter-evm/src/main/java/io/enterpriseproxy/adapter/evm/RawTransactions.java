package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.BroadcastOutcome.Accepted;
import io.enterpriseproxy.chain.BroadcastOutcome.Unknown;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.SignedTransaction;

import java.util.ArrayList;
import java.util.List;

/** Sends raw transactions. The same bytes may reach several nodes, or one node twice: that is harmless. */
final class RawTransactions {
    private final NodePool nodes;
    private final String method;

    RawTransactions(NodePool nodes, String method) {
        this.nodes = nodes;
        this.method = method;
    }

    List<BroadcastOutcome> broadcast(List<SignedTransaction> transactions) {
        List<RpcRequest> calls = transactions.stream()
                .map(transaction -> RpcRequest.of(method, Hex.encode(transaction.raw()))).toList();
        nodes.spread(calls);
        List<RpcReply<String>> replies = nodes.ask(new Calls<>(calls, ResultReader.TEXT, BroadcastErrors::isKnown));
        List<BroadcastOutcome> outcomes = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            outcomes.add(outcome(transactions.get(i), replies.get(i)));
        }
        return outcomes;
    }

    private static BroadcastOutcome outcome(SignedTransaction sent, RpcReply<String> reply) {
        return switch (reply) {
            case Value<String> hash when hash.value().equalsIgnoreCase(sent.hash()) -> new Accepted();
            case Value<String> hash -> new Unknown("the node took it under another hash: " + hash.value());
            case Nothing<String> nothing -> new Unknown("the node named no hash");
            case Refused<String> refused -> BroadcastErrors.outcome(refused.error());
            case Unanswered<String> unanswered -> new Unknown(unanswered.reason());
        };
    }
}
