package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.expression.ExpressionLimits;
import io.enterpriseproxy.mapping.expression.Purpose;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules under {@code writeBack:}. */
final class WriteBackCompiler {
    static final Set<String> KEYS = Set.of("on", "body", "onFailure");
    static final String PARAMS = "params";
    private static final Pattern PLAIN_PATH = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final Told told;
    private final Connections connections;
    private final TemplateCompiler templates;
    private final SensitivePaths sensitive;
    private final ExpressionLimits limits;
    private final Faults faults;

    WriteBackCompiler(Told told, Connections connections, TemplateCompiler templates, SensitivePaths sensitive,
            ExpressionLimits limits, Faults faults) {
        this.told = told;
        this.connections = connections;
        this.templates = templates;
        this.sensitive = sensitive;
        this.limits = limits;
        this.faults = faults;
    }

    /** Those that have no fault. */
    List<WriteBack> compile(List<Node> nodes) {
        List<WriteBack> rules = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            rule(i, nodes.get(i)).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<WriteBack> rule(int index, Node node) {
        int before = faults.count();
        Set<String> keys = new HashSet<>(connections.targets().keySet());
        keys.addAll(KEYS);
        Section section = Section.of(node, keys, faults);
        Set<OutcomeStatus> on = on(section);
        boolean holds = section.text("onFailure").map(word -> holds(section, word)).orElse(false);
        Target target = target(section);
        Optional<Connections.Bound> bound = connections.target(target.settings(), faults);
        Template payload = payload(section, target);
        if (faults.count() > before || bound.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CompiledWriteBack(index, on, bound.get(), holds, payload, sensitive, limits));
    }

    private Set<OutcomeStatus> on(Section section) {
        Set<OutcomeStatus> on = EnumSet.noneOf(OutcomeStatus.class);
        if (section.require("on").isPresent()) {
            for (Node item : section.list("on")) {
                status(Section.found(item)).filter(told.statuses()::contains).ifPresentOrElse(on::add,
                        () -> faults.add(item.place(), "there is no outcome " + Section.found(item)
                                + NearestName.hint(Section.found(item), words())));
            }
            if (section.list("on").isEmpty()) {
                faults.add(section.place(), "on names no outcome; expected a list such as [confirmed]");
            }
        }
        return on;
    }

    static Optional<OutcomeStatus> status(String word) {
        return EnumSet.allOf(OutcomeStatus.class).stream().filter(status -> word(status).equals(word)).findFirst();
    }

    private List<String> words() {
        return told.statuses().stream().map(WriteBackCompiler::word).toList();
    }

    static String word(OutcomeStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private boolean holds(Section section, String word) {
        if (!word.equals("hold") && !word.equals("park")) {
            faults.add(section.find("onFailure").orElseThrow().place(), "found " + word + "; expected hold or park");
        }
        return word.equals("hold");
    }

    /** A target as it stands in the rule, without the parameters of its statement, which are expressions. */
    private record Target(Node.Mapping settings, Optional<Node> params) {}

    private Target target(Section section) {
        Node.Mapping kinds = section.node();
        for (String key : KEYS) {
            kinds = kinds.without(key);
        }
        for (String unknown : section.node().entries().keySet()) {
            kinds = connections.targets().containsKey(unknown) ? kinds : kinds.without(unknown);
        }
        if (kinds.entries().size() == 1) {
            Map.Entry<String, Node> only = kinds.entries().entrySet().iterator().next();
            if (only.getValue() instanceof Node.Mapping settings && settings.get(PARAMS).isPresent()) {
                return new Target(new Node.Mapping(kinds.place(), Map.of(only.getKey(), settings.without(PARAMS))),
                        settings.get(PARAMS));
            }
        }
        return new Target(kinds, Optional.empty());
    }

    private Template payload(Section section, Target target) {
        Optional<Node> body = section.find("body");
        if (body.isPresent() == target.params().isPresent()) {
            faults.add(section.place(), body.isPresent()
                    ? "has both body and params; expected one of them"
                    : "the key body is missing (for a database target: params)");
        }
        target.params().filter(node -> !(node instanceof Node.Mapping)).ifPresent(
                node -> faults.add(node.place(), "found " + node.kind() + "; expected a mapping of keys"));
        Node node = target.params().or(() -> body).orElse(new Node.Mapping(section.place(), Map.of()));
        refuseUnknownRoots(node);
        return templates.tree(node, Purpose.MESSAGE, Set.of());
    }

    /** A misspelt path gives nothing, and the receiver would be told nothing, without a word. */
    private void refuseUnknownRoots(Node node) {
        switch (node) {
            case Node.Mapping mapping -> mapping.entries().values().forEach(this::refuseUnknownRoots);
            case Node.Sequence sequence -> sequence.items().forEach(this::refuseUnknownRoots);
            case Node.Scalar scalar -> {
                Matcher path = PLAIN_PATH.matcher(scalar.text());
                if (scalar.value() instanceof String && path.matches() && !told.view().contains(path.group(1))) {
                    faults.add(scalar.place(), "there is no " + path.group(1) + " in " + told.words()
                            + NearestName.hint(path.group(1), told.view()) + "; a text stands in quotes of its own: \"'"
                            + scalar.text() + "'\"");
                }
            }
        }
    }
}
