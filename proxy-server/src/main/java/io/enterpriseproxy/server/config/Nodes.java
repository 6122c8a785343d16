package io.enterpriseproxy.server.config;

import io.enterpriseproxy.mapping.document.Node;

import java.util.Map;
import java.util.Optional;

/** Finds nodes of a file's tree by their keys. */
final class Nodes {
    private Nodes() {}

    static Optional<Node> at(Node root, String... keys) {
        Optional<Node> node = Optional.of(root);
        for (String key : keys) {
            node = node.flatMap(parent -> Optional.ofNullable(entries(parent).get(key)));
        }
        return node;
    }

    /** The node, or the deepest one on the way to it that is there. */
    static Node nearest(Node root, String... keys) {
        Node node = root;
        for (String key : keys) {
            Node child = entries(node).get(key);
            if (child == null) {
                return node;
            }
            node = child;
        }
        return node;
    }

    static Map<String, Node> entries(Node node) {
        return node instanceof Node.Mapping mapping ? mapping.entries() : Map.of();
    }
}
