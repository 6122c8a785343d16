package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.adapter.evm.EvmChainClient;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.config.ChainConfig;
import io.enterpriseproxy.server.config.NodeConfig;
import io.enterpriseproxy.server.config.NodeOriginConfig;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * By which nodes each chain is reached: those of the configuration, or others that are asked for while the server runs. Only
 * origins that the configuration names can be asked for, so that nobody has the server reach other systems, or sends a
 * node's credentials elsewhere.
 */
final class ChainNodes implements ChainSetting<List<NodeWish>> {
    private static final int MOST = 16;

    private final Map<String, Reach> byChain;

    /** A chain, and what leads to it. */
    record Reach(ChainConfig config, EvmChainClient client) {}

    ChainNodes(Map<String, Reach> byChain) {
        this.byChain = Map.copyOf(byChain);
    }

    @Override
    public boolean has(String chain) {
        return byChain.containsKey(chain);
    }

    @Override
    public List<Problem> check(String chain, List<NodeWish> wishes) {
        List<Problem> problems = new ArrayList<>();
        if (wishes.isEmpty() || wishes.size() > MOST) {
            problems.add(new Problem(ProblemCode.INVALID_REQUEST, "a chain has one node at least and not too many",
                    "nodes", wishes.size() + " nodes", "1 to " + MOST));
        }
        if (wishes.stream().map(NodeWish::url).distinct().count() < wishes.size()) {
            problems.add(new Problem(ProblemCode.INVALID_REQUEST, "a node is there twice", "nodes", null,
                    "each node once"));
        }
        for (int i = 0; i < wishes.size(); i++) {
            String place = "nodes[" + i + "]";
            ChainConfig config = config(chain);
            if (find(config, wishes.get(i)).isEmpty()) {
                problems.add(new Problem(ProblemCode.FORBIDDEN,
                        "the configuration does not let this chain be reached by this node", place,
                        NodeWish.origin(wishes.get(i).url()), "the origin of a node of chains." + chain
                                + ".nodes, or of node-origins any path without a query: "
                                + String.join(", ", new TreeSet<>(config.nodeOrigins().keySet()))));
            }
        }
        return problems;
    }

    @Override
    public void use(String chain, List<NodeWish> wishes) {
        ChainConfig config = config(chain);
        replace(chain, wishes.stream().map(wish -> find(config, wish).orElseThrow()).toList());
    }

    /** Nodes are an order: some of them would be another. */
    @Override
    public void useWhatFits(String chain, List<NodeWish> wishes) {
        useConfigured(chain);
    }

    @Override
    public void useConfigured(String chain) {
        replace(chain, config(chain).nodes());
    }

    private void replace(String chain, List<NodeConfig> nodes) {
        reach(chain).client().useNodes(nodes.stream().map(ChainOpener::node).toList());
    }

    private static Optional<NodeConfig> find(ChainConfig config, NodeWish wish) {
        String origin = NodeWish.origin(wish.url());
        Optional<NodeConfig> configured = config.nodes().stream()
                .filter(node -> wish.isOnlyAnOrigin() && NodeWish.origin(node.url()).equals(origin)).findFirst();
        NodeOriginConfig allowed = config.nodeOrigins().get(origin);
        if (configured.isPresent() || allowed == null || !isPlain(wish.url())) {
            return configured;
        }
        URI ws = wish.ws();
        // http becomes ws, and https becomes wss.
        boolean fits = ws == null
                || (isPlain(ws) && NodeWish.origin(ws).equals(origin.replaceFirst("^http", "ws")));
        return fits ? Optional.of(new NodeConfig(wish.url(), allowed.headers(), ws)) : Optional.empty();
    }

    /** Whether there is nothing in it that may be secret, or mislead whoever reads it. */
    private static boolean isPlain(URI url) {
        return url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    }

    private ChainConfig config(String chain) {
        return reach(chain).config();
    }

    private Reach reach(String chain) {
        Reach reach = byChain.get(chain);
        if (reach == null) {
            throw new IllegalArgumentException("there is no chain " + chain);
        }
        return reach;
    }
}
