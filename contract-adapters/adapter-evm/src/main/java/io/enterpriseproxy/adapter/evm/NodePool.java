package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.NodeStatus;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes of a chain in order of preference. Calls go to the first that works; what it leaves unanswered goes to the
 * next. A node that works is never made to wait for one that does not: those are probed in the background.
 *
 * <p>
 * All reads stay on the first node that works, so that what it was sent is seen by what it is asked. They move when it is
 * put aside, or turns out clearly worse than others.
 */
final class NodePool implements AutoCloseable {
    private final EvmChainSettings chain;
    private final InstantSource clock;
    private final HttpClient http;
    private final ChainIdentity identity;
    private final HeadSubscriptions subscriptions;
    private volatile NodeSet nodes;

    NodePool(EvmChainSettings chain, InstantSource clock) {
        this.chain = chain;
        this.clock = clock;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(chain.timeout())
                .build();
        this.identity = new ChainIdentity(chain.chainId(), chain.policy().genesis());
        this.subscriptions = new HeadSubscriptions(http, chain);
        this.nodes = new NodeSet(chain, chain.nodes(), http, identity, clock);
    }

    /** The replies in the order of the calls. Each node is asked at most once around. */
    <T> List<RpcReply<T>> ask(Calls<T> calls) {
        NodeSet now = nodes;
        Set<Node> asked = new HashSet<>();
        while (calls.hasOpen() && !Thread.currentThread().isInterrupted()) {
            Node node = now.next(asked);
            if (node == null) {
                break;
            }
            asked.add(node);
            Fault fault = new BatchRun<>(node, calls, now.patience(asked, node)).run();
            if (fault != null) {
                calls.leaveAll(calls.take(Integer.MAX_VALUE), node + " " + fault.reason());
                node.putAside(fault);
            }
            calls.toNextNode();
        }
        if (asked.isEmpty()) {
            calls.leaveAll(calls.take(Integer.MAX_VALUE), Thread.currentThread().isInterrupted()
                    ? "no node was asked: the thread is interrupted"
                    : "no node is usable: " + now.troubles());
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
                !nodes.works() && nodes.anyOnWrongChain());
    }

    /** Sends transactions to further nodes, if the chain shall have them on several; without waiting. */
    void spread(List<RpcRequest> calls) {
        nodes.spread(calls);
    }

    /** Those that may be used now, in the order in which they are asked. */
    List<Node> usable() {
        return nodes.usable();
    }

    Duration timeout() {
        return chain.timeout();
    }

    /** Why no node works; empty if one does, or none was asked yet. */
    Optional<String> trouble() {
        NodeSet now = nodes;
        now.probe();
        String troubles = now.troubles();
        return now.works() || troubles.isEmpty() ? Optional.empty() : Optional.of(troubles);
    }

    List<NodeStatus> status() {
        return nodes.status();
    }

    boolean areSeveral() {
        return nodes.areSeveral();
    }

    /** The hash of block 0 as far as known. */
    Optional<String> genesis() {
        return Optional.ofNullable(identity.genesis());
    }

    /** Takes other nodes from now on. They have to be on the same chain, block 0 included if it is known. */
    void replace(List<EvmNodeSettings> settings) {
        NodeSet before = nodes;
        nodes = new NodeSet(chain, settings, http, identity, clock);
        before.close();
        subscriptions.replace(settings);
    }

    HeadSubscriptions subscriptions() {
        return subscriptions;
    }

    /** Nodes are used again only after they have named the chain anew. */
    void recheck() {
        nodes.expire();
    }

    @Override
    public void close() {
        nodes.close();
        subscriptions.close();
        http.shutdownNow();
    }
}
