package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Fault.Kind;
import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import io.enterpriseproxy.chain.ChainUnavailableException;
import org.jspecify.annotations.Nullable;

import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nodes of a chain in order of preference. Calls go to the first that works; what it leaves unanswered goes to the
 * next. A node that works is never made to wait for one that does not: those are probed in the background.
 */
final class NodePool implements AutoCloseable {
    private final EvmChainSettings chain;
    private final HttpClient http;
    private final List<Node> nodes = new ArrayList<>();

    NodePool(EvmChainSettings chain, InstantSource clock) {
        this.chain = chain;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(chain.timeout())
                .build();
        for (EvmNodeSettings node : chain.nodes()) {
            nodes.add(new Node("node " + (nodes.size() + 1) + " (" + node.origin() + ")", chain,
                    new JsonRpcTransport(http, node, chain.timeout()), new NodeHealth(clock)));
        }
    }

    /** The replies in the order of the calls. Each node is asked at most once around. */
    <T> List<RpcReply<T>> ask(Calls<T> calls) {
        Set<Node> asked = new HashSet<>();
        while (calls.hasOpen() && !Thread.currentThread().isInterrupted()) {
            Node node = next(asked);
            if (node == null) {
                break;
            }
            asked.add(node);
            Fault fault = new BatchRun<>(node, calls).run();
            if (fault != null) {
                calls.leaveAll(calls.take(Integer.MAX_VALUE), node + " " + fault.reason());
                node.putAside(fault);
            }
            calls.toNextNode();
        }
        if (asked.isEmpty()) {
            calls.leaveAll(calls.take(Integer.MAX_VALUE), Thread.currentThread().isInterrupted()
                    ? "no node was asked: the thread is interrupted"
                    : "no node is usable: " + troubles());
        }
        return calls.replies();
    }

    /**
     * One call that reads. After an error, other than that there is no such block, the next node is asked.
     *
     * @return empty if there is no such thing
     */
    <T> Optional<T> read(RpcRequest call, ResultReader<T> reader) {
        return value(call, ask(new Calls<>(List.of(call), reader, NodeErrors::isUnknownBlock)).getFirst());
    }

    /** The value of a reply to a call that reads. */
    <T> Optional<T> value(RpcRequest call, RpcReply<T> reply) {
        return switch (reply) {
            case Value<T> value -> Optional.of(value.value());
            case Nothing<T> nothing -> Optional.empty();
            case Refused<T> refused when NodeErrors.isUnknownBlock(refused.error()) -> Optional.empty();
            case Refused<T> refused -> throw unavailable(call, "no node could answer: " + refused.error().shown());
            case Unanswered<T> unanswered -> throw unavailable(call, unanswered.reason());
        };
    }

    ChainUnavailableException unavailable(RpcRequest call, String reason) {
        return new ChainUnavailableException("chain " + chain.name() + " (id " + chain.chainId() + "), "
                + call.method() + ": " + reason,
                nodes.stream().noneMatch(node -> node.health().isUsable())
                        && nodes.stream().anyMatch(NodePool::isOnWrongChain));
    }

    /** Why no node works; empty if one does, or none was asked yet. */
    Optional<String> trouble() {
        nodes.forEach(Node::probe);
        boolean works = nodes.stream().anyMatch(node -> node.health().isUsable());
        return works || troubles().isEmpty() ? Optional.empty() : Optional.of(troubles());
    }

    /** Nodes are used again only after they have named the chain anew. */
    void recheck() {
        nodes.forEach(node -> node.health().expire());
    }

    private String troubles() {
        return nodes.stream().flatMap(node -> Optional.ofNullable(node.health().fault())
                .map(fault -> node + " " + fault.reason()).stream()).collect(Collectors.joining("; "));
    }

    private @Nullable Node next(Set<Node> asked) {
        List<Node> rest = nodes.stream().filter(node -> !asked.contains(node)).toList();
        for (Node node : rest) {
            if (node.health().isFresh() || (node.health().isUsable() && node.check())) {
                nodes.stream().filter(other -> !other.health().isUsable()).forEach(Node::probe);
                return node;
            }
        }
        return rest.stream().filter(Node::check).findFirst().orElse(null);
    }

    private static boolean isOnWrongChain(Node node) {
        Fault fault = node.health().fault();
        return fault != null && fault.kind() == Kind.WRONG_CHAIN;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
