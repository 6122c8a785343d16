package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.config.NodeConfig;
import io.enterpriseproxy.server.config.NodeOriginConfig;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which nodes of a chain can be asked for while the server runs. Only origins that the configuration names, so that nobody has
 * the server reach other systems, or sends a node's credentials elsewhere.
 *
 * @param part of the configuration that says so, for people
 * @param configured those that it names, as they are there
 * @param origins by scheme, host and port: any path
 */
record AllowedNodes(String part, List<NodeConfig> configured, Map<String, NodeOriginConfig> origins) {
    private static final int MOST = 16;

    /** What is wrong with them; empty if they can be used. */
    List<Problem> check(List<NodeWish> wishes) {
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
            if (find(wishes.get(i)).isEmpty()) {
                problems.add(new Problem(ProblemCode.FORBIDDEN,
                        "the configuration does not let this chain be reached by this node", "nodes[" + i + "]",
                        NodeWish.origin(wishes.get(i).url()), expected()));
            }
        }
        return problems;
    }

    private String expected() {
        return (configured.isEmpty() ? "" : "the origin of a node of " + part + ".nodes, or ") + "of " + part
                + ".node-origins any path without a query: " + String.join(", ", new TreeSet<>(origins.keySet()));
    }

    /** With what their origins need; they were checked. */
    List<NodeConfig> of(List<NodeWish> wishes) {
        return wishes.stream().map(wish -> find(wish).orElseThrow()).toList();
    }

    private Optional<NodeConfig> find(NodeWish wish) {
        String origin = NodeWish.origin(wish.url());
        Optional<NodeConfig> asConfigured = configured.stream()
                .filter(node -> wish.isOnlyAnOrigin() && NodeWish.origin(node.url()).equals(origin)).findFirst();
        NodeOriginConfig allowed = origins.get(origin);
        if (asConfigured.isPresent() || allowed == null || !isPlain(wish.url())) {
            return asConfigured;
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
}
