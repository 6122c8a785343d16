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

    static Map<String, Node> entries(Node node) {
        return node instanceof Node.Mapping mapping ? mapping.entries() : Map.of();
    }
}
