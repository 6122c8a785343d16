package io.enterpriseproxy.server.mappings;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.YamlDocument;
import io.enterpriseproxy.server.mappings.DraftDiff.Change;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Compares two texts of a mapping: line by line, and by the parts that matter most. */
final class TextComparison {
    private static final int CONTEXT = 3;
    /** The time grows with the square of what differs. */
    private static final int MOST_LINES = 5_000;
    private static final List<String> PARTS = List.of("from", "idempotencyKey", "orderingKey", "call.chain",
            "call.contract", "call.function", "call.args", "call.value", "call.sender", "writeBack");

    private TextComparison() {}

    /** In the unified form; empty if they are equal, null if one is too long. */
    static @Nullable String lines(String beforeName, String before, String afterName, String after) {
        List<String> from = before.lines().toList();
        List<String> to = after.lines().toList();
        if (from.size() > MOST_LINES || to.size() > MOST_LINES) {
            return null;
        }
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(beforeName, afterName, from,
                inOneGo(DiffUtils.diff(from, to, new MyersDiffWithLinearSpace<>())), CONTEXT);
        return String.join("\n", diff);
    }

    /** What is taken out and put in at one place is one change: the old lines stand before the new ones. */
    private static Patch<String> inOneGo(Patch<String> patch) {
        List<AbstractDelta<String>> deltas = new ArrayList<>();
        for (AbstractDelta<String> next : patch.getDeltas()) {
            AbstractDelta<String> last = deltas.isEmpty() ? null : deltas.getLast();
            if (last != null && end(last.getSource()) == next.getSource().getPosition()
                    && end(last.getTarget()) == next.getTarget().getPosition()) {
                deltas.set(deltas.size() - 1, new ChangeDelta<>(joined(last.getSource(), next.getSource()),
                        joined(last.getTarget(), next.getTarget())));
            } else {
                deltas.add(next);
            }
        }
        Patch<String> joined = new Patch<>(deltas.size());
        deltas.forEach(joined::addDelta);
        return joined;
    }

    private static int end(Chunk<String> chunk) {
        return chunk.getPosition() + chunk.size();
    }

    private static Chunk<String> joined(Chunk<String> first, Chunk<String> second) {
        return new Chunk<>(first.getPosition(),
                Stream.concat(first.getLines().stream(), second.getLines().stream()).toList());
    }

    /**
     * The parts that differ, in the order of a mapping file.
     *
     * @param before null: none is live
     * @throws io.enterpriseproxy.mapping.document.DocumentException if the new text cannot be read
     */
    static List<Change> parts(@Nullable String before, String after) {
        Node from = before == null ? null : YamlDocument.parse(before, "");
        Node to = YamlDocument.parse(after, "");
        List<Change> changes = new ArrayList<>();
        for (String path : PARTS) {
            Object old = part(from, path);
            Object now = part(to, path);
            if (!Objects.equals(old, now)) {
                changes.add(new Change(path, old, now));
            }
        }
        return changes;
    }

    private static @Nullable Object part(@Nullable Node root, String path) {
        Node node = root;
        for (String key : path.split("\\.", -1)) {
            node = node instanceof Node.Mapping mapping ? mapping.get(key).orElse(null) : null;
        }
        return switch (node) {
            case null -> null;
            case Node.Sequence rules when path.equals("writeBack") ->
                rules.items().stream().map(TextComparison::target).toList();
            case Node any -> any.plain();
        };
    }

    /** Of a write-back rule, where it leads and when, not what it says there. */
    private static Object target(Node rule) {
        return rule instanceof Node.Mapping mapping
                ? mapping.without("body").plain()
                : Map.of("rule", String.valueOf(rule.plain()));
    }
}
