package io.enterpriseproxy.mapping.document;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns SnakeYAML's graph into our tree. Aliases are written out, so the tree's size is bounded here. */
final class NodeReader {
    private static final int MOST_NODES = 100_000;
    private static final int MOST_DEPTH = 100;

    private final String file;
    private final Faults faults;
    private int nodes;

    NodeReader(String file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    Node read(org.yaml.snakeyaml.nodes.@Nullable Node root) {
        return root == null ? new Node.Scalar(new Place(file, 1, 1, ""), null, "") : read(root, place(root, ""), 0);
    }

    private Node read(org.yaml.snakeyaml.nodes.Node node, Place place, int depth) {
        if (++nodes > MOST_NODES || depth > MOST_DEPTH) {
            throw new DocumentException(List.of(new Fault(file, place.line(), "",
                    "too large once its aliases are written out; expected at most " + MOST_NODES + " values, "
                            + MOST_DEPTH + " deep")));
        }
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            faults.add(place, "has the tag " + node.getTag() + "; expected no tags");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, place);
            case SequenceNode sequence -> sequence(sequence, place, depth);
            case MappingNode mapping -> mapping(mapping, place, depth);
            default -> throw new IllegalStateException("YAML node of kind " + node.getNodeId());
        };
    }

    private static Node scalar(ScalarNode node, Place place) {
        String text = node.getValue();
        boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
        return new Node.Scalar(place, plain ? PlainScalar.read(text) : text, text);
    }

    private Node sequence(SequenceNode node, Place place, int depth) {
        List<Node> items = new ArrayList<>();
        for (var item : node.getValue()) {
            items.add(read(item, place(item, place.pathOf(items.size())), depth + 1));
        }
        return new Node.Sequence(place, items);
    }

    private Node mapping(MappingNode node, Place place, int depth) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
                faults.add(place(entry.getKeyNode(), place.path()), "a key is not text");
                continue;
            }
            String key = keyNode.getValue();
            Place keyPlace = place(keyNode, place.pathOf(key));
            if (entries.putIfAbsent(key, read(entry.getValueNode(), keyPlace, depth + 1)) != null) {
                faults.add(keyPlace, "this key is there twice");
            }
        }
        return new Node.Mapping(place, entries);
    }

    private Place place(org.yaml.snakeyaml.nodes.Node node, String path) {
        Mark mark = node.getStartMark();
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1, path);
    }
}
