package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.Place;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a mapping file, read key by key: unlike a record it is of use while some of its keys are wrong, so that one
 * reading finds all faults.
 */
final class Section {
    private final Node.Mapping mapping;
    private final Faults faults;

    private Section(Node.Mapping mapping, Faults faults) {
        this.mapping = mapping;
        this.faults = faults;
    }

    /** Keys besides these are faults; so is a node that has no keys. */
    static Section of(Node node, Set<String> keys, Faults faults) {
        Section section = open(node, faults);
        section.mapping.entries().forEach((key, value) -> {
            if (!keys.contains(key)) {
                faults.add(value.place(), "unknown key" + NearestName.hint(key, keys));
            }
        });
        return section;
    }

    /** With keys that are not known beforehand. */
    static Section open(Node node, Faults faults) {
        if (node instanceof Node.Mapping mapping) {
            return new Section(mapping, faults);
        }
        if (!(node instanceof Node.Scalar scalar && scalar.value() == null)) {
            faults.add(node.place(), "found " + node.kind() + "; expected a mapping of keys");
        }
        return new Section(new Node.Mapping(node.place(), java.util.Map.of()), faults);
    }

    Place place() {
        return mapping.place();
    }

    Node.Mapping node() {
        return mapping;
    }

    /** The value of a key that may be missing; nothing counts as missing. */
    Optional<Node> find(String key) {
        return mapping.get(key).filter(node -> !(node instanceof Node.Scalar scalar && scalar.value() == null));
    }

    /** The value of a key that must be there. */
    Optional<Node> require(String key) {
        Optional<Node> node = find(key);
        if (node.isEmpty()) {
            faults.add(mapping.place(), "the key " + key + " is missing");
        }
        return node;
    }

    Optional<String> text(String key) {
        return find(key).flatMap(this::text);
    }

    Optional<String> requireText(String key) {
        return require(key).flatMap(this::text);
    }

    private Optional<String> text(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return Optional.of(scalar.text());
        }
        faults.add(node.place(), "found " + node.kind() + "; expected text");
        return Optional.empty();
    }

    Optional<Boolean> flag(String key) {
        return find(key).flatMap(node -> {
            if (node instanceof Node.Scalar scalar && scalar.value() instanceof Boolean flag) {
                return Optional.of(flag);
            }
            faults.add(node.place(), "found " + found(node) + "; expected true or false");
            return Optional.empty();
        });
    }

    List<Node> list(String key) {
        return find(key).map(node -> {
            if (node instanceof Node.Sequence sequence) {
                return sequence.items();
            }
            faults.add(node.place(), "found " + node.kind() + "; expected a list");
            return List.<Node>of();
        }).orElse(List.of());
    }

    static String found(Node node) {
        return node instanceof Node.Scalar scalar ? scalar.text() : node.kind();
    }
}
