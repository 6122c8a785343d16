package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Fault.Kind;
import io.enterpriseproxy.chain.NodeStatus;
import io.enterpriseproxy.chain.NodeStatus.State;
import org.jspecify.annotations.Nullable;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes that a chain has at a time, and which of them is asked next. */
final class NodeSet implements AutoCloseable {
    private final List<Node> nodes = new ArrayList<>();
    private final Duration timeout;
    private final Duration failOver;
    private final int broadcast;
    private final HeadWatch watch;
    private final SpareBroadcasts spare;

    /**
     * @param chain what holds for all its nodes; its own list of them does not count here
     * @param settings in order of preference, at least one
     */
    NodeSet(EvmChainSettings chain, List<EvmNodeSettings> settings, HttpClient http, ChainIdentity identity,
            InstantSource clock) {
        NodePolicy policy = chain.policy();
        boolean several = settings.size() > 1;
        this.timeout = chain.timeout();
        this.failOver = several && policy.failOver().compareTo(timeout) < 0 ? policy.failOver() : timeout;
        this.broadcast = policy.broadcast();
        Node.Checks checks = new Node.Checks(identity, several || identity.isNamed(), failOver);
        for (EvmNodeSettings node : settings) {
            nodes.add(new Node("node " + (nodes.size() + 1) + " (" + node.origin() + ")", chain,
                    new JsonRpcTransport(http, node), new NodeHealth(clock), checks));
        }
        this.watch = new HeadWatch(chain.name(), nodes, policy.maxLag(), failOver);
        this.spare = new SpareBroadcasts(nodes, timeout);
    }

    boolean areSeveral() {
        return nodes.size() > 1;
    }

    /** The first that works; null if none of those that were not asked does. */
    @Nullable
    Node next(Set<Node> asked) {
        List<Node> rest = inOrder().filter(node -> !asked.contains(node)).toList();
        for (Node node : rest) {
            if (node.health().isFresh() || (node.health().isUsable() && node.check())) {
                used();
                return node;
            }
        }
        Node checked = rest.stream().filter(node -> node.check(patience(asked, node))).findFirst()
                // One that lags still takes transactions; one on a fork is of no use.
                .or(() -> rest.stream().filter(NodeSet::onlyLags).findFirst()).orElse(null);
        if (checked != null) {
            used();
        }
        return checked;
    }

    /** How long a node is waited for: a short while if another could be asked instead against which nothing is known. */
    Duration patience(Set<Node> asked, Node node) {
        return nodes.stream().anyMatch(other -> other != node && other.health().fault() == null
                && !asked.contains(other)) ? failOver : timeout;
    }

    /** Sends transactions to as many nodes as shall have them, but for the first, which is asked as for all else. */
    void spread(List<RpcRequest> calls) {
        if (broadcast > 1 && areSeveral()) {
            spare.send(calls,
                    inOrder().filter(node -> node.health().isUsable()).skip(1).limit(broadcast - 1L).toList());
        }
    }

    /** All that may be used, the first that is asked first; where none was asked yet, one is checked. */
    List<Node> usable() {
        next(Set.of());
        return inOrder().filter(node -> node.health().isUsable()).toList();
    }

    void probe() {
        nodes.forEach(Node::probe);
    }

    void expire() {
        nodes.forEach(node -> node.health().expire());
    }

    boolean works() {
        return nodes.stream().anyMatch(node -> node.health().isUsable());
    }

    boolean anyOnWrongChain() {
        return nodes.stream().map(node -> node.health().fault())
                .anyMatch(fault -> fault != null && fault.kind() == Kind.WRONG_CHAIN);
    }

    /** Why nodes are not used, in one sentence; empty if nothing is known against any. */
    String troubles() {
        return nodes.stream().flatMap(node -> Optional.ofNullable(node.health().fault())
                .map(fault -> node + " " + fault.reason()).stream()).collect(Collectors.joining("; "));
    }

    List<NodeStatus> status() {
        return nodes.stream().map(this::status).toList();
    }

    private NodeStatus status(Node node) {
        Fault fault = node.health().fault();
        State state = fault != null
                ? State.ASIDE
                : !node.health().isUsable()
                        ? State.UNCHECKED
                        : node.pace().isWorse()
                                ? State.WORSE
                                : State.READY;
        Long head = node.head() < 0 ? null : node.head();
        double millis = node.pace().latencyMillis();
        return new NodeStatus(node.toString(), state, head,
                head == null || watch.head() < 0 ? null : Math.max(0, watch.head() - head),
                millis < 0 ? null : Math.round(millis), Math.round(node.pace().errorRate() * 1000) / 1000.0,
                fault == null ? null : fault.reason());
    }

    /** Once one is used, its chain is known, and the others are compared with it and probed. */
    private void used() {
        if (areSeveral()) {
            watch.start();
            nodes.stream().filter(other -> !other.health().isReachable()).forEach(Node::probe);
        }
    }

    private Stream<Node> inOrder() {
        return nodes.stream().sorted(Comparator.comparing(node -> node.pace().isWorse()));
    }

    private static boolean onlyLags(Node node) {
        Fault fault = node.health().fault();
        return fault != null && fault.kind() == Kind.LAGGING && node.health().isReachable();
    }

    @Override
    public void close() {
        watch.close();
    }
}
